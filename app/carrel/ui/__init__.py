"""The window: it shows and asks; Qt is here and nowhere else."""
