"""The lines over a document: the way back, what it is called and where one is, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from carrel.base.show import one_line
from carrel.base.words import _
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import IconButton, button, label, tip


class ReaderBar(QWidget):
    """back_requested: to where one came from. lit_requested: 1 for the next lit sentence, -1 for the one before."""

    back_requested = Signal()
    outline_requested = Signal()
    find_requested = Signal()
    pages_requested = Signal(bool)
    zoom_requested = Signal(int)
    ask_requested = Signal()
    cite_requested = Signal()
    quiz_requested = Signal()
    lit_requested = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("readerBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._title = self._where = self._course = ""
        self.back = IconButton(theme, "chevron-left", _("Back to the chat"), name="readerBack")
        self.back.say(_("Back to the chat"), "Esc")
        self.title: QLabel = label(name="readerTitle", role="strong")
        self.where: QLabel = label(name="readerWhere", role="muted")
        for one in (self.title, self.where):
            one.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.outline = IconButton(theme, "outline", _("Contents"), name="readerContents")
        self.outline.setCheckable(True)
        self.look = IconButton(theme, "search", _("Find in this document"), name="readerFind")
        self.look.say(_("Find in this document"), "Ctrl+F")
        self.pages = button(_("Pages"), "outline", "readerPages")
        self.text = button(_("Text"), "outline", "readerText")
        self.smaller = IconButton(theme, "zoom-out", _("Smaller pages"), name="readerSmaller")
        self.larger = IconButton(theme, "zoom-in", _("Larger pages"), name="readerLarger")
        self.fit = IconButton(theme, "fit-width", _("As wide as the window"), name="readerFit")
        self.ask = button(_("Ask about this"), "chip", "readerAsk")
        self.cite = button(_("Cite in the chat"), "chip", "readerCite")
        self.quiz = button(_("Quiz me on this document"), "chip", "readerQuiz")
        self.lit: QLabel = label(role="muted", name="readerLit")
        self.previous = IconButton(theme, "chevron-up", _("Previous sentence"), kind="small", name="readerPrevious")
        self.next = IconButton(theme, "chevron-down", _("Next sentence"), kind="small", name="readerNext")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.where)
        self._head = QHBoxLayout()
        self._head.addWidget(self.back)
        self._head.addLayout(names, 1)
        self._head.addWidget(self.outline)
        self._head.addWidget(self.look)
        tools = QWidget()
        self._tools = Flow(self._theme.size("space_tight"), parent=tools)
        shown = (self.pages, self.text, self.smaller, self.larger, self.fit)
        parts: tuple[QWidget, ...] = (*shown, self.ask, self.cite, self.quiz, self.lit, self.previous, self.next)
        for part in parts:
            self._tools.addWidget(part)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        tools.setSizePolicy(policy)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(tools)
        self._theme.changed.connect(self._measure)
        self._measure()

    def _connect(self) -> None:
        self.pages.setCheckable(True)
        self.text.setCheckable(True)
        asks: dict[QAbstractButton, Callable[[], None]] = {
            self.back: self.back_requested.emit,
            self.outline: self.outline_requested.emit,
            self.look: self.find_requested.emit,
            self.pages: lambda: self.pages_requested.emit(True),
            self.text: lambda: self.pages_requested.emit(False),
            self.smaller: lambda: self.zoom_requested.emit(-1),
            self.larger: lambda: self.zoom_requested.emit(1),
            self.fit: lambda: self.zoom_requested.emit(0),
            self.ask: self.ask_requested.emit,
            self.cite: self.cite_requested.emit,
            self.quiz: self.quiz_requested.emit,
            self.previous: lambda: self.lit_requested.emit(-1),
            self.next: lambda: self.lit_requested.emit(1),
        }
        for part, ask in asks.items():
            part.clicked.connect(lambda _checked=False, ask=ask: ask())

    def show_title(self, title: str, course: str) -> None:
        """Say which document it is, and which courses it is in."""
        self._title, self._course = one_line(title), one_line(course)
        self.title.setAccessibleName(self._title)
        tip(self.title, self._title)
        self.show_where("")

    def show_where(self, where: str) -> None:
        """Say which part of it is seen."""
        self._where = " · ".join(filter(None, (one_line(where), self._course)))
        self.where.setAccessibleName(self._where)
        tip(self.where, self._where)
        self._elide()

    def show_lit(self, place: int, count: int) -> None:
        """Say which of the lit sentences was gone to, from 1; none where there is none."""
        self.lit.setText(_("{place} of {count}").format(place=place, count=count))
        self.lit.setAccessibleName(_("Sentence {place} of {count}").format(place=place, count=count))
        for part in (self.lit, self.previous, self.next):
            part.setVisible(count > 1)

    def offer_pages(self, there: bool, shown: bool) -> None:
        """Offer to look at the pages themselves, where they can be drawn; shown: they are what is seen."""
        for part in (self.pages, self.text):
            part.setVisible(there)
        for tool in (self.smaller, self.larger, self.fit):
            tool.setVisible(there and shown)
        self.pages.setChecked(shown)
        self.text.setChecked(not shown)

    def offer_asking(self, can_ask: bool) -> None:
        """Whether there is something selected, or lit, to ask about."""
        for part in (self.ask, self.cite):
            part.setEnabled(can_ask)
            tip(part, "" if can_ask else _("Select some words first."))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The title gives way."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        forward = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
        side = Qt.AlignmentFlag.AlignLeft if forward else Qt.AlignmentFlag.AlignRight
        for one, words in ((self.title, self._title), (self.where, self._where)):
            one.setAlignment(Qt.AlignmentFlag.AlignAbsolute | side | Qt.AlignmentFlag.AlignVCenter)
            width = max(0, one.width() - 4)
            one.setText(one.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width))

    def _measure(self) -> None:
        pad, edge = self._theme.size("space_small"), self._theme.size("space_large")
        self._column.setContentsMargins(edge, pad, edge, pad)
        self._column.setSpacing(self._theme.size("space_tight"))
        self._head.setSpacing(self._theme.size("space_tight"))
        self._tools.setSpacing(self._theme.size("space_tight"))
        self._elide()
