"""What is filled in, and looked through, for a desk."""
