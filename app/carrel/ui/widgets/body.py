"""The text of one message: read, selected and copied, never edited, and it loads nothing."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QPainter, QPaintEvent, QTextDocument, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QWidget

from carrel.base.words import _
from carrel.ui.render.blocks import write_markdown, write_plain
from carrel.ui.render.lines import without_seams
from carrel.ui.render.look import Look
from carrel.ui.render.paint import CodeArea, code_areas, code_text, paint_behind
from carrel.ui.render.stream import Stream
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import IconButton, label

_MANY_LINES = 200


class Body(QTextBrowser):
    """Shows a text whole or while it grows. link_requested: the address of a link somebody wants to follow."""

    link_requested = Signal(str)

    def __init__(self, theme: Theme, name: str = "messageBody", colour: str = "text") -> None:
        super().__init__()
        self._theme, self._colour = theme, colour
        self._look = Look(theme, colour)
        self._stream: Stream | None = None
        self._areas: list[CodeArea] = []
        self._bars: list[CodeBar] = []
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
        self.anchorClicked.connect(lambda url: self.link_requested.emit(url.toString()))

    def show_text(self, text: str, *, markdown: bool) -> None:
        """Show the whole text."""
        self._stream = None
        self._look = Look(self._theme, self._colour)
        (write_markdown if markdown else write_plain)(self.document(), text, self._look)

    def begin_stream(self, text: str) -> None:
        """Show a text that will grow."""
        self._look = Look(self._theme, self._colour)
        self._stream = Stream(self.document(), self._look, text)

    def grow(self, text: str) -> None:
        """Show more of a growing text."""
        if self._stream is not None:
            self._stream.add(text)

    def finish_stream(self, text: str) -> bool:
        """Show a text that has grown as it is for good; False when it was not this text that grew."""
        stream, self._stream = self._stream, None
        if stream is None or stream.text != text:
            return False
        stream.finish()
        return True

    def end_stream(self) -> None:
        """Forget what was growing."""
        self._stream = None

    def arrange(self, width: int) -> int:
        """Lay the text out in this width; the height it takes."""
        document = self.document()
        self._wrap_at(width)
        self._areas = code_areas(document, self._look)
        self._place_bars()
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
        """The buttons over its code blocks, in order."""
        return [bar.copy_button for bar in self._bars]

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing is ever loaded for a message, from the network or from the disk."""
        return None

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied is plain text, without the seams we cut."""
        data = QMimeData()
        data.setText(without_seams(self.textCursor().selectedText()))
        return data

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel belongs to the chat around it."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the grounds first, then the words."""
        painter = QPainter(self.viewport())
        painter.setClipRect(event.rect())
        paint_behind(painter, self.document(), self._look, self._areas)
        painter.end()
        super().paintEvent(event)

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

    def _wrap_at(self, width: int) -> None:
        if width != self.lineWrapColumnOrWidth():  # saying it again would lay everything out again
            self.setLineWrapColumnOrWidth(width)

    def _height(self) -> int:
        """Where the last line ends; room below it is for whoever holds this."""
        document = self.document()
        last = document.lastBlock()
        if not last.text() and last.previous().isValid():  # a table, or a list item without words
            return ceil(document.size().height())
        below = self._look.pad if self._areas and self._areas[-1].last == last.blockNumber() else 0
        return ceil(document.documentLayout().blockBoundingRect(last).bottom() + below)

    def _place_bars(self) -> None:
        while len(self._bars) < len(self._areas):
            self._bars.append(CodeBar(self._theme, self.viewport()))
        for bar in self._bars[len(self._areas) :]:
            bar.hide()
        for bar, area in zip(self._bars, self._areas, strict=False):
            bar.show_for(self.document(), area, self._look)


class CodeBar(QWidget):
    """The line over a code block: what it is written in, and a button that copies it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._document: QTextDocument | None = None
        self._area: CodeArea | None = None
        self._language = label(role="tiny")
        self.copy_button = IconButton(theme, "copy", _("Copy this code"), kind="small", name="copyCode")
        self._settle = QTimer(self, singleShot=True, interval=1500)
        self._settle.timeout.connect(lambda: self.copy_button.draw("copy"))
        self.copy_button.clicked.connect(self.copy)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.size("space_medium"), 2, theme.size("space_tight"), 0)
        row.addWidget(self._language)
        row.addStretch()
        row.addWidget(self.copy_button)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def show_for(self, document: QTextDocument, area: CodeArea, look: Look) -> None:
        """Stand over this area of the document."""
        self._document, self._area = document, area
        if self._language.text() != area.language:
            self._language.setText(area.language)
        top = round(area.area.top())
        self.setGeometry(round(area.area.left()), top, round(area.area.width()), look.bar)
        self.show()

    def copy(self) -> None:
        """Put the code on the clipboard, and show that it was done."""
        if self._document is not None and self._area is not None:
            QGuiApplication.clipboard().setText(without_seams(code_text(self._document, self._area)))
            self.copy_button.draw("check", "accent")
            self._settle.start()
