"""Tries that came from elsewhere, and the verdicts that came with them."""
