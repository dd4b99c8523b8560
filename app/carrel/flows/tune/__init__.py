"""Fine-tuning: from examples of better replies to an adapter of a model, and its comparison with the model alone."""
