"""A card about one model: what it is, how it stands with it, and what can be done."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout

from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label, restyle


@dataclass(frozen=True)
class Press:
    """A button of a card. kind: see `parts.button`. name: by which tests know it. says: for a screen reader."""

    words: str
    act: Callable[[], None]
    name: str
    kind: str = "outline"
    says: str = ""
    enabled: bool = True

    @property
    def is_rash(self) -> bool:
        """Whether the focus must not come to it by itself, because a person may press Enter once more."""
        return self.kind == "danger"

    @property
    def look(self) -> tuple[str, str, str, str, bool]:
        """Everything about it that shows."""
        return self.words, self.name, self.kind, self.says, self.enabled


@dataclass(frozen=True)
class Face:
    """Everything a card shows. badge: a word beside the title. lines: texts, each with a role of `parts.label`.

    share: how far the work under way is, 0 to 100; None where there is none, or nobody knows.
    """

    key: str
    title: str
    badge: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    share: int | None = None
    presses: tuple[Press, ...] = ()


class ModelCard(QFrame):
    """Shows a face, and another one without losing the focus where its buttons stay the same."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("modelCard")
        self._theme = theme
        self._face = Face("", "")
        self._title = label("", "strong", wrap=True, name="modelTitle")
        self._badge = label("", "badge", name="modelBadge")
        self._lines = QVBoxLayout()
        self._labels: list[QLabel] = []
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setObjectName("modelProgress")
        self._buttons: list[QPushButton] = []
        self._row = Flow(theme.size("space_small"))
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.addLayout(top)
        self._column.addLayout(self._lines)
        self._column.addWidget(self._bar)
        self._column.addLayout(self._row)
        theme.changed.connect(self._measure)
        self._measure()

    @property
    def buttons(self) -> list[QPushButton]:
        """Those it shows, the first one first."""
        return list(self._buttons)

    @property
    def face(self) -> Face:
        """What it shows."""
        return self._face

    def show_face(self, face: Face) -> None:
        """Show this from now on."""
        before, self._face = self._face, face
        self._title.setText(breakable(face.title))
        self._badge.setText(face.badge)
        self._badge.setVisible(bool(face.badge))
        said = [face.title, face.badge, *(text for text, _role in face.lines)]
        self.setAccessibleName(" ".join(filter(None, said)))
        self._show_lines(face.lines)
        self._bar.setVisible(face.share is not None)
        if face.share is not None:
            self._bar.setValue(face.share)
            self._bar.setAccessibleName(face.title)
        if [one.look for one in before.presses] != [one.look for one in face.presses]:
            self._show_buttons(face.presses)

    def _show_lines(self, lines: tuple[tuple[str, str], ...]) -> None:
        while len(self._labels) < len(lines):
            made = label("", wrap=True)
            self._labels.append(made)
            self._lines.addWidget(made)
        for shown, (text, role) in zip(self._labels, lines, strict=False):
            if shown.property("role") != role:
                shown.setProperty("role", role)
                restyle(shown)
            shown.setText(breakable(text))
            shown.show()
        for spare in self._labels[len(lines) :]:
            spare.hide()

    def _show_buttons(self, presses: tuple[Press, ...]) -> None:
        had_focus = any(one.hasFocus() for one in self._buttons)
        for old in self._buttons:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = []
        for index, press in enumerate(presses):
            made = button(press.words, press.kind, press.name)
            made.setAccessibleName(press.says or press.words)
            made.setEnabled(press.enabled)
            made.clicked.connect(lambda _checked=False, index=index: self._face.presses[index].act())
            self._row.addWidget(made)
            made.show()
            self._buttons.append(made)
        safe = [one for one, press in zip(self._buttons, presses, strict=True) if press.enabled and not press.is_rash]
        if had_focus and safe:
            safe[0].setFocus()

    def _measure(self) -> None:
        theme = self._theme
        pad = theme.size("space_medium")
        self._column.setContentsMargins(theme.size("space_large"), pad, theme.size("space_large"), pad)
        self._column.setSpacing(theme.size("space_small"))
        self._lines.setSpacing(theme.size("space_tight"))
        self._row.setSpacing(theme.size("space_small"))


def breakable(text: str) -> str:
    """The text with places at which a long name or path may go on in the next line."""
    return re.sub(r"\S{16,}", lambda word: re.sub(r"([/\\_:-]|\.(?=[^\W\d])|\w{16})(?=.)", "\\1\u200b", word[0]), text)
