"""Reading beside a chat: opens documents in the reader, and brings words of them back into the chat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from carrel.base.show import one_line
from carrel.base.words import _
from carrel.flows.kit import Kit
from carrel.library.evidence.model import Citation, Considered
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Notice
from carrel.ui.panes.conversation import ConversationPane
from carrel.ui.theme import Theme

if TYPE_CHECKING:
    from carrel.ui.panes.reader import ReaderPane
    from carrel.ui.panes.reader.places import Target

_SHARES = 3  # of the usual width of the list: so much room it takes to stand beside a chat


class Reading(QObject):
    """In a wide window the reader stands beside the chat, in a narrow one in its place. arranged: it came or went.

    wrote: words were put into the draft. quiz_requested: a document's id. reader: made when it is first wanted.
    """

    arranged = Signal()
    wrote = Signal()
    quiz_requested = Signal(str)

    def __init__(self, kit: Kit, jobs: Jobs, pane: ConversationPane, theme: Theme, split: QSplitter) -> None:
        super().__init__(split)
        self._kit, self._jobs, self._pane, self._theme, self._split = kit, jobs, pane, theme, split
        self.reader: ReaderPane | None = None
        self._came_from: QWidget | None = None
        self._opened = self._covers = False
        pane.source_requested.connect(self.open_citation)

    @property
    def is_open(self) -> bool:
        """Whether a document is being read."""
        return self._opened

    def open_document(self, document: str, place: int | None = None, quote: str = "") -> None:
        """Open a document of the library at its beginning, at a part, or at a sentence."""
        from carrel.ui.panes.reader.places import Target  # noqa: PLC0415 - not for the first paint

        self._open(document, [Target(place, quote)] if place is not None or quote else [])

    def open_citation(self, citation: Citation) -> None:
        """Open a cited document at its sentence; what the same reply cites from it is lit too."""
        from carrel.ui.panes.reader.places import Target  # noqa: PLC0415 - not for the first paint

        if citation.document is None:
            self._tell_gone()
            return
        here = [one for one in self._beside(citation) if one.document == citation.document]
        targets = [Target(one.part, one.quote, one.first) for one in here]
        self._open(citation.document, targets, here.index(citation))

    def open_passage(self, passage: Considered) -> None:
        """Open a document at a passage that a search brought."""
        from carrel.ui.panes.reader.places import Target  # noqa: PLC0415 - not for the first paint

        if passage.document is None:
            self._tell_gone()
        else:
            self._open(passage.document, [Target(passage.part, passage.text, passage.first)])

    def look_again(self) -> None:
        """The library changed: what was still being read may be there now."""
        if self.reader is not None and self._opened:
            self.reader.look_again()

    def close(self) -> None:
        """Put the reader away, and give the focus back to where one came from."""
        if not self._opened:
            return
        self._put_away()
        before = self._came_from
        back = before if before is not None and before.isVisible() else self._pane.composer.text
        back.setFocus()

    def _forget_came_from(self) -> None:
        self._came_from = None

    def uncover(self) -> None:
        """Somebody wants to see a chat: a reader that stands in its place goes."""
        if self._covers:
            self._put_away()

    def arrange(self, room: int, chat: QWidget, *, chat_fits: bool) -> None:
        """Give the chat and the reader their places in so many pixels; chat_fits: the list does not cover them."""
        beside = room >= _SHARES * self._theme.size("size_sidebar")
        self._covers = self.is_open and not beside
        chat.setVisible(chat_fits and not self._covers)
        if self.reader is not None:
            self.reader.setVisible(chat_fits and self.is_open)

    def find(self, otherwise: Callable[[], object]) -> Callable[[], object]:
        """Find in the document where that is what is read, otherwise elsewhere."""
        return lambda: self.reader.look_for_words() if self.reader is not None and self._is_at_hand() else otherwise()

    def step(self, by: int, otherwise: Callable[[], object]) -> Callable[[], object]:
        """Go to the next or previous place in the document where that is what is read, otherwise elsewhere."""
        return lambda: self.reader.step(by) if self.reader is not None and self._is_at_hand() else otherwise()

    def _open(self, document: str, targets: Sequence[Target], at: int = 0) -> None:
        reader = self._made()
        focus = QApplication.focusWidget()
        if focus is not None and not reader.isAncestorOf(focus):
            self._came_from = focus
            focus.destroyed.connect(self._forget_came_from)  # a place may be made anew meanwhile
        if not self._opened:
            self._opened = True
            self.arranged.emit()
            self._share()
        reader.open(document, targets, at)
        reader.bar.back.setFocus()

    def _put_away(self) -> None:
        self._opened = False
        if self.reader is not None:
            self.reader.close_document()
        self.arranged.emit()

    def _made(self) -> ReaderPane:
        from carrel.ui.panes.reader import ReaderPane  # noqa: PLC0415 - not for the first paint

        if self.reader is None:
            reader = self.reader = ReaderPane(self._kit, self._jobs, self._theme)
            reader.hide()
            self._split.addWidget(reader)
            self._split.setStretchFactor(self._split.indexOf(reader), 1)
            reader.left.connect(self.close)
            reader.link_requested.connect(self._pane.link_requested)
            reader.ask_requested.connect(self._ask)
            reader.cite_requested.connect(self._cite)
            reader.quiz_requested.connect(self.quiz_requested)
        return self.reader

    def _share(self) -> None:
        """The chat and the reader halve the room that they have."""
        sizes = self._split.sizes()
        room = sum(sizes[1:])
        self._split.setSizes([sizes[0], room // 2, room - room // 2])

    def _beside(self, citation: Citation) -> tuple[Citation, ...]:
        """All that the reply cites which cites this."""
        cited = (one.evidence.citations for one in self._pane.chat.items if one.evidence is not None)
        return next((some for some in cited if citation in some), (citation,))

    def _is_at_hand(self) -> bool:
        """Whether the reader has the focus, or stands in the chat's place."""
        focus = QApplication.focusWidget()
        inside = self.reader is not None and focus is not None and self.reader.isAncestorOf(focus)
        return self.is_open and (self._covers or inside)

    def _ask(self, _document: str, where: str, title: str, words: str) -> None:
        quoted = "\n".join(f"> {line}".rstrip() for line in words.strip().split("\n"))
        self._put(f"{quoted}\n> ({_source(title, where)})\n\n")

    def _cite(self, _document: str, where: str, title: str, words: str) -> None:
        self._put(_("“{words}” ({source})").format(words=" ".join(words.split()), source=_source(title, where)) + " ")

    def _put(self, words: str) -> None:
        """Put words at the end of the draft, and let a person write on."""
        box, data = self._pane.composer.text, QMimeData()
        draft = box.toPlainText()
        data.setText(words if not draft.strip() else "\n" * (2 - _ends(draft)) + words)
        if self._covers:
            self.close()
        self.wrote.emit()
        box.moveCursor(QTextCursor.MoveOperation.End)
        box.insertFromMimeData(data)  # as if it was pasted: it can be undone, and is no longer than a message may be
        box.setFocus()

    def _tell_gone(self) -> None:
        words = _("This document is no longer in the library."), _("Bring it in again to read it.")
        self._pane.notices.show_notice(Notice(*words, key="reader"))


def _ends(draft: str) -> int:
    """How many line ends a draft ends with, two at most."""
    return min(2, len(draft) - len(draft.rstrip("\n")))


def _source(title: str, where: str) -> str:
    """A document and a place in it, in one line."""
    return ", ".join(filter(None, (one_line(title), one_line(where))))
