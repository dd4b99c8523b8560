"""Drafts of answers to other people's questions: code decides what may stand in them, a model words them."""
