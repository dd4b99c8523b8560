"""Questions made from sentences by code alone: a term, a name or a figure is left out, and must be found again."""
