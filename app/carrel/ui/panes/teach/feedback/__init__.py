"""The page of drafted feedback: what waits for the teacher, and beside it the try that it is about."""

from carrel.ui.panes.teach.feedback.page import FeedbackPage

__all__ = ["FeedbackPage"]
