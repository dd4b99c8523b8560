"""Small windows that are open for one question."""
