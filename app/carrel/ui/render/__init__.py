"""Markdown into documents that Qt can show."""
