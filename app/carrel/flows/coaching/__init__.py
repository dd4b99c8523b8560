"""The tutor beside an item that is practised: what it is told, and what of its words is let through."""
