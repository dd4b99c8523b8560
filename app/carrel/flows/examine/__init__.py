"""Quizzes from a source: read, asked about by code or by a model, checked against the source, and kept."""
