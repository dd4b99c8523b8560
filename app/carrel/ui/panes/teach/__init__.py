"""The place of a teacher."""
