"""A day that may be chosen, or not."""

from __future__ import annotations

from PySide6.QtCore import QDate, QEvent, QObject, Qt
from PySide6.QtWidgets import QCheckBox, QDateEdit, QWidget

from carrel.base.words import _
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme

_ISO = Qt.DateFormat.ISODate


class DayField(QWidget):
    """A box to check, and then a day. ahead: how many days from today it begins with."""

    def __init__(self, words: str, name: str, day: str, ahead: int, theme: Theme) -> None:
        super().__init__()
        self.wanted = QCheckBox(words)
        self.wanted.setObjectName(name)
        self.edit = QDateEdit()
        self.edit.setObjectName(f"{name}Day")
        self.edit.setAccessibleName(_("{what}: the day").format(what=words))
        self.edit.setCalendarPopup(True)
        self.edit.setDate(QDate.fromString(day, _ISO) if day else QDate.currentDate().addDays(ahead))
        self.edit.installEventFilter(self)
        row = Flow(theme.size("space_small"))
        row.addWidget(self.wanted)
        row.addWidget(self.edit)
        self.setLayout(row)
        self.wanted.setChecked(bool(day))
        self.edit.setVisible(bool(day))
        self.wanted.toggled.connect(self.edit.setVisible)

    @property
    def day(self) -> str:
        """The study day (YYYY-MM-DD); empty for none."""
        return self.edit.date().toString(_ISO) if self.wanted.isChecked() else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the form, and changes only what one is at."""
        if event.type() is QEvent.Type.Wheel and not self.edit.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)
