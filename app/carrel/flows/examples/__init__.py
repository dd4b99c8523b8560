"""Examples of better replies: kept, looked at, and given to later prompts."""
