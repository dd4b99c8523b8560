"""Home, as a place of the window: makes its pane, and carries out what is asked there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.flows import recommend
from carrel.flows.kit import Kit
from carrel.flows.suggesting import Suggestion
from carrel.progress.aside.model import Aside
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Choice, Notice
from carrel.ui.theme import Theme
from carrel.ui.window.library import Library
from carrel.ui.window.memory import Left
from carrel.ui.window.practising import Practising

if TYPE_CHECKING:
    from carrel.ui.panes.home import HomePane

PLACE = "home"
_KEY = "aside"
_SHOWN = frozenset({"library", "assessment", "progress", "learner", "conversations", "classroom"})


class HomePlace(QObject):
    """chat_requested: the id of a chat. asked: a question for a new one. place_requested: the id of a place.

    task_requested: the id of what a class asks for. pane: made when it is first wanted.
    """

    chat_requested = Signal(str)
    asked = Signal(str)
    place_requested = Signal(str)
    task_requested = Signal(str)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme, library: Library, practising: Practising) -> None:
        super().__init__(library)
        self._kit, self._jobs, self._theme = kit, jobs, theme
        self._library, self._practising, self._stage = library, practising, library.stage
        self.pane: HomePane | None = None
        library.bringing.installing.connect(self._say_adding)
        self._stage.add(PLACE, self._made)

    def come_back(self, left: Left) -> None:
        """Show the place that was left; home, where nothing was left at all: no chat, and nothing written."""
        place = left.place or ("" if left.conversation or left.draft else PLACE)
        if self._stage.has(place):
            self._stage.open(place)

    def look_again(self, rooms: frozenset[str]) -> None:
        """These rooms were written to."""
        if self.pane is not None and self._stage.here == PLACE and rooms & _SHOWN:
            self.pane.refresh()

    def _made(self) -> HomePane:
        from carrel.ui.panes.home import HomePane  # noqa: PLC0415 - not for the first paint

        if self.pane is None:
            pane = self.pane = HomePane(self._kit, self._jobs, self._theme)
            pane.chosen.connect(self._take)
            pane.set_aside.connect(self._set_aside)
            pane.taken_back.connect(self._take_back)
            pane.review_requested.connect(self._practising.review)
            pane.resume_requested.connect(self._practising.resume)
            pane.chat_requested.connect(self.chat_requested)
            pane.asked.connect(self.asked)
            pane.place_requested.connect(self.place_requested)
            pane.foundations_requested.connect(self._library.add_foundations)
        return self.pane

    def _take(self, step: Suggestion) -> None:
        if step.kind == "task":
            self.task_requested.emit(step.id)
        else:
            self._practising.take(step)

    def _set_aside(self, step: Suggestion) -> None:
        def tell(aside: Aside) -> None:
            words = _("Set aside. It will not be suggested for a while.")
            undo = Choice(_("Undo"), lambda: self._take_back(aside), "undo")
            self._stage.tell(Notice(words, tone="quiet", choices=(undo,), key=_KEY))

        self._jobs.fetch(partial(recommend.set_aside, self._kit, step, self._kit.learner), tell, self._fail)

    def _take_back(self, aside: Aside) -> None:
        work = partial(recommend.take_back, self._kit, aside.kind, aside.about, aside.learner)
        self._jobs.fetch(work, self._forget_notice, self._fail)

    def _forget_notice(self, _done: object) -> None:
        """What was to be undone is undone."""
        if self.pane is not None:
            for notice in [one for one in self.pane.notices.notices if one.key == _KEY]:
                self.pane.notices.dismiss(notice)

    def _fail(self, error: CarrelError) -> None:
        self._stage.tell(Notice.of(error, key=_KEY))

    def _say_adding(self, adding: bool) -> None:
        if self.pane is not None:
            self.pane.say_adding(adding)
