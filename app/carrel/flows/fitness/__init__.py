"""What a model showed in its test, and the roles that come of it."""
