"""Tells by phrases alone whether somebody who writes may be in distress, in the languages that have rules."""
