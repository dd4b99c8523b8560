"""Tests of the desk in the window."""
