"""The numbers behind the pictures of progress: each picture, its table and the command line take them from here."""
