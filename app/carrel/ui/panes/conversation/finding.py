"""Finding words in the open chat: in all its messages, whether they are on the screen or not."""

from __future__ import annotations

from collections.abc import Sequence
from weakref import WeakSet

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from carrel.conversations.finding import Place, places, readable
from carrel.ui.jobs import Jobs
from carrel.ui.widgets.body import Body
from carrel.ui.widgets.chat_find_bar import ChatFindBar
from carrel.ui.widgets.message_tools import Shown
from carrel.ui.widgets.transcript import Transcript


class Finding(QObject):
    """Ties the bar to the transcript; `otherwise` gets the focus when nobody had it before."""

    def __init__(self, jobs: Jobs, bar: ChatFindBar, transcript: Transcript, otherwise: QWidget) -> None:
        super().__init__(transcript)
        self._jobs, self._bar, self._transcript, self._otherwise = jobs, bar, transcript, otherwise
        self._came_from: QWidget | None = None
        self._texts: dict[str, str] = {}  # what each message says
        self._readable: dict[str, tuple[str, str]] = {}  # and how it is read, beside what it was made from
        self._words = ""
        self._asked = 0
        self._places: Sequence[Place] = ()
        self._at = -1
        self._marked = WeakSet[Body]()  # a view is used again for another message
        bar.changed.connect(self.look_for)
        bar.step_requested.connect(self.step)
        bar.closed.connect(self.close)
        transcript.view_made.connect(self._mark)

    def open(self) -> None:
        """Show the bar, ready to be written in."""
        if self._bar.isHidden():
            self._came_from = QApplication.focusWidget()
            self._bar.show()
        self._bar.field.setFocus()
        self._bar.field.selectAll()
        self.look_for(self._bar.field.text())

    def close(self) -> None:
        """Put the bar away, and give the focus back; what is shown stays where it is."""
        self._bar.hide()
        self.light("")
        before = self._came_from
        back = before if before is not None and before.isVisible() else self._otherwise
        back.setFocus()

    def leave(self, words: str = "") -> None:
        """Something else is shown, where a search elsewhere found these words: nothing is looked for here."""
        self._bar.hide()
        self.light(words)

    def light(self, words: str) -> None:
        """Light these words in what is shown, and go nowhere."""
        self._asked += 1
        self._words, self._places, self._at = words, (), -1
        for message in self._transcript.bodies():
            self._mark(message)

    def show_messages(self, items: Sequence[Shown]) -> None:
        """These are the messages now."""
        self._texts = {one.message.id: one.message.text for one in items}
        self._readable = {key: known for key, known in self._readable.items() if key in self._texts}
        if not self._bar.isHidden():
            self.look_for(self._bar.field.text(), stay=True)

    def look_for(self, words: str, stay: bool = False) -> None:
        """Find these words beside the window; stay: do not go there."""
        here = self._places[self._at] if self._places else None
        self.light(words)
        if not words.strip():
            self._bar.clear_count()
            return
        asked, texts = self._asked, self._texts

        def show(found: list[Place]) -> None:
            if asked == self._asked:
                self._places, self._at = found, self._nearest(found, here)
                self._tell(go=not stay)

        self._jobs.fetch(lambda: places(self._read(texts), words), show)

    def step(self, by: int) -> None:
        """Go to another place; after the last comes the first."""
        if self._bar.isHidden():
            self.open()
        elif self._places:
            self._at = (self._at + by) % len(self._places)
            self._tell(go=True)

    def _read(self, texts: dict[str, str]) -> list[tuple[str, str]]:
        """Every message as it is read, made once for each text."""
        for key, text in texts.items():
            if self._readable.get(key, ("",))[0] is not text:
                self._readable[key] = (text, readable(text))
        return [(key, self._readable[key][1]) for key in texts]

    def _nearest(self, found: Sequence[Place], here: Place | None) -> int:
        """The place to show first: in the message that was shown before, or on the screen, or above it."""
        order = {key: index for index, key in enumerate(self._texts)}
        edge = here.message if here is not None else self._transcript.upper_edge()
        from_here = (index for index, one in enumerate(found) if order[one.message] >= order.get(edge, 0))
        return next(from_here, len(found) - 1)

    def _tell(self, *, go: bool) -> None:
        self._bar.show_count(self._at + 1, len(self._places))
        if not go or not self._places:
            return
        place = self._places[self._at]
        if not self._transcript.reveal(place.message):
            return
        body = self._transcript.bodies().get(place.message)
        if body is None:
            return
        lit = body.mark_found(self._words.strip())
        area = body.go_to_match(min(place.number, lit - 1)) if lit else None
        if area is not None:
            self._transcript.show_area(body, area)

    def _mark(self, message: str) -> None:
        body = self._transcript.bodies().get(message)
        if body is None:
            return
        if self._words.strip():
            self._marked.add(body)
            body.mark_found(self._words.strip())
        elif body in self._marked:
            self._marked.discard(body)
            body.clear_found()
