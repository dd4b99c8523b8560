"""Evaluation sets: questions with what a good reply says, and how the assistant did on them."""
