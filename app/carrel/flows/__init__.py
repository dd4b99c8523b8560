"""What Carrel does, across its rooms: one verb a module."""
