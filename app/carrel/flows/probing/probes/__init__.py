"""The probes: one thing a model is to do here in a file, with the judge of it."""
