"""A classroom without a server: classes, their work, and the files that go between a teacher and pupils."""
