"""A document of the library, opened at a place, with the sentence one came for lit up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.flows import pages
from carrel.flows.kit import Kit
from carrel.flows.pack_shelf import lesson_id
from carrel.ui.jobs import Jobs
from carrel.ui.notices import announce
from carrel.ui.panes.reader.bar import ReaderBar
from carrel.ui.panes.reader.finding import Finding
from carrel.ui.panes.reader.outline import Outline
from carrel.ui.panes.reader.pages_view import PagesView
from carrel.ui.panes.reader.places import Target, entries
from carrel.ui.panes.reader.reading import Reading, begin
from carrel.ui.panes.reader.text_view import TextView
from carrel.ui.theme import Theme
from carrel.ui.widgets.chat_find_bar import ChatFindBar
from carrel.ui.widgets.parts import label

_TOPIC = re.compile(r"(?:\./|\.\./topics/)?(?P<id>[\w.-]+)\.md(?:#.*)?")
"""How a lesson names another one of its pack."""


class ReaderPane(QWidget):
    """left: back to where one came from. link_requested: the address of a link.

    ask_requested: a document's id, where in it ("" for nowhere), its title and words of it to ask about.
    cite_requested: the same, to be put into the chat with its source. quiz_requested: a document's id.
    """

    left = Signal()
    link_requested = Signal(str)
    ask_requested = Signal(str, str, str, str)
    cite_requested = Signal(str, str, str, str)
    quiz_requested = Signal(str)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("readerPane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._kit, self._jobs, self._theme = kit, jobs, theme
        self._asked = 0  # counts what was opened: what an older question brings is not shown
        self._reading: Reading | None = None
        self._awaited: tuple[str, Sequence[Target], int] | None = None  # what to open again once there is more of it
        self._at = 0
        self.bar = ReaderBar(theme)
        self.find_bar = ChatFindBar(theme, _("Find in this document"))
        self.said = label(role="muted", wrap=True, name="readerSaid")
        self.outline = Outline(theme)
        self.text = TextView(theme)
        self.pages = PagesView(theme, jobs)
        self.finding = Finding(jobs, self.find_bar, self.text)
        self._nothing = label(role="muted", wrap=True, name="readerNothing")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for part in (self._nothing, self.text, self.pages):
            self._stack.addWidget(part)
        self._middle = QHBoxLayout()
        self._middle.setSpacing(0)
        self._middle.addWidget(self.outline)
        self._middle.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.find_bar)
        column.addWidget(self.said)
        column.addLayout(self._middle, 1)
        self.outline.hide()
        self.setMinimumWidth(280)
        self._theme.changed.connect(self._measure)
        self._measure()

    def _connect(self) -> None:
        bar = self.bar
        bar.back_requested.connect(self.left)
        bar.outline_requested.connect(self._turn_outline)
        bar.find_requested.connect(self.look_for_words)
        bar.pages_requested.connect(self._show_pages)
        bar.ask_requested.connect(self._ask)
        bar.cite_requested.connect(self._cite)
        bar.quiz_requested.connect(self._quiz)
        bar.lit_requested.connect(self.step)
        self.outline.chosen.connect(self._choose_part)
        self.text.moved.connect(self._say_where)
        self.text.link_requested.connect(self._follow)
        self.text.ask_requested.connect(self._ask)
        self.text.selected.connect(self._offer)
        self.find_bar.closed.connect(self._leave_finding)
        bar.zoom_requested.connect(self.pages.zoom)
        self.pages.moved.connect(self._say_where)
        self.pages.failed.connect(self._fall_back)
        self.pages.marked.connect(self._say_marked)

    def open(self, document: str, targets: Sequence[Target] = (), at: int = 0) -> None:
        """Open a document with these sentences lit, and go to one of them."""
        self._asked += 1
        asked = self._asked
        self.say("")
        self._awaited = None
        if self._reading is None or self._reading.opened.document.id != document:
            self._show_nothing(_("Opening the document…"))

        def show(reading: Reading) -> None:
            if asked == self._asked:
                self._show(reading, at)

        def fail(error: CarrelError) -> None:
            if asked == self._asked:
                self._show_nothing(f"{error.what} {error.next_step}")

        self._jobs.fetch(partial(begin, self._kit, document, targets), show, fail)

    def look_again(self) -> None:
        """A document whose text was not there yet may have come."""
        if self._awaited is not None:
            self.open(*self._awaited)

    def close_document(self) -> None:
        """Nothing is read any more."""
        self._asked += 1
        self._awaited = None
        self._show_nothing("")

    def look_for_words(self) -> None:
        """Find words in the document, which is shown as text for it."""
        if self._reading is not None:
            self._show_pages(False)
            self.finding.open()

    def step(self, by: int) -> None:
        """Go to the next place of what is looked for, or where nothing is, to the next lit sentence."""
        if self.finding.is_open:
            self.finding.step(by)
        elif self._reading is not None and self._reading.targets:
            self._at = (self._at + by) % len(self._reading.targets)
            self._go_to_target()

    def say(self, words: str) -> None:
        """Say something about what is shown, over it; nothing takes it away."""
        self.said.setText(words)
        self.said.setVisible(bool(words))
        if words:
            announce(self, words)

    def event(self, event: QEvent) -> bool:
        """Escape belongs to the reader before it stops an answer, and Ctrl+End leads to its own end."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if event.key() == Qt.Key.Key_Escape or (ctrl and event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End}):
                event.accept()
                return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The contents never take more than the text."""
        super().resizeEvent(event)
        self._fit_outline()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, reading: Reading, at: int) -> None:
        document, parts = reading.opened.document, reading.opened.parts
        self._reading, self._at = reading, at
        self.bar.show_title(document.title, ", ".join(reading.opened.courses))
        self.finding.show_other()
        self.bar.look.setEnabled(bool(parts))
        contents = entries(parts)
        self.outline.show_entries(contents)
        self.bar.outline.setVisible(len(contents) > 1)
        self._turn_outline(self.bar.outline.isChecked() and len(contents) > 1)
        if not parts:
            self._show_nothing(reading.why_empty())
            self._awaited = (document.id, reading.targets, at) if document.state == "reading" else None
            return
        self.text.show_document(reading.opened, [spot for spot in reading.spots if spot is not None])
        if self._can_draw():
            self.pages.show_document(reading.opened, reading.quotes(at))
        self._show_pages(self._can_draw())
        if document.deleted:
            self.say(_("This document was removed from the library."))
        elif pages.has_pages(document) and reading.opened.file is None:
            self.say(_("The file is no longer there. This is the text that was read from it."))
        self._go_to_target()

    def _go_to_target(self) -> None:
        reading = self._reading
        if reading is None or not reading.targets:
            self.bar.show_lit(0, 0)
            self._offer()
            if reading is not None and reading.opened.begins:
                self._go_to_part(reading.opened.begins)
                self._show_where(reading.opened.begins)
            return
        spot, part = reading.spots[self._at], reading.part_of(self._at)
        self.bar.show_lit(self._at + 1, len(reading.targets))
        if reading.is_lost(self._at):
            self.say(_("This sentence is no longer in the document. It was read again since."))
        if self._shows_pages:
            self.pages.mark(reading.quotes(self._at))
            self.pages.go_to_page(reading.page_of(part), to_mark=spot is not None)
        elif spot is None:
            self.text.go_to_part(part)
        elif words := self.text.go_to_spot(spot):
            announce(self, _("The cited sentence: {words}").format(words=words))
        else:
            self.say(_("The sentence stands in this part, but its place could not be marked."))
        self._show_where(part)
        self._offer()

    @property
    def _shows_pages(self) -> bool:
        return self._stack.currentWidget() is self.pages

    def _can_draw(self) -> bool:
        return self._reading is not None and self._reading.opened.file is not None

    def _show_pages(self, shown: bool) -> None:
        """Show the pages themselves, or the text; at the place where one is."""
        if self._reading is None:
            return
        part, before = self._part_at_edge(), self._stack.currentWidget()
        now = self.pages if shown else self.text
        self._stack.setCurrentWidget(now)
        self.bar.offer_pages(self._can_draw(), shown)
        if before is not now and before is not self._nothing:
            self._go_to_part(part)
        self._offer()

    def _fall_back(self, error: CarrelError) -> None:
        """A page cannot be drawn: its text is better than nothing."""
        self._show_pages(False)
        self.say(_("This page cannot be shown as a picture. {reason} Here is its text.").format(reason=error.what))
        if self._reading is not None and self._reading.targets:
            self._go_to_target()

    def _say_marked(self, page: int, marked: bool) -> None:
        if self._reading is not None:
            self._show_where(self._reading.part_on(page))
        if marked:
            announce(self, _("The cited sentence is marked on page {number}.").format(number=page + 1))
        else:
            self.say(_("The sentence stands on this page, but its place could not be marked."))

    def _go_to_part(self, part: int) -> None:
        if self._reading is None:
            return
        if self._shows_pages:
            self.pages.go_to_page(self._reading.page_of(part))
        else:
            self.text.go_to_part(part)

    def _choose_part(self, part: int) -> None:
        """Go there; where the contents leave no room to read, they go."""
        self._go_to_part(part)
        self._show_where(part)
        if self.width() < 3 * self.outline.width():
            self._turn_outline(False)

    def _part_at_edge(self) -> int:
        if self._reading is None or not self._shows_pages:
            return self.text.part_at_edge()
        return self._reading.part_on(self.pages.at_edge())

    def _say_where(self, sight: int) -> None:
        """Say which part is read: sight is the index of a page or of a piece of the text."""
        if self._reading is not None and self._reading.opened.parts:
            self._show_where(self._reading.part_on(sight) if self._shows_pages else self.text.pieces[sight].part)

    def _show_where(self, part: int) -> None:
        if self._reading is not None and self._reading.opened.parts:
            one = self._reading.opened.parts[part]
            self.bar.show_where(one.label or one.heading)
            self.outline.mark(part)

    def _turn_outline(self, shown: bool | None = None) -> None:
        wanted = self.bar.outline.isChecked() if shown is None else shown
        self.bar.outline.setChecked(wanted)
        self.outline.setVisible(wanted)

    def _leave_finding(self) -> None:
        self.finding.leave()
        view = self.text.piece_view(self.text.at_edge())
        (view.body if view is not None else self.bar.back).setFocus()

    def _follow(self, address: str) -> None:
        """A link of a lesson leads to another lesson of its pack; every other one is asked about."""
        pack = self._reading.opened.document.pack if self._reading is not None else None
        topic = _TOPIC.fullmatch(address)
        if pack is not None and topic is not None:
            self.open(lesson_id(pack, topic["id"]))
        else:
            self.link_requested.emit(address)

    def _offer(self, _some: bool = False) -> None:
        self.bar.offer_asking(bool(self._words_at_hand()[1]))

    def _words_at_hand(self) -> tuple[int, str]:
        """What is selected, or else the lit sentence, with the index of its part."""
        if self._reading is None:
            return 0, ""
        part, words = self.text.selection() if not self._shows_pages else (0, "")
        if words:
            return part, words
        spot = self._reading.spots[self._at] if self._reading.spots else None
        if spot is None:
            return part, ""
        return spot.part, self._reading.words_of(spot)

    def _ask(self) -> None:
        self._hand_over(self.ask_requested)

    def _cite(self) -> None:
        self._hand_over(self.cite_requested)

    def _quiz(self) -> None:
        if self._reading is not None:
            self.quiz_requested.emit(self._reading.opened.document.id)

    def _hand_over(self, signal: SignalInstance) -> None:
        part, words = self._words_at_hand()
        if self._reading is not None and words:
            document, parts = self._reading.opened.document, self._reading.opened.parts
            signal.emit(document.id, parts[part].label, document.title, words)

    def _show_nothing(self, words: str) -> None:
        self._reading = None
        self.pages.stop()
        self.finding.show_other()
        self._nothing.setText(words)
        self._stack.setCurrentWidget(self._nothing)
        self.bar.offer_pages(False, False)
        self.bar.show_lit(0, 0)
        self.bar.show_title("", "")
        self.bar.look.setEnabled(False)
        self.bar.outline.hide()
        self.outline.hide()
        self._offer()

    def _measure(self) -> None:
        edge, small = self._theme.size("space_large"), self._theme.size("space_small")
        self.said.setContentsMargins(edge, small, edge, small)
        self._nothing.setContentsMargins(edge, edge, edge, edge)
        self._fit_outline()

    def _fit_outline(self) -> None:
        self.outline.setFixedWidth(round(min(self._theme.size("size_sidebar") * 0.75, self.width() * 0.45)))
