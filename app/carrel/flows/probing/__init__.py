"""Testing what a model can do here: items of our own, asked the way the program asks, and judged by code alone."""
