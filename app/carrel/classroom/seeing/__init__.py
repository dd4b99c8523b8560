"""What a teacher put aside of what asks for attention in a class."""
