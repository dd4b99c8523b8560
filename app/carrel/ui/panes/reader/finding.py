"""Finding words in the document that is open: in all of it, whether it is laid out or not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from carrel.conversations.finding import Place, places, readable
from carrel.ui.jobs import Jobs
from carrel.ui.panes.reader.text_view import TextView
from carrel.ui.widgets.chat_find_bar import ChatFindBar


class Finding(QObject):
    """Ties the bar to the text."""

    def __init__(self, jobs: Jobs, bar: ChatFindBar, view: TextView) -> None:
        super().__init__(view)
        self._jobs, self._bar, self._view = jobs, bar, view
        self._texts: list[tuple[str, str]] = []  # each piece as it is read, made when it is first wanted
        self._words = ""
        self._asked = 0
        self._places: Sequence[Place] = ()
        self._at = -1
        bar.changed.connect(self.look_for)
        bar.step_requested.connect(self.step)
        view.made.connect(self._mark)

    @property
    def is_open(self) -> bool:
        """Whether the bar is there."""
        return not self._bar.isHidden()

    def open(self) -> None:
        """Show the bar, ready to be written in."""
        self._bar.show()
        self._bar.field.setFocus()
        self._bar.field.selectAll()
        self.look_for(self._bar.field.text())

    def leave(self) -> None:
        """Put the bar away; what is shown stays where it is."""
        self._bar.hide()
        self._light("")

    def show_other(self) -> None:
        """Another document is shown."""
        self._texts = []
        self.leave()

    def look_for(self, words: str) -> None:
        """Find these words beside the window, and go to the first place from here on."""
        self._light(words)
        if not words.strip():
            self._bar.clear_count()
            return
        asked, edge, view = self._asked, self._view.at_edge(), self._view
        known = self._texts

        def find() -> tuple[list[tuple[str, str]], list[Place]]:
            texts = known or [(str(index), readable(view.text_of(index))) for index in range(len(view.pieces))]
            return texts, places(texts, words)

        def show(found: tuple[list[tuple[str, str]], list[Place]]) -> None:
            if asked == self._asked:
                self._texts, self._places = found
                from_here = (at for at, one in enumerate(self._places) if int(one.message) >= edge)
                self._at = next(from_here, 0)
                self._tell()

        self._jobs.fetch(find, show)

    def step(self, by: int) -> None:
        """Go to another place; after the last comes the first."""
        if self._places:
            self._at = (self._at + by) % len(self._places)
            self._tell()

    def _tell(self) -> None:
        self._bar.show_count(self._at + 1 if self._places else 0, len(self._places))
        if not self._places:
            return
        place = self._places[self._at]
        index = int(place.message)
        if self._view.piece_view(index) is None:
            self._view.go_to(index)
        view = self._view.piece_view(index)
        if view is not None and (lit := view.body.mark_found(self._words.strip())):
            area = view.body.go_to_match(min(place.number, lit - 1))
            self._view.go_to_area(index, area.translated(view.body.pos()))

    def _light(self, words: str) -> None:
        """Mark these words in what is laid out, and go nowhere."""
        self._asked += 1
        self._words, self._places, self._at = words, (), -1
        for index in self._view.views:
            self._mark(index)

    def _mark(self, index: int) -> None:
        view = self._view.piece_view(index)
        if view is not None and self._words.strip():
            view.body.mark_found(self._words.strip())
        elif view is not None:
            view.body.clear_found()
