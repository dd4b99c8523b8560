"""The one file that everything a person did is kept in."""
