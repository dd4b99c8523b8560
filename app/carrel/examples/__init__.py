"""Examples of how a reply should have been."""
