"""Reads what a desk is made of from text and bytes, and keeps nothing."""
