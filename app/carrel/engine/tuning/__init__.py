"""Fine-tuning: a small adapter is trained for a model, in a process of its own (extra `tune`)."""
