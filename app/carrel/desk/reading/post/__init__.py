"""Reads what people write to a desk: mails, whole threads of them, and pasted text."""
