"""The pictures of progress, drawn with nothing but a painter, on the screen and into files."""
