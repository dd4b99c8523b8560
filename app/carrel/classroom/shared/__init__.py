"""Talks with the tutor that pupils handed in, where a task says so."""
