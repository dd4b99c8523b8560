"""The room of a person's own sources: documents, their passages, and how they are found."""
