"""Classes are made, and called something else."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from carrel.base.show import beside
from carrel.base.words import _
from carrel.classroom.classes.model import Classroom
from carrel.flows.classes import rooms
from carrel.ui.window.teaching.desk import Desk


class Naming(QObject):
    """Asks for names, and keeps them."""

    def __init__(self, desk: Desk, begin: Callable[[], object]) -> None:
        """begin: shows where one goes on with a new class."""
        super().__init__(desk.pane)
        self._desk, self._begin = desk, begin
        desk.pane.new_requested.connect(self.ask_for_new)
        desk.pane.change_requested.connect(self.ask_to_change)

    def ask_for_new(self) -> None:
        """Let a person make a class; the name of whoever teaches is likely that of the class before."""
        known = self._desk.pane.classes
        self._ask(None, known[0].teacher if known else "")

    def ask_to_change(self, classroom: str) -> None:
        """Let a person call a class something else."""
        here = next((one for one in self._desk.pane.classes if one.id == classroom), None)
        if here is not None:
            self._ask(here, here.teacher)

    def _ask(self, here: Classroom | None, teacher: str) -> None:
        from carrel.ui.dialogs.classes.naming import ClassDialog  # noqa: PLC0415 - not for the first paint

        desk = self._desk
        dialog = ClassDialog(here, teacher, desk.theme, desk.window)

        def keep(title: str, name: str) -> None:
            if here is None:
                desk.keep(dialog, lambda: rooms.make(desk.kit, title, name), self._made)
            else:
                desk.keep(dialog, lambda: rooms.change(desk.kit, here.id, title, name))

        dialog.given.connect(keep)
        desk.open(dialog)

    def _made(self, made: Classroom) -> None:
        self._desk.pane.show_class(made.id)
        self._begin()
        self._desk.pane.take_focus()
        self._desk.tell(_("The class “{title}” was made.").format(title=beside(made.title)))
