"""Suggestions that a learner set aside as not useful."""
