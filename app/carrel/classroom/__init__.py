"""A classroom without a server: classes, what pupils are asked to do, and the files that go between them and a teacher."""
