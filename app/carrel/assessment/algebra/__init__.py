"""Formulas: read by a grammar of our own, compared by value at random points, and looked at for their form."""
