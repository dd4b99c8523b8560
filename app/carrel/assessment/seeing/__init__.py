"""What the tries of many learners show together."""
