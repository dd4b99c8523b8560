"""Practice, as a place of the window: makes its pane, and carries out what is asked there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from carrel.base.errors import CarrelError
from carrel.flows.kit import Kit
from carrel.flows.practice_offer import lesson_of
from carrel.flows.practise import Wish
from carrel.flows.suggesting import Suggestion
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Notice
from carrel.ui.theme import Theme
from carrel.ui.window.distress import DistressInPractice
from carrel.ui.window.library import Library
from carrel.ui.window.memory import Memory

if TYPE_CHECKING:
    from carrel.ui.panes.practice import PracticePane

PLACE = "practice"


class Practising(QObject):
    """document_requested: the id of a lesson. chat_requested: of a chat. link_requested: an address.

    text_requested: a title and a text to be read.
    pane: made when it is first wanted.
    """

    document_requested = Signal(str)
    chat_requested = Signal(str)
    link_requested = Signal(str)
    text_requested = Signal(str, str)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme, library: Library, memory: Memory) -> None:
        super().__init__(library)
        self._kit, self._jobs, self._theme, self._memory = kit, jobs, theme, memory
        self._library, self._stage = library, library.stage
        self.pane: PracticePane | None = None
        library.bringing.installing.connect(self._say_adding)
        self._stage.add(PLACE, self._made)

    def begin(self, wish: Wish) -> None:
        """Practise this, with the pane in sight."""
        self._opened().begin(wish)

    def resume(self, session: str) -> None:
        """Go on with a session that lies open."""
        self._opened().resume(session)

    def take(self, suggestion: Suggestion) -> None:
        """Do what was suggested."""
        ways = {
            "resume": self.resume,
            "review": lambda _id: self.review(),
            "practise": self.practise,
            "chat": self.chat_requested.emit,
            "lesson": self.read,
        }
        ways[suggestion.kind](suggestion.id)

    def practise(self, skill: str) -> None:
        """Practise a skill."""
        self.begin(Wish("skill", (skill,)))

    def review(self) -> None:
        """Practise what is due."""
        self.begin(Wish("due"))

    def read(self, topic: str) -> None:
        """Read the lesson of a topic."""
        self._jobs.fetch(partial(lesson_of, self._kit, topic), self._read, self._fail)

    def find(self, otherwise: Callable[[], object]) -> Callable[[], object]:
        """Find something to practise while the pane is shown, otherwise elsewhere."""
        return lambda: self._made().look_for() if self._stage.here == PLACE else otherwise()

    def look_again(self, rooms: frozenset[str]) -> None:
        """These rooms were written to."""
        if self.pane is not None and self._stage.here == PLACE and rooms & _SHOWN:
            self.pane.look_again()

    def flush(self) -> None:
        """Keep what is written and not checked yet."""
        if self.pane is not None:
            self.pane.flush()

    def _opened(self) -> PracticePane:
        if self._stage.here != PLACE:
            self._stage.open(PLACE)
        return self._made()

    def _made(self) -> PracticePane:
        from carrel.ui.panes.practice import PracticePane  # noqa: PLC0415 - not for the first paint

        if self.pane is None:
            pane = self.pane = PracticePane(self._kit, self._jobs, self._theme, self._memory.left.answer)
            DistressInPractice(self._kit.settings, pane, self._theme)
            pane.draft_kept.connect(self._keep)
            pane.suggested.connect(self.take)
            pane.foundations_requested.connect(self._library.add_foundations)
            pane.library_requested.connect(lambda: self._stage.open("library"))
            pane.progress_requested.connect(lambda: self._stage.open("progress"))
            pane.link_requested.connect(self.link_requested)
            pane.text_requested.connect(self.text_requested)
            pane.offer_progress(self._stage.has("progress"))
        return self.pane

    def _read(self, document: str | None) -> None:
        if document is not None:
            self.document_requested.emit(document)

    def _fail(self, error: CarrelError) -> None:
        self._stage.tell(Notice.of(error, key=PLACE))

    def _say_adding(self, adding: bool) -> None:
        if self.pane is not None:
            self.pane.say_adding(adding)

    def _keep(self, draft: str) -> None:
        self._memory.note(answer=draft)
        self._memory.write()


_SHOWN = frozenset({"library", "assessment", "progress"})
