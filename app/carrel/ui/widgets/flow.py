"""A row of parts that goes on in the next line where the width ends, and the small buttons that stand in one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtWidgets import QPushButton, QStyle, QWidget

from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, tip


class FlowRow(QWidget):
    """Places what it is given from the beginning of the line, or against its end."""

    def __init__(self, theme: Theme, name: str, parts: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.setObjectName(name)
        self._theme = theme
        self.parts: list[QWidget] = []
        for part in parts:
            self.add(part)

    def add(self, part: QWidget) -> None:
        """Put one more at the end."""
        part.setParent(self)
        self.parts.append(part)

    def arrange(self, width: int, *, at_end: bool = False) -> int:
        """Lay the parts that are not hidden out in this width; the height they take."""
        lines = self._lines(width)
        gap, between, top = self._theme.size("space_tight"), self._theme.size("space_small"), 0
        room = QRect(0, 0, width, 0)
        for line in lines:
            high = max(size.height() for _part, size in line)
            used = sum(size.width() for _part, size in line) + between * (len(line) - 1)
            left = width - used if at_end else 0
            for part, size in line:
                area = QRect(left, top + (high - size.height()) // 2, size.width(), size.height())
                part.setGeometry(QStyle.visualRect(self.layoutDirection(), room, area))
                left += size.width() + between
            top += high + gap
        return max(top - gap, 0)

    def _lines(self, width: int) -> list[list[tuple[QWidget, QSize]]]:
        between, used = self._theme.size("space_small"), width + 1
        lines: list[list[tuple[QWidget, QSize]]] = []
        for part in (part for part in self.parts if not part.isHidden()):
            part.ensurePolished()
            size = part.sizeHint().boundedTo(QSize(width, part.sizeHint().height()))
            if used + between + size.width() > width:
                lines.append([])
                used = -between
            lines[-1].append((part, size))
            used += between + size.width()
        return lines


@dataclass(frozen=True)
class Chip:
    """A small button: what it is for, its words, what its tip says, and its kind (chip or mark)."""

    id: str
    words: str
    tip: str = ""
    kind: str = "chip"


class Chips(FlowRow):
    """Small buttons in a row. pressed: the id of one."""

    pressed = Signal(str)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self._shown: tuple[Chip, ...] = ()

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show these and no others."""
        if tuple(chips) == self._shown:
            return
        self._shown = tuple(chips)
        for part in self.parts:
            part.hide()
            part.deleteLater()
        self.parts.clear()
        for chip in chips:
            self.add(self._button(chip))
            self.parts[-1].show()

    def _button(self, chip: Chip) -> QPushButton:
        made = button(chip.words.replace("&", "&&"), chip.kind, f"{self.objectName()}-{chip.id}")
        made.setAccessibleName(chip.words)
        tip(made, chip.tip)
        made.setAccessibleDescription(chip.tip)
        made.clicked.connect(partial(self._press, chip.id))
        return made

    def _press(self, chip: str, _checked: bool = False) -> None:
        self.pressed.emit(chip)
