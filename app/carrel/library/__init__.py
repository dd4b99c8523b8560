"""What people brought in to learn from: documents, the passages in them, and what replies stand on."""
