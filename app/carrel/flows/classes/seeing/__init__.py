"""What a teacher sees of a class: who needs attention, what is known, and how the questions went (F7.4)."""
