"""Words are words: labels and tips never guess that a text is HTML, whatever a file or a chat is called."""

from __future__ import annotations

import html
import re

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QHelpEvent, QPixmap
from PySide6.QtWidgets import QLabel, QMenu, QSizePolicy, QToolTip, QWidget

_LONG_WORD = re.compile(r"(\S{20})(?=\S)")


def label(text: str = "", role: str = "", *, wrap: bool = False, name: str = "") -> QLabel:
    """A label of plain text: Qt would guess HTML otherwise. role: muted, tiny, strong, heading or display."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    if role:
        made.setProperty("role", role)
    if name:
        made.setObjectName(name)
    return made


def breakable(text: str) -> str:
    """The text with places in very long words where a line may end."""
    return _LONG_WORD.sub("\\1\u200b", text)


def picture(pixmap: QPixmap | None = None) -> QLabel:
    """A label for a drawing."""
    made = label()
    if pixmap is not None:
        made.setPixmap(pixmap)
    return made


def tip(widget: QWidget, words: str) -> None:
    """Say this when the mouse rests on the widget, as it is written."""
    widget.setToolTip(words)
    if "<" in words and widget.findChild(_PlainTip) is None:
        widget.installEventFilter(_PlainTip(widget))  # only where it is needed: Python sees each event of the widget


def menu_tip(menu: QMenu, action: QAction, words: str) -> None:
    """Say this when the mouse rests on a line of a menu, as it is written."""
    action.setToolTip(as_text(words) if words else "")
    action.setStatusTip(words)
    menu.setToolTipsVisible(True)


TIP_ROLE = Qt.ItemDataRole.ToolTipRole
"""For lines of a list, whose tips Qt shows by itself: they are to be put through `as_text`."""


def show_tip(where: QPoint, words: str, widget: QWidget) -> None:
    """Say this at a place on the screen now, as it is written; no words take the tip away."""
    QToolTip.showText(where, as_text(words) if words else "", widget)


class _PlainTip(QObject):
    """Shows the tip of its parent itself, so that a tip with angle brackets in it stays a text."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take over when the widget is asked for its tip."""
        if isinstance(event, QHelpEvent) and isinstance(watched, QWidget) and event.type() is QEvent.Type.ToolTip:
            show_tip(event.globalPos(), watched.toolTip(), watched)
            return True
        return False


def as_text(words: str) -> str:
    """The words in a form that shows as they are written: Qt reads every tip as HTML that looks like HTML."""
    return f'<span style="white-space: pre-wrap">{html.escape(words)}</span>'
