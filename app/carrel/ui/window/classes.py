"""Both sides of a class in the window: the teacher's place, the pupil's, and the folders watched for either."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from carrel.base.words import _
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Notice
from carrel.ui.theme import Theme
from carrel.ui.window.library import Library
from carrel.ui.window.my_class import MyClass
from carrel.ui.window.practising import Practising
from carrel.ui.window.teaching import Teaching
from carrel.ui.window.watching import Watching

if TYPE_CHECKING:
    from carrel.classroom.classes.model import Classroom


class Classes(QObject):
    """What comes by a watched folder is told wherever a person looks, and opened on the side it is for."""

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme, practising: Practising, library: Library) -> None:
        super().__init__(library)
        self._kit, self._jobs, self._stage = kit, jobs, library.stage
        self.my_class = MyClass(kit, jobs, theme, practising, library)
        self.teaching = Teaching(kit, jobs, theme, library)
        self.watching = Watching(kit, jobs, self)
        self.watching.told.connect(self._stage.tell)
        self.watching.open_requested.connect(lambda path: self.my_class.open_packs([Path(path)]))
        self.watching.take_requested.connect(self.teaching.open)
        self.my_class.results_given.connect(self._take_results)

    def begin(self) -> None:
        """Find out which sides there are here, and look into the folders from now on."""
        self.my_class.offer()
        self.watching.begin()

    def look_again(self, rooms: frozenset[str]) -> None:
        """These rooms were written to."""
        for one in (self.my_class, self.teaching, self.watching):
            one.look_again(rooms)

    def _take_results(self, paths: Sequence[Path]) -> None:
        """Take in the work of pupils where this is their teacher's computer."""
        from carrel.flows.classes.arrivals import room_for  # noqa: PLC0415 - not for the first paint

        def take(room: Classroom | None) -> None:
            if room is not None:
                self.teaching.take(room.id, paths)
                return
            words = _("This is the work of a pupil."), _("A teacher takes it in; as a pupil you give the file away.")
            self._stage.tell(Notice(*words, key="my_class"))

        self._jobs.fetch(partial(room_for, self._kit, paths[0]), take)
