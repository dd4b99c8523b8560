"""The dialogs of evaluation sets: with what one is run, and how one is written."""
