"""Small parts that every pane is made of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import IconButton


def image(button: IconButton) -> QImage:
    """What the button shows."""
    return button.icon().pixmap(48).toImage()


def test_an_arrow_points_the_other_way_in_a_mirrored_window(theme: Theme, qtbot: QtBot) -> None:
    left, right = IconButton(theme, "chevron-left", "Back"), IconButton(theme, "chevron-right", "On")
    search = IconButton(theme, "search", "Search")
    for one in (left, right, search):
        qtbot.addWidget(one)
    before = image(left), image(right), image(search)
    for one in (left, right, search):
        one.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert before[0] != before[1]
    assert (image(left), image(right), image(search)) == (before[1], before[0], before[2])
    left.draw("chevron-up")
    left.draw("chevron-left")
    assert image(left) == before[1]
