"""Both sides of a class in the window: the teacher's place, the pupil's, and the folders watched for either."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.theme import Theme
from carrel.ui.window.library import Library
from carrel.ui.window.my_class import MyClass
from carrel.ui.window.practising import Practising
from carrel.ui.window.teaching import Teaching
from carrel.ui.window.watching import Watching


class Classes(QObject):
    """What comes by a watched folder is told wherever a person looks, and opened on the side it is for."""

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme, practising: Practising, library: Library) -> None:
        super().__init__(library)
        stage = library.stage
        self.my_class = MyClass(kit, jobs, theme, practising, library)
        self.teaching = Teaching(kit, jobs, theme, stage, library.window)
        self.watching = Watching(kit, jobs, self)
        self.watching.told.connect(stage.tell)
        self.watching.open_requested.connect(lambda path: self.my_class.open_packs([Path(path)]))
        self.watching.take_requested.connect(self.teaching.open)

    def begin(self) -> None:
        """Find out which sides there are here, and look into the folders from now on."""
        self.my_class.offer()
        self.watching.begin()

    def look_again(self, rooms: frozenset[str]) -> None:
        """These rooms were written to."""
        for one in (self.my_class, self.teaching, self.watching):
            one.look_again(rooms)
