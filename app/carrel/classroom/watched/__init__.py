"""The folders in which the packs of a class go to and fro by themselves."""
