"""Texts that people attach: to a turn, to a draft, to a course."""
