"""The list of chats, and what is done to many of them at once."""
