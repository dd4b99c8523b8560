"""Which packs were made and taken in."""
