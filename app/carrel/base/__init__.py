"""The words everybody speaks: errors, stopping, time, places, words, files."""
