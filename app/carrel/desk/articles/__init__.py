"""The knowledge base of a desk: which documents it is, and what could be added to it."""
