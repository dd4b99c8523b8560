"""What opens over the pages of a class: tries, the page of a pupil, and why a case needs nothing more."""
