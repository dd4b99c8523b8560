"""A text of an item or a lesson in a column of widgets: rendered as messages are, and as high as it needs to be."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from carrel.ui.render.lines import without_seams
from carrel.ui.theme import Theme
from carrel.ui.widgets.body import Body

_RING = 4  # the room around the text for the ring of the focus
_WIDEST = 4000


class Passage(QWidget):
    """link_requested: the address of a link. still: a part of something else to press, which takes no focus itself."""

    link_requested = Signal(str)

    def __init__(self, theme: Theme, name: str, *, colour: str = "text", still: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self._theme, self._still = theme, still
        self._text, self._markdown = "", True
        self._heights: dict[int, int] = {}
        self._natural = 0
        self._arranged = False
        self.body = Body(theme, "practiceBody", colour)
        self.body.setParent(self)
        self.body.link_requested.connect(self.link_requested)
        self.body.redrawn.connect(self._measure_again)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if still:
            self.body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        else:
            application = QApplication.instance()
            if isinstance(application, QApplication):
                application.focusChanged.connect(self._focus_moved)
        theme.changed.connect(self._show_again)

    @property
    def text(self) -> str:
        """What is shown, as it was written."""
        return self._text

    def show_text(self, text: str, *, name: str = "", markdown: bool = True) -> None:
        """Show this; name: what a screen reader calls it."""
        self._text, self._markdown = text, markdown
        if name:
            self.body.setAccessibleName(name)
        self._show_again()

    def heard(self) -> str:
        """The text as it is said, with its formulas in words."""
        heard = self.body.accessibleDescription() or without_seams(self.body.document().toPlainText())
        return " ".join(heard.split())

    def heightForWidth(self, width: int) -> int:
        width = max(1, width)
        if width not in self._heights:
            self._heights[width] = self.body.arrange(self._inner(width)) + 2 * self._edge()
            self._lay_out_again()
        return self._heights[width]

    def sizeHint(self) -> QSize:
        if not self._natural:
            self._natural = self.body.natural_width(_WIDEST) + 2 * self._edge()
            self._lay_out_again()
        return QSize(self._natural, self.heightForWidth(min(self._natural, max(self.width(), 1))))

    def minimumSizeHint(self) -> QSize:
        return QSize(1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the text out in the width it has now."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring of the focus."""
        if self._still or not self.body.has_keyboard_focus:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("focus"), 1.5))
        small = self._theme.size("radius_small")
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), small, small)

    def _edge(self) -> int:
        return 0 if self._still else _RING

    def _inner(self, width: int) -> int:
        return max(1, width - 2 * self._edge())

    def _lay_out_again(self) -> None:
        """What was measured in another width is laid out in its own again."""
        if self._arranged:
            self.body.arrange(self._inner(self.width()))

    def _arrange(self) -> None:
        edge, inner = self._edge(), self._inner(self.width())
        height = self.body.arrange(inner)
        self._arranged = True
        self._heights[self.width()] = height + 2 * edge
        top = max(edge, (self.height() - height) // 2) if self._still else edge
        self.body.setGeometry(edge, top, inner, height)
        self.body.verticalScrollBar().setValue(0)

    def _show_again(self) -> None:
        self.body.show_text(self._text, markdown=self._markdown)
        self._measure_again()

    def _measure_again(self) -> None:
        self._heights.clear()
        self._natural = 0
        self._arrange()
        self.updateGeometry()

    def _focus_moved(self, _old: QWidget | None, _new: QWidget | None) -> None:
        self.update()
