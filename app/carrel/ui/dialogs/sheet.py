"""How a dialog with a title, something that scrolls and a Close button is laid out."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLayout, QScrollArea, QVBoxLayout, QWidget

from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import label


def lay_out(dialog: QDialog, theme: Theme, content: QLayout) -> QScrollArea:
    """Fill the dialog under its window title; returns the area that scrolls."""
    inner = QWidget()
    inner.setLayout(content)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(inner)
    close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    close.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    pad = theme.size("space_wide")
    column.setContentsMargins(pad, pad, pad, pad)
    column.setSpacing(theme.size("space_large"))
    column.addWidget(label(dialog.windowTitle(), "heading"))
    column.addWidget(area, 1)
    column.addWidget(close)
    return area


def resize_within(dialog: QDialog, width: int, height: int) -> None:
    """Give the dialog this size, or as much of it as the screen has."""
    room = dialog.screen().availableGeometry().size()
    dialog.resize(min(width, round(room.width() * 0.94)), min(height, round(room.height() * 0.9)))
