"""The cases of a desk: those that wait, and those that were solved."""
