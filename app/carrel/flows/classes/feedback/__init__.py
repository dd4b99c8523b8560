"""Feedback of a teacher: drafted from what code knows, approved by a person, sealed to the pupil it is for (F7.6)."""
