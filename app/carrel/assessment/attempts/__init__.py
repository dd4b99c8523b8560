"""Practice sessions, and every try in them."""
