"""What a teacher says of work: drafted, approved, sent, and told to the pupil."""
