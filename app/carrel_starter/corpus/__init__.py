"""The generator of the training texts: everything comes from our own data files and from a seeded source of chance."""
