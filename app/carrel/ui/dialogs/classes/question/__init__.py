"""The form in which a teacher writes one question, and sees what is wrong with it and how it is marked."""

from carrel.ui.dialogs.classes.question.dialog import QuestionDialog

__all__ = ["QuestionDialog"]
