"""What the model was given: prompts, summaries of what no longer fits, and answers compared."""
