"""Who is in a class, and what it was asked to do."""
