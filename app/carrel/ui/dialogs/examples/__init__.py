"""The dialogs about examples: one that is written or changed, and a dataset."""
