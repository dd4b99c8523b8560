"""The pages of a document as pictures, drawn when they come near, with the place of a sentence marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from PySide6.QtCore import QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QWidget

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.base.work import Cancel
from carrel.flows.pages import Opened, Sheets
from carrel.library.readers.api import PagePicture
from carrel.ui.jobs import Job, Jobs
from carrel.ui.theme import Theme
from carrel.ui.widgets.lazy_column import LazyColumn

_USUAL_SHAPE = 2**0.5  # the height of a sheet of A4 by its width
_ZOOMS = (50, 67, 80, 100, 125, 150, 200, 300)
_BAR = 4
_WIDEST = 4_000  # pixels of a picture, whatever the zoom


class PageView(QWidget):
    """One page: a calm sheet until its picture is there."""

    def __init__(self, theme: Theme, parent: QWidget, words: str) -> None:
        super().__init__(parent)
        self.setObjectName("readerPage")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(words)
        self.setAccessibleDescription(_("A picture. Choose Text to have it read."))
        self._theme, self._words = theme, words
        self._pixmap: QPixmap | None = None
        self._marks: list[QRect] = []
        self.drawn_for = 0  # the pixels of the picture's width that were asked for
        self._picture_width = 1

    def show_picture(self, picture: PagePicture, ratio: float) -> None:
        """Show the page; ratio: the pixels of the screen for each of ours."""
        stride = picture.width * 4
        image = QImage(picture.pixels, picture.width, picture.height, stride, QImage.Format.Format_RGBX8888)
        self._pixmap = QPixmap.fromImage(image)
        self._pixmap.setDevicePixelRatio(ratio)
        self._picture_width = picture.width
        self._marks = [QRect(mark.left, mark.top, mark.width, mark.height) for mark in picture.quote]
        self.update()

    def mark_area(self) -> QRect:
        """Where the sentence is in this widget; empty where it is not marked."""
        area = QRect()
        for mark in self._scaled():
            area = area.united(mark)
        return area

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sheet, the page on it, and what is marked."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        sheet = self.rect()
        if self._pixmap is None:
            painter.fillRect(sheet, self._theme.colour("surface"))
            painter.setFont(self._theme.font("type_small"))
            painter.setPen(self._theme.colour("text_muted"))
            painter.drawText(sheet, Qt.AlignmentFlag.AlignCenter, self._words)
        else:
            painter.drawPixmap(sheet, self._pixmap)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("page_mark"))
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            for mark in self._scaled():
                painter.drawRect(mark)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            self._paint_bar(painter)
        ring = self.hasFocus()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        width = self._theme.size("edge_ring" if ring else "edge_line")
        painter.setPen(QPen(self._theme.colour("focus" if ring else "border"), width))
        half = width / 2
        painter.drawRect(QRectF(sheet).adjusted(half, half, -half, -half))

    def _paint_bar(self, painter: QPainter) -> None:
        """The bar beside what is marked tells it without its colour."""
        area = self.mark_area()
        if not area.isEmpty():
            bar = QRect(2 * _BAR, area.top(), _BAR, area.height())
            painter.setBrush(self._theme.colour("page_line"))
            painter.drawRect(QStyle.visualRect(self.layoutDirection(), self.rect(), bar))

    def _scaled(self) -> list[QRect]:
        share = self.width() / self._picture_width
        return [
            QRect(
                round(mark.x() * share),
                round(mark.y() * share),
                round(mark.width() * share),
                round(mark.height() * share),
            )
            for mark in self._marks
        ]


class PagesView(LazyColumn):
    """failed: a CarrelError, when a page cannot be drawn. marked: the page that was gone to, and whether it worked."""

    failed = Signal(object)
    marked = Signal(int, bool)

    def __init__(self, theme: Theme, jobs: Jobs) -> None:
        super().__init__(theme, "readerPages")
        self.setAccessibleName(_("Pages of the document"))
        self._jobs = jobs
        self._sheets: Sheets | None = None
        self._opened: Opened | None = None
        self._quotes: Mapping[int, str] = {}
        self._shapes: dict[int, float] = {}
        self._zoom = 100
        self._at_work: dict[int, Job] = {}
        self._target: int | None = None
        self._soon = QTimer(self, singleShot=True, interval=30)
        self._soon.timeout.connect(self._draw_more)

    def show_document(self, opened: Opened, quotes: Mapping[int, str]) -> None:
        """Show the pages from the first; quotes: what is to be marked on each page, where there is something."""
        self.stop()
        self._opened, self._quotes = opened, quotes
        self._shapes.clear()
        self.show_count(opened.document.pages)

    def go_to_page(self, page: int, *, to_mark: bool = False) -> None:
        """Bring a page into view; to_mark: the place marked on it, as soon as it is drawn."""
        self._target = page if to_mark else None
        self.go_to(page)
        view = self.views.get(page)
        if to_mark and isinstance(view, PageView) and view.drawn_for:
            self._come_to_mark(page, view)

    def mark(self, quotes: Mapping[int, str]) -> None:
        """Mark other sentences from now on."""
        changed = {page for page in {*quotes, *self._quotes} if quotes.get(page) != self._quotes.get(page)}
        self._quotes = quotes
        for page in changed:
            view = self.views.get(page)
            if isinstance(view, PageView):
                view.drawn_for = 0
        self._soon.start()

    def zoom(self, by: int) -> None:
        """Make the pages larger or smaller, or with 0 as wide as the window."""
        at = _ZOOMS.index(self._zoom)
        self._zoom = _ZOOMS[min(max(at + by, 0), len(_ZOOMS) - 1)] if by else 100
        self.look_at_width()

    def stop(self) -> None:
        """Draw nothing more, and end what drew."""
        self._soon.stop()
        for job in self._at_work.values():
            job.stop()
        self._at_work.clear()
        if self._sheets is not None:
            self._sheets.close()
            self._sheets = None

    def column(self) -> int:
        """How wide a page is."""
        return max(120, round((self.viewport().width() - 2 * self.margin()) * self._zoom / 100))

    def make(self, index: int) -> QWidget:
        """A sheet for the page."""
        count = self._opened.document.pages if self._opened is not None else 0
        words = _("Page {number} of {count}").format(number=f"{index + 1:,}", count=f"{count:,}")
        return PageView(self._theme, self.page, words)

    def arrange(self, index: int, view: QWidget, width: int) -> int:
        """Give the sheet its size, and have the page drawn."""
        height = self.guess(index, width)
        view.resize(width, height - self._theme.size("space_medium"))
        self._soon.start()
        return height

    def guess(self, index: int, width: int) -> int:
        """How high a page is; pages that were not drawn yet are thought to be like another one."""
        shape = self._shapes.get(index) or next(iter(self._shapes.values()), _USUAL_SHAPE)
        return round(width * shape) + self._theme.size("space_medium")

    def _draw_more(self) -> None:
        """Draw the pages that are seen first, then the ones near them; what has gone is not drawn."""
        for page in [page for page in self._at_work if page not in self.views]:
            self._at_work.pop(page).stop()
        wanted = self._wanted_pixels()
        edge = self.at_edge()
        for page in sorted(self.views, key=lambda page: (abs(page - edge), page)):
            view = self.views[page]
            if self._at_work or not self.isVisible():
                return
            if isinstance(view, PageView) and view.drawn_for != wanted and page not in self._at_work:
                self._begin(page, wanted)

    def _begin(self, page: int, pixels: int) -> None:
        file = self._opened.file if self._opened is not None else None
        if file is None:
            return
        sheets = self._sheets = self._sheets or Sheets(file)
        quote = self._quotes.get(page, "")

        def work(cancel: Cancel) -> Iterator[PagePicture]:
            yield sheets.draw(page, pixels, quote, cancel)

        job = self._at_work[page] = self._jobs.prepare(work)
        job.finished.connect(partial(self._show, job, page, pixels))
        job.failed.connect(partial(self._fail, job, page))
        job.start()

    def _show(self, job: Job, page: int, pixels: int, picture: PagePicture) -> None:
        if self._at_work.get(page) is not job:
            return
        del self._at_work[page]
        view = self.views.get(page)
        if isinstance(view, PageView):
            self._shapes[page] = picture.height / max(picture.width, 1)
            view.show_picture(picture, self.devicePixelRatioF())
            view.drawn_for = pixels
            self.remeasure(page)
            if page == self._target:
                self._come_to_mark(page, view)
        self._soon.start()

    def _come_to_mark(self, page: int, view: PageView) -> None:
        self._target = None
        area = view.mark_area()
        if not area.isEmpty():
            self.go_to_area(page, area)
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.marked.emit(page, not area.isEmpty())

    def _fail(self, job: Job, page: int, error: CarrelError) -> None:
        if self._at_work.get(page) is job:
            self.stop()
            self.failed.emit(error)

    def _wanted_pixels(self) -> int:
        return min(round(self.column() * self.devicePixelRatioF()), _WIDEST)
