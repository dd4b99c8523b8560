"""Small parts of the pane: sheets with a tone, and cards that lead somewhere."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import label, picture, restyle, shrink

_SIGNS = {
    "right": "check",
    "partly": "half",
    "wrong": "close",
    "cant_tell": "question",
    "shown": "lamp",
    "blank": "lamp",
    "hint": "lamp",
    "recap": "course",
}


class Sheet(QFrame):
    """A sheet with a heading, a drawing before it, and a column below. tone: right, partly, wrong, cant_tell, …"""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("kind", "sheet")
        self._theme, self._tone = theme, ""
        self._sign = picture()
        self._sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.heading = shrink(label(role="strong", wrap=True, name="sheetHeading"))
        self._head = QHBoxLayout()
        self._head.addWidget(self._sign)
        self._head.addWidget(self.heading, 1)
        self.column = QVBoxLayout(self)
        self.column.addLayout(self._head)
        theme.changed.connect(self._draw)

    def show_heading(self, words: str, tone: str) -> None:
        """Say this at its top, in this tone."""
        self._tone = tone
        self.heading.setText(words)
        self.setProperty("tone", tone)
        self.setAccessibleName(words)
        restyle(self)
        self._draw()

    def add_words(self, part: QLabel) -> QLabel:
        """Put a label into the column, in line with the texts there, which keep room for the ring of the focus."""
        room = self._theme.size("space_tight")
        part.setContentsMargins(room, 0, room, 0)
        shrink(part)
        self.column.addWidget(part)
        return part

    def _draw(self) -> None:
        pad, gap = self._theme.size("space_large"), self._theme.size("space_small")
        self.column.setContentsMargins(pad, gap + gap // 2, pad, gap + gap // 2)
        self.column.setSpacing(gap)
        self._head.setSpacing(gap)
        self._head.setContentsMargins(self._theme.size("space_tight"), 0, 0, 0)
        edge = round(self._theme.size("size_icon") * 1.1)
        sign = _SIGNS.get(self._tone, "")
        self._sign.setVisible(bool(sign))
        if sign:
            self._sign.setPixmap(self._theme.icon(sign, "text").pixmap(edge, edge))


class WayCard(QPushButton):
    """A card to press, with a line in strong letters and more below, as high as its words need."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("kind", "card")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._theme = theme
        self.what, self.more = shrink(label(role="strong", wrap=True)), shrink(label(role="muted", wrap=True))
        self._column = QVBoxLayout(self)
        for part in (self.what, self.more):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._column.addWidget(part)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._measure)
        self._measure()

    def say(self, what: str, more: str) -> None:
        """Say where it leads."""
        self.what.setText(what)
        self.more.setText(more)
        self.setAccessibleName(f"{what}: {more}")

    def sizeHint(self) -> QSize:
        return self._column.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._column.totalMinimumSize()

    def _measure(self) -> None:
        side, pad = self._theme.size("space_large"), self._theme.size("space_medium")
        self._column.setContentsMargins(side, pad, side, pad)
        self._column.setSpacing(self._theme.size("space_hair"))
