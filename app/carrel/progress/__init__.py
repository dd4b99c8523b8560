"""What a learner can do unaided, what is due, and where somebody is stuck."""
