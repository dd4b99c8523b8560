"""Chats: trees of messages, one branch of each shown."""
