"""Lists of the pupils of a class, from other programs and for them: one format a file."""
