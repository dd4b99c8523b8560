"""Turns documents of strangers into parts of text; one file a kind, all of them run in a limited child."""
