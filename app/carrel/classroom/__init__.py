"""Classes, what pupils are asked to do, and what came back."""
