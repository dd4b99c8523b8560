"""What the parts of a question are filled in with: named fields of one line, and lists of answers."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import label

LONGEST = 2_000


def line(words: str, name: str, like: str = "") -> QLineEdit:
    """A field of one line. like: an example, shown while it is empty."""
    made = QLineEdit()
    made.setObjectName(name)
    made.setAccessibleName(words)
    made.setPlaceholderText(like)
    made.setAccessibleDescription(like)
    made.setMaxLength(LONGEST)
    made.setMinimumWidth(1)
    return made


def column(theme: Theme) -> QVBoxLayout:
    """Fields, one below the other."""
    made = QVBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(theme.size("space_tight"))
    return made


def named(words: str, field: QWidget, into: QVBoxLayout, said: str = "") -> None:
    """Add a field under its words; said: what it is for."""
    if into.count():
        into.addSpacing(into.spacing())
    heading = label(words, wrap=True)
    heading.setBuddy(field)
    into.addWidget(heading)
    if said:
        into.addWidget(label(said, "muted", wrap=True))
        inner = field.focusProxy() or field
        inner.setAccessibleDescription(said)
    into.addWidget(field)


def number(text: str) -> float | str | None:
    """The number that is written, with a point or a comma; the text itself where it is none, None where it is empty."""
    text = text.strip()
    try:
        return float(text.replace(",", ".")) if text else None
    except ValueError:
        return text


def written(value: object) -> str:
    """A number as one writes it; nothing for none."""
    return f"{value:.12g}" if isinstance(value, int | float) and value else ""
