"""The kinds of questions in QTI: one idea of asking a file."""
