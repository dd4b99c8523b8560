"""A teacher writes questions for a class, brings them in, or has them drafted from a document."""
