"""Finding passages by what they mean: a vector for each, and which are nearest to that of a question."""
