"""A class: who is in it, what it is asked to do, what goes out and what comes back."""
