"""How a dialog with a title, something that scrolls and a Close button is laid out."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QLayout, QScrollArea, QVBoxLayout, QWidget

from carrel.base.words import _
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label


class Inner(QWidget):
    """As high as its wrapped words need at its width: Qt's own least height is that of a narrower page."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


def lay_out(
    dialog: QDialog, theme: Theme, content: QLayout, above: QWidget | None = None, below: QWidget | None = None
) -> QScrollArea:
    """Fill the dialog under its window title; returns the area that scrolls.

    above: what stands over that area. below: what stands under it in place of a Close button.
    """
    inner = Inner()
    inner.setLayout(content)
    area = QScrollArea()
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidgetResizable(True)
    area.setWidget(inner)
    column = QVBoxLayout(dialog)
    pad = theme.size("space_wide")
    column.setContentsMargins(pad, pad, pad, pad)
    column.setSpacing(theme.size("space_medium"))
    column.addWidget(label(dialog.windowTitle(), "heading", wrap=True))
    if above is not None:
        column.addWidget(above)
    column.addWidget(area, 1)
    column.addWidget(below or _closing(dialog))
    return area


def _closing(dialog: QDialog) -> QWidget:
    close = button(_("Close"), "outline", "closeDialog")
    close.clicked.connect(dialog.reject)
    held = QWidget()
    row = Flow(0, at_end=True, parent=held)
    row.addWidget(close)
    return held


def fit_screen(dialog: QDialog, width: int, height: int) -> None:
    """Give the dialog this size, or as much of it as the screen has; it never needs to be wider than a telephone."""
    room = dialog.screen().availableGeometry()
    dialog.resize(min(width, room.width() - 40), min(height, room.height() - 80))
    dialog.setMinimumWidth(min(320, width))
