"""Behaviours: how the assistant is to answer, in one file that a person can read and write."""
