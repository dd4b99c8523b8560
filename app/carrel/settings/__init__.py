"""What a person chose, kept in one small file."""
