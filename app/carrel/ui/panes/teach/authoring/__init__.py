"""The page of a teacher's own questions: what goes out, what waits as a draft, and how an answer would be marked."""

from carrel.ui.panes.teach.authoring.page import QuestionsPage

__all__ = ["QuestionsPage"]
