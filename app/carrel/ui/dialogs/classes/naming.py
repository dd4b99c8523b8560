"""What a class is called, and whoever teaches it: for a new one, or one that there is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from carrel.base.show import one_line
from carrel.base.words import _
from carrel.classroom.classes.model import LONGEST_NAME, LONGEST_TITLE, Classroom
from carrel.ui.dialogs.classes.form import FormDialog
from carrel.ui.theme import Theme


class ClassDialog(FormDialog):
    """given: the title, and the name of whoever teaches it. classroom: the one that is changed; None for a new one."""

    given = Signal(str, str)

    def __init__(self, classroom: Classroom | None, teacher: str, theme: Theme, parent: QWidget) -> None:
        title = _("New class") if classroom is None else _("Change this class")
        super().__init__(title, _("Make the class") if classroom is None else _("Save"), "classDialog", theme, parent)
        self.title = QLineEdit(one_line(classroom.title, LONGEST_TITLE) if classroom is not None else "")
        self.teacher = QLineEdit(one_line(teacher, LONGEST_NAME))
        self.title.setMaxLength(LONGEST_TITLE)
        self.title.setPlaceholderText(_("Such as 7b, or Biology on Tuesdays"))
        self.teacher.setMaxLength(LONGEST_NAME)
        self.part(_("Title"), self.title, "className", _("Your pupils see it when they open what you send."))
        self.part(_("Your name"), self.teacher, "classTeacher", _("As your pupils see it. It may stay empty."))
        self.title.textChanged.connect(lambda text: self.yes.setEnabled(bool(text.strip())))
        self.yes.setEnabled(bool(self.title.text()))
        self.lay_out(0.7, 0.52)
        self.title.setFocus()

    def give(self) -> None:
        """Hand over the names."""
        self.given.emit(self.title.text(), self.teacher.text())
