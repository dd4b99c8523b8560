"""The dialogs of the teacher's place."""
