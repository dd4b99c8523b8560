"""What is written for a class: as it grows with the pupil, and as it came to the teacher."""
