"""The parts of the window that belong to one kind of work."""
