"""The text of one message: read, selected and copied, never edited, and it loads nothing."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from PySide6.QtCore import QMimeData, QRect, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFocusEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from carrel.base.text import clean
from carrel.ui.render.blocks import write_markdown, write_plain
from carrel.ui.render.citing import link_numbers, number_of
from carrel.ui.render.copying import copied
from carrel.ui.render.drawing import drawer
from carrel.ui.render.finding import found_in
from carrel.ui.render.formulas import around_formulas, displayed_again, settle_all
from carrel.ui.render.look import Look
from carrel.ui.render.paint import paint_behind
from carrel.ui.render.stream import Stream
from carrel.ui.render.survey import Survey
from carrel.ui.render.tables import fit_tables, measure_again
from carrel.ui.theme import Theme
from carrel.ui.widgets.body_hints import MessageHints
from carrel.ui.widgets.code_bar import CodeBar
from carrel.ui.widgets.sideways import Sideways, shifted

_MANY_LINES = 200
_MOST_BARS = 200  # code blocks after these have no line over them: each is a widget


class Body(MessageHints):
    """Shows a text whole or while it grows.

    link_requested: the address of a link somebody wants to follow. cited: the number of a source somebody wants to
    see. redrawn: formulas have been drawn, so `arrange` may tell another height.
    """

    link_requested = Signal(str)
    cited = Signal(int)
    redrawn = Signal()

    def __init__(self, theme: Theme, name: str = "messageBody", colour: str = "text") -> None:
        super().__init__()
        self._theme, self._colour = theme, colour
        self._look = Look(theme, colour)
        self._stream: Stream | None = None
        self._source = ""
        self._survey = Survey()
        self._bars: list[CodeBar] = []
        self._sideways = Sideways(self.viewport())
        self._matches: list[QTextCursor] = []
        self._marked: list[tuple[QTextCursor, QTextCharFormat]] = []  # Qt's own list of them cannot be read safely
        self.has_keyboard_focus = False
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTabChangesFocus(True)
        self.viewport().setAutoFillBackground(False)
        self.anchorClicked.connect(self._follow)
        self.horizontalScrollBar().rangeChanged.connect(self._stay_at_left)
        drawer().drawn.connect(self._formulas_drawn)

    @property
    def text_source(self) -> str:
        """The text as it was written."""
        return self._stream.text if self._stream is not None else self._source

    def show_text(self, text: str, *, markdown: bool) -> None:
        """Show the whole text."""
        self._begin_text()
        self._stream, self._source = None, clean(text)
        (write_markdown if markdown else write_plain)(self.document(), text, self._look)
        self.describe()

    def cite(self, sources: Mapping[int, str]) -> None:
        """Make links of the numbers in brackets that stand for sources; what is said of each is its tip."""
        self.sources = sources
        link_numbers(self.document(), sources.keys(), self._look)

    def begin_stream(self, text: str) -> None:
        """Show a text that will grow."""
        self._begin_text()
        self._stream = Stream(self.document(), self._look, text)

    def grow(self, text: str) -> None:
        """Show more of a growing text."""
        if self._stream is not None:
            self._stream.add(text)

    def finish_stream(self, text: str) -> bool:
        """Show a text that has grown as it is for good; False when it was not this text that grew."""
        stream, self._stream = self._stream, None
        if stream is None or stream.raw != text:
            return False
        stream.finish()
        self._source = stream.text
        self._survey = Survey()
        self.describe()
        return True

    def end_stream(self) -> None:
        """Forget what was growing."""
        self._stream = None

    def arrange(self, width: int) -> int:
        """Lay the text out in this width; the height it takes."""
        document = self.document()
        if self._wrap_at(width):
            displayed_again(document)
            self._survey = Survey()
        fit_tables(document, width, self._look)
        self._survey.renew(document, self._look, self._stream.settled if self._stream is not None else 0)
        self._place_bars()
        self._sideways.place(self._survey.wide, width)
        return self._height()

    def natural_width(self, most: int) -> int:
        """The width of the longest line when no line may be longer than `most`."""
        document = self.document()
        if document.blockCount() > _MANY_LINES:
            return most
        self._wrap_at(most)
        block, widest = document.begin(), 0.0
        while block.isValid():
            layout = block.layout()
            widest = max([widest, *(layout.lineAt(line).naturalTextWidth() for line in range(layout.lineCount()))])
            block = block.next()
        return min(most, ceil(widest) + 2)

    def controls(self) -> list[QWidget]:
        """The buttons over its code blocks and the bars under its wide parts, in order."""
        parts = [*(bar.copy_button for bar in self._bars), *self._sideways.bars]
        return sorted(parts, key=lambda part: part.mapTo(self, part.rect().topLeft()).y())

    def mark_found(self, words: str) -> int:
        """Mark where these words stand one after the other, whatever their accents and capitals; how many places."""
        self._matches = found_in(self.document(), words)
        self._show_matches(-1)
        return len(self._matches)

    def go_to_match(self, number: int) -> QRect:
        """Mark one of the places, counted from 0, more strongly; where it is in this widget."""
        self._show_matches(number)
        match = QTextCursor(self._matches[number])
        match.setPosition(match.selectionEnd())
        end = self.cursorRect(match)
        match.setPosition(self._matches[number].selectionStart())
        area = self.cursorRect(match)
        if end.top() == area.top():
            area = area.united(end)
        self._sideways.reveal(area)
        return area.translated(-self._sideways.offset_at(area.center().y()), 0)

    def clear_found(self) -> None:
        """Mark nothing any more."""
        self._matches = []
        self._show_matches(-1)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing is ever loaded for a message, from the network or from the disk."""
        return None

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied is plain text: the source of whole blocks, the words inside one."""
        data = QMimeData()
        data.setText(copied(self.textCursor(), self.text_source))
        return data

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Sideways it scrolls the wide part under the pointer; up and down belongs to the chat around it."""
        by = event.angleDelta()
        bar = self._sideways.bar_at(event.position().y())
        if bar is not None and abs(by.x()) > abs(by.y()):
            bar.setValue(bar.value() - by.x())
            event.accept()
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the grounds first, then the words; what is scrolled sideways is painted where it has gone."""
        painter = QPainter(self.viewport())
        painter.setClipRect(event.rect())
        paint_behind(painter, self.document(), self._look, self._survey.areas)
        painter.end()
        for band, offset in self._sideways.bands(event.rect()):
            if offset:
                self._paint_moved(band, offset)
            else:
                super().paintEvent(QPaintEvent(band))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """What is pressed is what is seen there."""
        super().mousePressEvent(self._seen(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What is pointed at is what is seen there."""
        super().mouseMoveEvent(self._seen(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """What is clicked is what is seen there."""
        super().mouseReleaseEvent(self._seen(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """What is clicked is what is seen there."""
        super().mouseDoubleClickEvent(self._seen(event))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A ring is for the keyboard; who clicks to select a word knows where they are."""
        self.has_keyboard_focus = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes with the focus."""
        self.has_keyboard_focus = False
        super().focusOutEvent(event)

    def sizeHint(self) -> QSize:
        """Whoever holds it gives it its size."""
        return QSize(1, 1)

    def minimumSizeHint(self) -> QSize:
        """Whoever holds it gives it its size."""
        return QSize(1, 1)

    def _follow(self, url: QUrl) -> None:
        number = number_of(url.toString())
        if number is None:
            self.link_requested.emit(url.toString())
        elif number in self.sources:
            self.cited.emit(number)

    def _begin_text(self) -> None:
        self.sources = {}
        self._look = Look(self._theme, self._colour)
        self._survey = Survey()
        self._sideways.reset()
        self.clear_found()

    def _wrap_at(self, width: int) -> bool:
        """Saying it again would lay everything out again, so it is only said when it is new."""
        is_new = width != self.lineWrapColumnOrWidth()
        if is_new:
            self.setLineWrapColumnOrWidth(width)
        return is_new

    def _height(self) -> int:
        """Where the last line ends; room below it is for whoever holds this."""
        document = self.document()
        last = document.lastBlock()
        below = self._sideways.room_below()
        if not last.text() and last.previous().isValid():  # a table, or a list item without words
            return max(ceil(document.size().height()), below)
        areas = self._survey.areas
        pad = self._look.pad if areas and areas[-1].last == last.blockNumber() else 0
        return max(ceil(document.documentLayout().blockBoundingRect(last).bottom() + pad), below)

    def _place_bars(self) -> None:
        areas = self._survey.areas[:_MOST_BARS]
        while len(self._bars) < len(areas):
            self._bars.append(CodeBar(self._theme, self.viewport()))
        for bar in self._bars[len(areas) :]:
            bar.hide()
        for bar, area in zip(self._bars, areas, strict=False):
            bar.show_for(self.document(), area, self._look)

    def _formulas_drawn(self) -> None:
        """Put the drawings in the place of what was written."""
        if settle_all(self.document()):
            measure_again(self.document(), self._look)
            self._survey = Survey()
            self.redrawn.emit()
        self.viewport().update()

    def _show_matches(self, strong: int) -> None:
        weak_form, strong_form = QTextCharFormat(), QTextCharFormat()
        weak_form.setBackground(self._theme.colour("mark"))
        weak_form.setForeground(self._theme.colour("on_mark"))
        strong_form.setBackground(self._theme.colour("accent"))
        strong_form.setForeground(self._theme.colour("on_accent"))
        forms = (strong_form if number == strong else weak_form for number in range(len(self._matches)))
        marks = [*self._standing_marks(), *zip(self._matches, forms, strict=True)]
        self._marked = [(one, form) for cursor, form in marks for one in around_formulas(cursor)]
        selections = []
        for cursor, form in self._marked:
            selection = QTextEdit.ExtraSelection()
            selection.cursor, selection.format = cursor, form
            selections.append(selection)
        self.setExtraSelections(selections)

    def _standing_marks(self) -> list[tuple[QTextCursor, QTextCharFormat]]:
        """What is marked whether words are looked for or not, beneath what they mark."""
        return []

    def _seen(self, event: QMouseEvent) -> QMouseEvent:
        return shifted(event, self._sideways.offset_at(event.position().y()))

    def seen_at(self, x: float, y: float) -> tuple[float, float]:
        """The place of the document that is seen at a place of this widget."""
        return x + self._sideways.offset_at(y), y

    def _paint_moved(self, band: QRect, offset: int) -> None:
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette = self.palette()
        context.clip = QRectF(band).translated(offset, 0)
        context.selections = self._painted_selections()
        painter = QPainter(self.viewport())
        painter.setClipRect(band)
        painter.translate(-offset, 0)
        self.document().documentLayout().draw(painter, context)
        painter.end()

    def _painted_selections(self) -> list[QAbstractTextDocumentLayout.Selection]:
        group = QPalette.ColorGroup.Active if self.hasFocus() else QPalette.ColorGroup.Inactive
        chosen = QTextCharFormat()
        chosen.setBackground(self.palette().brush(group, QPalette.ColorRole.Highlight))
        chosen.setForeground(self.palette().brush(group, QPalette.ColorRole.HighlightedText))
        pairs = list(self._marked)
        if self.textCursor().hasSelection():
            pairs.append((self.textCursor(), chosen))
        selections = []
        for cursor, form in pairs:
            selection = QAbstractTextDocumentLayout.Selection()
            selection.cursor, selection.format = cursor, form
            selections.append(selection)
        return selections

    def _stay_at_left(self) -> None:
        """Wide parts are scrolled one by one, never the whole message."""
        self.horizontalScrollBar().setRange(0, 0)
