"""The desk of those who answer other people's questions."""
