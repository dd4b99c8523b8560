"""What a person decided about the verdict on a try."""
