"""A document as text: its parts one below the other, laid out when they come near, with sentences lit in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QStyle, QWidget

from carrel.base.show import one_line
from carrel.base.words import _
from carrel.flows.pages import Opened
from carrel.library.model import Document, Part
from carrel.ui.panes.reader.lit_body import LitBody
from carrel.ui.panes.reader.picture_view import PictureView
from carrel.ui.panes.reader.places import Piece, Spot, pieces
from carrel.ui.theme import Theme
from carrel.ui.widgets.lazy_column import LazyColumn
from carrel.ui.widgets.parts import label

_BAR = 4  # the pixels of the bar beside a lit sentence
_INSET = 12  # room left and right of a piece, for the bar and the ring of the focus


class PieceView(QWidget):
    """One piece: what it is called, as a quiet line, and its text. ask_requested: ask about what is selected in it."""

    def __init__(self, theme: Theme, parent: QWidget, separator: str) -> None:
        super().__init__(parent)
        self.setObjectName("readerPiece")
        self._theme = theme
        self._separator = label(separator, role="tiny", wrap=True, name="partLabel")
        self.body = LitBody(theme)
        self._separator.setParent(self)
        self._separator.setVisible(bool(separator))
        self.body.setParent(self)

    def arrange(self, width: int) -> int:
        """Lay everything out in this width; the height it takes."""
        self.resize(width, self.height())
        inner, gap, top = width - 2 * _INSET, self._theme.size("space_medium"), self._theme.size("space_tight")
        if not self._separator.isHidden():
            top = self._theme.size("space_wide")
            self._separator.setGeometry(_INSET, top, inner, self._separator.heightForWidth(inner))
            top = self._separator.geometry().bottom() + gap
        height = self.body.arrange(inner)
        self.body.setGeometry(_INSET, top, inner, height)
        self.resize(width, top + height + gap)
        return top + height + gap

    def lit_area(self, number: int) -> QRect:
        """Where a lit sentence is in this widget."""
        return self.body.lit_areas()[number].translated(self.body.pos())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line over a part, a bar beside each lit sentence, and the ring of the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if not self._separator.isHidden():
            painter.setBrush(self._theme.colour("border"))
            line = self._theme.size("edge_line")
            painter.drawRect(_INSET, self._separator.y() - self._theme.size("space_small"), self.body.width(), line)
        painter.setBrush(self._theme.colour("accent"))
        for area in self.body.lit_areas():
            bar = QRect(0, area.top() + self.body.y(), _BAR, area.height())
            painter.drawRoundedRect(QStyle.visualRect(self._way(), self.rect(), bar), _BAR / 2, _BAR / 2)
        if self.body.has_keyboard_focus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("focus"), 1.5))
            around = self.body.geometry().adjusted(2 - _INSET, -3, _INSET - 2, 3)
            painter.drawRoundedRect(around, self._theme.size("radius_medium"), self._theme.size("radius_medium"))

    def _way(self) -> Qt.LayoutDirection:
        """Which way its text runs: the bar stands where lines begin."""
        direction = self.body.document().firstBlock().textDirection()
        return direction if self.body.lit_areas() else self.layoutDirection()


class TextView(LazyColumn):
    """link_requested: the address of a link. ask_requested: ask about what is selected. selected: whether something is.

    made: the index of a piece that was laid out.
    """

    link_requested = Signal(str)
    ask_requested = Signal()
    selected = Signal(bool)
    made = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "readerText")
        self.setAccessibleName(_("Text of the document"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._document: Document | None = None
        self._parts: Sequence[Part] = ()
        self.pieces: list[Piece] = []
        self._spots: Sequence[Spot] = ()
        self._pictures: Mapping[str, bytes] = {}
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def show_document(self, opened: Opened, spots: Sequence[Spot]) -> None:
        """Show the document from its beginning, with these sentences lit."""
        self._document, self._parts, self._spots = opened.document, opened.parts, spots
        self._pictures = opened.pictures
        self.pieces = pieces(opened.document, opened.parts)
        self.show_count(len(self.pieces))

    def go_to_part(self, part: int) -> None:
        """Bring the beginning of a part into view."""
        self.go_to(self._piece_of(part))

    def go_to_spot(self, spot: Spot) -> str:
        """Bring a lit sentence into the middle, and give it the focus; its words, or "" where it cannot be marked."""
        index = self._piece_of(spot.part, spot.first)
        self.go_to(index)
        view = self.piece_view(index)
        number = self._lit_in(index).index(spot)
        if view is None or number >= len(view.body.lit_areas()):
            return ""
        words = view.body.lit_words(number)
        view.body.setFocus(Qt.FocusReason.OtherFocusReason)
        self.go_to_area(index, view.lit_area(number))
        return words

    def part_at_edge(self) -> int:
        """The index of the part at the upper edge."""
        return self.pieces[self.at_edge()].part if self.pieces else 0

    def piece_view(self, index: int) -> PieceView | None:
        """What shows a piece, where it is laid out."""
        view = self.views.get(index)
        return view if isinstance(view, PieceView) else None

    def text_of(self, index: int) -> str:
        """The text of a piece as it was read from the document."""
        piece = self.pieces[index]
        return self._parts[piece.part].text[piece.first : piece.last]

    def selection(self) -> tuple[int, str]:
        """The part in which something is selected, and what; the part at the edge and "" for nothing."""
        for index, view in self.views.items():
            if isinstance(view, PieceView) and (words := view.body.selected()):
                return self.pieces[index].part, words
        return self.part_at_edge(), ""

    def make(self, index: int) -> QWidget:
        """Lay a piece out, with what is lit in it."""
        if (shown := self.pieces[index]).picture:
            content = self._pictures.get(shown.picture, b"")
            return PictureView(self._theme, self.page, shown.words, shown.picture, content)
        view = PieceView(self._theme, self.page, self._separator(index))
        document, text, body = self._document, self.text_of(index), view.body
        if document is not None and document.kind == "code":
            body.show_code(text, PurePath(document.name).suffix.removeprefix("."))
        else:
            body.show_piece(text, markdown=document is not None and document.form == "markdown")
        piece = self.pieces[index]
        body.setAccessibleName(self._name(index))
        for spot in self._lit_in(index):
            body.light(max(spot.first - piece.first, 0), min(spot.last, piece.last) - piece.first)
        body.link_requested.connect(self.link_requested)
        body.ask_requested.connect(self.ask_requested)
        body.caret_moved.connect(lambda area: self._follow_caret(view, area))
        body.redrawn.connect(lambda: self.remeasure(index))
        body.copyAvailable.connect(lambda some: self._selected_in(index, some))
        self.made.emit(index)
        return view

    def arrange(self, index: int, view: QWidget, width: int) -> int:
        """Lay a piece out in this width."""
        return view.arrange(width) if isinstance(view, PieceView | PictureView) else 0

    def guess(self, index: int, width: int) -> int:
        """About how high a piece is."""
        size, text = self._theme.size("type_body"), self.text_of(index)
        return round((text.count("\n") + 1 + len(text) * size * 0.5 / width) * size * 1.65 + size * 3)

    def controls(self, index: int) -> list[QWidget]:
        """The text of a piece, and what stands in it."""
        view = self.piece_view(index)
        return [view.body, *view.body.controls()] if view is not None else [self.views[index]]

    def _follow_caret(self, view: PieceView, area: QRect) -> None:
        place = view.body.mapTo(self.page, area.center())
        self.ensureVisible(place.x(), place.y(), 0, 2 * self._theme.size("type_body"))

    def _piece_of(self, part: int, first: int = 0) -> int:
        found = (
            index for index, one in enumerate(self.pieces) if (one.part, one.picture) == (part, "") and one.last > first
        )
        return next(found, max(0, len(self.pieces) - 1))

    def _lit_in(self, index: int) -> list[Spot]:
        piece = self.pieces[index]
        return [
            one for one in self._spots if one.part == piece.part and one.first < piece.last and one.last > piece.first
        ]

    def _separator(self, index: int) -> str:
        """What a part is called, over its first piece, where it is not called like the one before."""
        piece = self.pieces[index]
        if piece.first:
            return ""
        part = self._parts[piece.part]
        before = self._parts[piece.part - 1] if piece.part else None
        heading = part.heading if before is None or part.heading != before.heading else ""
        own = heading.rpartition("›")[2].strip()
        said = part.text.lstrip("# \n\t").startswith(own)
        return " · ".join(filter(None, (one_line(part.label), "" if said else one_line(heading))))

    def _name(self, index: int) -> str:
        part = self._parts[self.pieces[index].part]
        return one_line(part.label or part.heading.rpartition("›")[2].strip()) or _("Text of the document")

    def _selected_in(self, index: int, some: bool) -> None:
        """One selection at a time."""
        if some:
            for other in [other for other in self.views if other != index]:
                view = self.piece_view(other)
                if view is not None:
                    view.body.select_nothing()
        self.selected.emit(some)

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        for view in self.views.values():
            view.update()
        if new is not None and self.page.isAncestorOf(new):
            self.follow_focus(new)
