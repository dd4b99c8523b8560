"""What the tutor is told about the learner: the very words of the prompt, as they are now."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from carrel.base.words import _, counted
from carrel.flows.profile import Preview as Told
from carrel.flows.told import ABOUT
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import label, restyle


class Preview(QFrame):
    """A card that holds the words; the sentence of the field that has the focus stands out."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("toldCard")
        self.setAccessibleName(_("What the tutor is told about you"))
        self._theme = theme
        self._field = ""
        self._lines: list[tuple[str, QLabel]] = []
        self._column = QVBoxLayout(self)
        self._column.addWidget(label(_("What the tutor is told about you"), "heading", wrap=True))
        words = _(
            "These very words begin what the model receives for each reply. Nothing that judges your work gets them."
        )
        self._column.addWidget(label(words, "muted", wrap=True))
        self._said = QVBoxLayout()
        self._column.addLayout(self._said)
        self._nothing = label(_("Nothing yet. The tutor knows nothing about you."), wrap=True, name="toldNothing")
        self._column.addWidget(self._nothing)
        self._left = label("", "muted", wrap=True, name="toldLeft")
        self._column.addWidget(self._left)
        self._column.addStretch()
        theme.changed.connect(self.measure)
        self.measure()

    @property
    def text(self) -> str:
        """What stands in the card of the prompt, as one text."""
        return "\n".join(one.text() for _field, one in self._lines)

    def show_told(self, told: Told) -> None:
        """Show what a prompt would say."""
        lines = [("", ABOUT.strip()), *((line.field, line.words) for line in told.lines)] if told.lines else []
        if told.remembered:
            lines.append(("facts", told.remembered))
        while len(self._lines) > len(lines):
            _gone, one = self._lines.pop()
            one.deleteLater()
        while len(self._lines) < len(lines):
            made = label("", wrap=True, name="toldLine")
            made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._said.addWidget(made)
            self._lines.append(("", made))
        self._lines = [(field, one) for (field, _w), (_f, one) in zip(lines, self._lines, strict=True)]
        for (_field, words), (_of, one) in zip(lines, self._lines, strict=True):
            one.setText(words)
        self._nothing.setVisible(not lines)
        self._left.setText(
            counted("One remembered fact is left out.", "{count} remembered facts are left out.", told.left_out)
        )
        self._left.setVisible(told.left_out > 0)
        self.mark(self._field)

    def mark(self, field: str) -> None:
        """Let the sentences of this field stand out; none for the empty name."""
        self._field = field
        for name, one in self._lines:
            wanted = bool(field) and name == field
            if one.property("marked") is not wanted:
                one.setProperty("marked", wanted)
                restyle(one)

    def measure(self) -> None:
        """Take the theme's sizes."""
        pad = self._theme.size("space_large")
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(self._theme.size("space_small"))
        self._said.setSpacing(self._theme.size("space_tight"))
