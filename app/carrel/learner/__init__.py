"""The learner: what they say about themselves, what they work towards, and what is remembered of what they said."""
