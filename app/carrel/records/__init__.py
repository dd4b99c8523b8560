"""How a piece of work came about: what happened while it was written, kept so that a change to it is found."""
