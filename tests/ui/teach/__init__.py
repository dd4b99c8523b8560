"""Tests of the place of a teacher."""
