"""Questions from other programs and for them: one format a file."""
