"""A classroom without a server: files that go between a teacher and pupils."""
