"""Behaviours: kept, brought in and out by file, and tried."""
