"""Courses: what the chats inside them inherit."""
