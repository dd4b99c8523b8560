"""The classes that a pupil is in."""
