"""The texts that belong to a course, to add and to take away, before they are kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from carrel.attachments.model import Attachment
from carrel.base.show import beside, one_line
from carrel.base.words import _, counted
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label, tip


class SourceList(QWidget):
    """add_requested: choose files. What is taken away stays in its place, to be had back, until it is kept."""

    add_requested = Signal()

    def __init__(self, theme: Theme, kept: Sequence[Attachment]) -> None:
        super().__init__()
        self.setObjectName("sourceList")
        self._theme = theme
        self._kept = [one.id for one in kept]
        self._shown = list(kept)
        self._gone: set[str] = set()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.size("space_tight"))
        self.add_button = button(_("Add text files…"), "outline", "addSources")
        self.add_button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.add_button.clicked.connect(self.add_requested)
        self._lines: list[QWidget] = []
        self._draw()

    @property
    def added(self) -> list[Attachment]:
        """What is to be kept and was not."""
        return [one for one in self._shown if one.id not in self._kept and one.id not in self._gone]

    @property
    def removed(self) -> list[str]:
        """The ids of what was kept and is to go."""
        return [one for one in self._kept if one in self._gone]

    def add(self, attachments: Sequence[Attachment]) -> None:
        """Show more."""
        self._shown += attachments
        self._draw()

    def _turn(self, attachment: str) -> None:
        """Take one away, or have it back."""
        self._gone ^= {attachment}
        self._draw()
        for line in self._lines:
            turn = line.findChild(QWidget, "sourceButton")
            if line.property("source") == attachment and turn is not None:
                turn.setFocus()

    def _draw(self) -> None:
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [self._line(one) for one in self._shown]
        for line in self._lines:
            self._column.addWidget(line)
        self._column.addWidget(self.add_button)

    def _line(self, source: Attachment) -> QWidget:
        gone = source.id in self._gone
        line = QWidget()
        line.setProperty("source", source.id)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        name: QLabel = label(one_line(source.name, 80), "muted" if gone else "", name="sourceName")
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        tip(name, one_line(source.name))
        size = label(_("will be removed") if gone else size_words(source.text), "muted")
        words = _("Undo") if gone else _("Remove")
        turn = button(words, "plain", "sourceButton")
        turn.setAccessibleName(f"{words}: {beside(source.name)}")
        turn.clicked.connect(lambda: self._turn(source.id))
        row.addWidget(name, 1)
        row.addWidget(size)
        row.addWidget(turn)
        return line


def size_words(text: str) -> str:
    """How long a text is."""
    size = len(text.encode("utf-8"))
    if size < 1_000:
        return counted("{count} byte", "{count} bytes", size)
    return _("{size} kB").format(size=round(size / 1_000))
