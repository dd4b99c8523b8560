"""Paints the side with the chats in its states, to be looked at: ``python -m tests.ui.screens_list OUT_DIR``."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea

from carrel.base.stamp import Moment
from carrel.base.work import Cancel
from carrel.courses.model import Course
from carrel.flows import attach, browse, courses, teach
from carrel.flows.kit import Kit
from carrel.ui.application import make_application
from carrel.ui.dialogs.course import CourseDialog
from tests.ui.screens import Album, Stage, staged

TITLES = (
    ("How do fractions work?", 0),
    ("<b>Bold</b> & wild\u202e title that is long enough to be cut off somewhere", 0),
    ("光合作用是什么？", 1),
    ("ما هو التمثيل الضوئي؟", 3),
    ("Explain gravity in plain words", 5),
    ("Help me plan my essay on rivers 👩\u200d🔬", 12),
    ("Why is the sky blue?", 40),
    ("x" * 10_000, 90),
)
COURSES = ("Biology", "Mathematics for engineers, second term", "<i>Physics</i> & more")
REPLY = "Fractions are parts of a whole; fractions have a top and a bottom."


def fill(kit: Kit, more: int) -> Course:
    """Chats of the last three months in three courses, and more courses without any; returns the first course."""
    made = [courses.make(kit, title) for title in (*COURSES, *(f"Course {number}" for number in range(more)))]
    for number, (title, days) in enumerate(TITLES):
        for step in teach.say(kit, None, title[:400], Cancel()):
            if isinstance(step, teach.Said):
                chat = step.conversation.id
        browse.rename(kit, chat, title)
        browse.pin(kit, chat, number == 4)
        if number % 2 == 0:
            courses.move(kit, [chat], made[number // 2 % 3].id)
        moment = Moment.of(datetime.now().astimezone() - timedelta(days=days))
        with kit.store.writing() as db:
            db.execute(
                "update conversation set updated = ?, updated_day = ? where id = ?", (moment.utc, moment.day, chat)
            )
    attach.attach_text(kit, "The cell, chapter 3.txt", "text " * 900, "course", made[0].id)
    courses.change(kit, replace(made[0], instructions="Use examples from the garden.", help="hints", model="qwen"))
    return made[0]


class ListAlbum(Album):
    """Keeps pictures of the list, the search, the tidying and the dialog of a course."""

    def views(
        self, name: str, mode: str, *, percent: int = 100, size: tuple[int, int] = (1100, 760), more: int = 0
    ) -> None:
        """Every view, once."""
        with staged(mode, [REPLY] * len(TITLES), percent=percent, size=size, chats=False) as stage:
            sidebar = stage.window.sidebar
            course = fill(stage.window.kit, more)
            sidebar.refresh()
            stage.rest(0.5)
            if size[0] < 700:
                stage.window.sides.toggle_list()
                stage.rest()
            self.keep(stage.window, f"{name}-list")
            menu = sidebar.chooser.menu()
            menu.popup(stage.window.mapToGlobal(stage.window.rect().topLeft()))
            stage.rest()
            self.keep(menu, f"{name}-courses")
            menu.close()
            sidebar.toggle_checking()
            chats = [row.conversation for row in sidebar.chats.rows if row.kind == "chat"]
            sidebar.list.rows.check(chats[:3])
            stage.rest()
            self.keep(stage.window, f"{name}-selecting")
            sidebar.toggle_checking()
            self._course(stage, name, course)

    def _course(self, stage: Stage, name: str, course: Course) -> None:
        sidebar = stage.window.sidebar
        sidebar.choose_course(course.id)
        stage.rest(0.5)
        self.keep(stage.window, f"{name}-course")
        sidebar.search.setText("fraction")
        stage.rest(0.6)
        self.keep(stage.window, f"{name}-search")
        sidebar.search.clear()
        stage.window.courses.open(course.id)
        stage.rest(0.5)
        dialog = stage.window.findChild(CourseDialog)
        assert dialog is not None
        self.keep(dialog, f"{name}-dialog")
        area, remove = dialog.findChild(QScrollArea), dialog.findChild(QPushButton, "sourceButton")
        assert area is not None
        assert remove is not None
        remove.click()
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
        stage.rest()
        self.keep(dialog, f"{name}-dialog-end")
        dialog.reject()
        sidebar.choose_course(courses.make(stage.window.kit, "Nothing yet").id)
        stage.rest(0.5)
        self.keep(stage.window, f"{name}-nothing")


def main(out: Path) -> None:
    """Paint everything into the folder."""
    application = make_application()
    album = ListAlbum(out)
    for mode in ("light", "dark"):
        album.views(mode, mode)
    album.views("200", "light", percent=200)
    album.views("narrow", "light", size=(400, 760))
    album.views("many", "light", more=40)
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    album.views("arabic", "light")
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
