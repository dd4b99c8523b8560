"""The courses as lines of a menu: to choose one, or to move chats into one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu

from carrel.base.words import _
from carrel.courses.model import Course
from carrel.ui.widgets.parts import menu_words


def fill_with_places(
    menu: QMenu, courses: Sequence[Course], move: Callable[[str | None], object], make: Callable[[], object]
) -> None:
    """Offer each course, no course, and a new one; `move` is handed the id of a course, or None."""
    menu.clear()
    for course in courses:
        action = menu.addAction(menu_words(course.title))
        action.setObjectName("moveHere")
        action.triggered.connect(lambda _checked=False, id_=course.id: move(id_))
    if courses:
        menu.addSeparator()
        none = menu.addAction(_("No course"))
        none.setObjectName("moveOut")
        none.triggered.connect(lambda: move(None))
    new = menu.addAction(_("New course…"))
    new.setObjectName("moveToNew")
    new.triggered.connect(make)
