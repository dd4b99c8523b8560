"""One picture with its title, what it shows in a sentence, the same as a table, and ways to keep it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from carrel.base.words import _
from carrel.flows.figures.page import Page
from carrel.flows.figures.table import Figure, as_csv
from carrel.ui.flow import Flow
from carrel.ui.panes.progress.canvas import Canvas
from carrel.ui.panes.progress.number_table import NumberTable
from carrel.ui.panes.progress.pictures.files import as_png, as_svg
from carrel.ui.panes.progress.pictures.kinds import Choice, Kind
from carrel.ui.panes.progress.pictures.picture import Drawer
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import IconButton, button, label
from carrel.ui.widgets.pencil import Look

_STEPS = (0.4, 0.5, 0.65, 0.8, 1.0, 1.25, 1.6, 2.0)
"""The scales of a picture that can be larger than the pane."""
_LETTERS = 16
"""How much of a choice is seen before it is opened; a skill has a long name, which stands in the title, too."""
_WIDE = 56
"""Letters: the width in which the choices have room beside the words."""


class PictureView(QWidget):
    """opened: the id of a skill. save_requested: a title, what a file name ends in, and the content of the file."""

    opened = Signal(str)
    save_requested = Signal(str, str, bytes)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("pictureView")
        self._theme = theme
        self._kind: Kind | None = None
        self._page = Page()
        self.drawn: tuple[Figure, Drawer] | None = None
        self._chosen: dict[str, str] = {}
        self._zoom = 1.0
        self.title = label(role="heading", wrap=True, name="pictureTitle")
        self.reading = label(role="muted", wrap=True, name="pictureReading")
        self.said = label(role="muted", wrap=True, name="pictureSaid")
        self.choice = QComboBox()
        self.choice.setObjectName("pictureChoice")
        self.choice.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(_LETTERS)
        self.as_table = button(_("As a table"), "outline", "pictureAsTable")
        self.as_table.setCheckable(True)
        self.save = button(_("Save…"), "outline", "pictureSave")
        self.smaller = IconButton(theme, "zoom-out", _("Smaller"), name="pictureSmaller")
        self.larger = IconButton(theme, "zoom-in", _("Larger"), name="pictureLarger")
        self.whole = IconButton(theme, "fit-width", _("All of it"), name="pictureWhole")
        self.canvas = Canvas(theme)
        self.area = _Area(self.canvas)
        self.table = NumberTable()
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        gap = self._theme.size("space_small")
        menu = QMenu(self.save)
        menu.setObjectName("pictureSaveMenu")
        for words, ending in self.endings():
            menu.addAction(words).triggered.connect(partial(self._save, ending))
        self.save.setMenu(menu)
        row = Flow(gap)
        for part in (self.choice, self.as_table, self.save, self.smaller, self.larger, self.whole):
            row.addWidget(part)
        self._stack.addWidget(self.area)
        self._stack.addWidget(self.table)
        told = QVBoxLayout()
        told.setSpacing(self._theme.size("space_hair"))
        told.addWidget(self.title)
        told.addWidget(self.reading)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(gap)
        self._head.addLayout(told, 4)
        self._head.addLayout(row, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        column.addLayout(self._head)
        column.addWidget(self._stack, 1)
        column.addWidget(self.said)

    def _connect(self) -> None:
        self.choice.currentIndexChanged.connect(self._choose)
        self.as_table.toggled.connect(lambda _on: self._show())
        self.canvas.pointed.connect(self.said.setText)
        self.canvas.opened.connect(self.opened)
        self.smaller.clicked.connect(partial(self._step, -1))
        self.larger.clicked.connect(partial(self._step, 1))
        self.whole.clicked.connect(self._show_whole)
        self.area.stepped.connect(self._step)
        self._theme.changed.connect(self._draw)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What can be chosen stands beside the words where there is room."""
        super().resizeEvent(event)
        wide = self.width() > _WIDE * self._theme.size("type_body")
        ways = QBoxLayout.Direction
        self._head.setDirection(ways.LeftToRight if wide else ways.TopToBottom)

    @staticmethod
    def endings() -> Sequence[Choice]:
        """In which forms a picture can be kept, and what their names end in."""
        return (
            (_("Picture (PNG)…"), "png"),
            (_("Drawing (SVG)…"), "svg"),
            (_("Numbers (CSV)…"), "csv"),
        )

    def show_kind(self, kind: Kind, page: Page, chosen: str | None = None) -> None:
        """Show this kind of picture of the page; chosen: a choice to begin with."""
        is_new = self._kind is None or self._kind.id != kind.id
        self._kind, self._page = kind, page
        if is_new:
            self._zoom = 1.0
        if chosen is not None:
            self._chosen[kind.id] = chosen
        choices = list(kind.choices(page))
        before = self.choice.blockSignals(True)
        self.choice.clear()
        for words, value in choices:
            self.choice.addItem(words, value)
        self.choice.setCurrentIndex(max(0, self.choice.findData(self._chosen.get(kind.id))))
        self.choice.blockSignals(before)
        self.choice.setAccessibleName(kind.choice)
        self.choice.setVisible(len(choices) > 1)
        self._make()
        if is_new:
            self.area.begin()

    def content(self, ending: str) -> bytes:
        """The picture as the content of a file with this ending."""
        assert self.drawn is not None
        figure, drawer = self.drawn
        if ending == "csv":
            return as_csv(figure.table)
        look = Look(self._theme, mirrored=self.layoutDirection() is Qt.LayoutDirection.RightToLeft)
        return as_png(figure, drawer, look) if ending == "png" else as_svg(figure, drawer, look)

    def _choose(self, _index: int) -> None:
        if self._kind is not None:
            self._chosen[self._kind.id] = str(self.choice.currentData() or "")
            self._make()
            self.area.begin()

    def _make(self) -> None:
        """Count anew what is shown."""
        if self._kind is None:
            return
        self.drawn = self._kind.show(self._page, str(self.choice.currentData() or ""))
        figure, drawer = self.drawn
        self.title.setText(figure.title)
        self.reading.setText(figure.reading)
        self.table.show_table(figure.table, figure.title)
        self.canvas.show_picture(drawer, figure.title, figure.reading)
        self.said.setText(" ")
        self._show()

    def _show(self) -> None:
        as_table = self.as_table.isChecked()
        self._stack.setCurrentWidget(self.table if as_table else self.area)
        self.said.setVisible(not as_table)
        for way in (self.smaller, self.larger, self.whole):
            way.setVisible(self._kind is not None and self._kind.zooms and not as_table)
        self._draw()

    def _draw(self) -> None:
        self.area.fit(self._zoom)

    def _step(self, way: int) -> None:
        """To the next scale above or below."""
        if self._kind is not None and self._kind.zooms:
            others = [step for step in _STEPS if (step - self._zoom) * way > 0.01]
            self._zoom = (min(others) if way > 0 else max(others)) if others else self._zoom
            self._draw()

    def _show_whole(self) -> None:
        natural, room = self.canvas.natural, self.area.viewport().size()
        scale = min(room.width() / natural.width(), room.height() / natural.height(), 1.0)
        self._zoom = max(scale, _STEPS[0])
        self._draw()

    def _save(self, ending: str) -> None:
        self.save_requested.emit(self.title.text(), ending, self.content(ending))


class _Area(QScrollArea):
    """What of the picture is seen. stepped: larger (1) or smaller (-1)."""

    stepped = Signal(int)

    def __init__(self, canvas: Canvas) -> None:
        super().__init__()
        self.setObjectName("pictureArea")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(canvas)
        self._canvas, self._zoom = canvas, 1.0
        canvas.reached.connect(self._follow)
        canvas.dragged.connect(self._drag)
        self.viewport().installEventFilter(self)

    def fit(self, zoom: float) -> None:
        """Show it at this scale."""
        self._zoom = zoom
        self._canvas.fit(self.viewport().size(), zoom)

    def begin(self) -> None:
        """Show where the picture begins."""
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.setValue(bar.minimum())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another room is another picture."""
        if event.type() is QEvent.Type.Resize and watched is self.viewport():
            self._canvas.fit(self.viewport().size(), self._zoom)
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel changes the scale."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self.stepped.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def _follow(self, area: QRect) -> None:
        self.ensureVisible(area.center().x(), area.center().y(), area.width() // 2 + 8, area.height() // 2 + 8)

    def _drag(self, by: QPoint) -> None:
        for bar, step in ((self.horizontalScrollBar(), by.x()), (self.verticalScrollBar(), by.y())):
            bar.setValue(bar.value() - step)
