"""Chats that belong to a question of practice, and are kept apart from the others."""
