"""What went wrong, or can be undone: a sentence, a next step and buttons, shown where the work is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.words import _

_MOST = 3


@dataclass(frozen=True)
class Choice:
    """A button of a notice: its words, what it does, and the name tests know it by."""

    words: str
    act: Callable[[], None]
    name: str = "noticeChoice"


@dataclass(frozen=True)
class Notice:
    """tone: error, hint or quiet. key: a newer notice with the same key takes this one's place."""

    what: str
    next_step: str = ""
    tone: str = "hint"
    choices: tuple[Choice, ...] = ()
    key: str = ""

    @classmethod
    def of(cls, error: CarrelError, *choices: Choice, key: str = "") -> Notice:
        """The notice of something known that went wrong."""
        return cls(error.what, error.next_step, "error", choices, key)


class NoticeBar(QWidget):
    """Shows up to three notices, the newest last; a person closes them, or the next step does."""

    def __init__(self, margin: int = 8) -> None:
        super().__init__()
        self.setObjectName("notices")
        self._shown: list[tuple[Notice, QFrame]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(margin)
        self.hide()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What is shown now."""
        return tuple(notice for notice, _frame in self._shown)

    def show_notice(self, notice: Notice) -> None:
        """Show one more."""
        for old in self.notices:
            if (notice.key and old.key == notice.key) or old == notice:
                self.dismiss(old)
        while len(self._shown) >= _MOST:
            self.dismiss(self._shown[0][0])
        frame = self._frame(notice)
        self._shown.append((notice, frame))
        self._column.addWidget(frame)
        self.show()

    def dismiss(self, notice: Notice) -> None:
        """Take a notice away."""
        for pair in [pair for pair in self._shown if pair[0] is notice]:
            self._shown.remove(pair)
            pair[1].hide()
            pair[1].deleteLater()
        self.setVisible(bool(self._shown))

    def clear(self) -> None:
        """Take all of them away."""
        for notice in self.notices:
            self.dismiss(notice)

    def _frame(self, notice: Notice) -> QFrame:
        frame = QFrame()
        frame.setObjectName("notice")
        frame.setProperty("tone", notice.tone)
        frame.setAccessibleName(f"{notice.what} {notice.next_step}".strip())
        words = QVBoxLayout()
        words.setSpacing(2)
        for text, role in ((notice.what, "strong"), (notice.next_step, "muted")):
            if text:
                words.addWidget(_label(text, role if notice.next_step else ""))
        row = QHBoxLayout(frame)
        row.setContentsMargins(14, 10, 10, 10)
        row.setSpacing(6)
        row.addLayout(words, 1)
        for choice in notice.choices:
            row.addWidget(self._button(notice, choice, "outline"))
        row.addWidget(self._button(notice, Choice(_("Dismiss"), lambda: None, "noticeDismiss"), ""))
        return frame

    def _button(self, notice: Notice, choice: Choice, kind: str) -> QPushButton:
        button = QPushButton(choice.words)
        button.setObjectName(choice.name)
        button.setAccessibleName(choice.words)
        button.setProperty("kind", kind)
        button.setCursor(Qt.CursorShape.PointingHandCursor)

        def press() -> None:
            self.dismiss(notice)
            choice.act()

        button.clicked.connect(press)
        return button


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label
