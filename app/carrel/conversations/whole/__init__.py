"""Whole chats, with every branch: how they leave, and how they come in."""
