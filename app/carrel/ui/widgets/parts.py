"""The small parts everything is put together from: plain labels, and buttons that know their words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from carrel.base.show import beside
from carrel.ui.plain import label, picture, tip
from carrel.ui.theme import Theme

__all__ = ["IconButton", "button", "centred", "label", "menu_words", "picture", "restyle", "shrink", "tip"]


def menu_words(text: str, most: int = 60) -> str:
    """Somebody's words as a line of a menu, where & would stand for a key."""
    return beside(text, most).replace("&", "&&")


class _Button(QPushButton):
    """In a dialog, Enter presses the button in focus; Qt's own lets it through to the one that is the default."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(self.window(), QDialog):
            self.click()
        else:
            super().keyPressEvent(event)


def button(words: str, kind: str = "", name: str = "") -> QPushButton:
    """A button with words on it. kind: primary, outline, card, danger, place, fold or plain."""
    made = _Button(words)
    made.setAccessibleName(words)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    if name:
        made.setObjectName(name)
    return made


def centred(widget: QWidget) -> QHBoxLayout:
    """A row with the widget in its middle, as high as its wrapped lines need (an aligned item would not be)."""
    row = QHBoxLayout()
    row.addStretch()
    row.addWidget(widget)
    row.addStretch()
    return row


def shrink(part: QLabel) -> QLabel:
    """Let a wrapped label be as low as its words in the width it gets: it would ask for the room of a narrower one."""
    part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return part


def restyle(widget: QWidget) -> None:
    """Let the style sheet look again at a widget one of whose properties changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


_MIRRORED = {"chevron-left": "chevron-right", "chevron-right": "chevron-left"}


class IconButton(QToolButton):
    """A drawing to press; its words are its tip and what a screen reader says.

    An arrow to the side points the other way where the window runs from right to left.
    """

    def __init__(self, theme: Theme, icon: str, words: str, *, kind: str = "round", name: str = "") -> None:
        super().__init__()
        self._theme, self._icon, self._colour = theme, icon, "text_muted"
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if name:
            self.setObjectName(name)
        self.say(words)
        theme.changed.connect(self._draw)
        self._draw()

    def say(self, words: str, keys: str = "") -> None:
        """Give it other words; keys are shown beside them in the tip."""
        self.setAccessibleName(words)
        tip(self, f"{words} ({keys})" if keys else words)

    def draw(self, icon: str, colour: str = "text_muted") -> None:
        """Give it another drawing."""
        if (icon, colour) != (self._icon, self._colour):
            self._icon, self._colour = icon, colour
            self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Where the window runs the other way now, so does the arrow."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._draw()

    def _draw(self) -> None:
        edge = self._theme.size("size_icon")
        self.setIconSize(QSize(edge, edge))
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        icon = _MIRRORED.get(self._icon, self._icon) if mirrored else self._icon
        self.setIcon(self._theme.icon(icon, self._colour))
