"""What a reply stands on: the search behind it, and the sentences it cites."""
