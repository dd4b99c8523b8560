"""A picture of a lesson, with what it shows in words under it."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from carrel.base.show import one_line
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import label

_INSET = 12  # as the text around it stands
_LONGEST = 1_000


class PictureView(QWidget):
    """Drawn from bytes that were checked when the pack was installed; without them only the words are there."""

    def __init__(self, theme: Theme, parent: QWidget | None, words: str, name: str, content: bytes) -> None:
        super().__init__(parent)
        self.setObjectName("readerPicture")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(one_line(words, _LONGEST))
        self._theme = theme
        self._image = QImage() if name.endswith(".svg") else QImage.fromData(content)
        self._drawing = QSvgRenderer(self)
        if name.endswith(".svg"):
            self._drawing.load(QByteArray(content))
        self._area = QRectF()
        self._words = label(one_line(words, _LONGEST), "muted", wrap=True)
        self._words.setParent(self)

    def arrange(self, width: int) -> int:
        """Lay it out in this width; the height it takes."""
        gap, inner = self._theme.size("space_small"), width - 2 * _INSET
        size = self._size().scaled(min(inner, self._widest()), inner, Qt.AspectRatioMode.KeepAspectRatio)
        height = size.height() if self.has_picture else 0
        self._area = QRectF((width - size.width()) / 2, gap, size.width(), height)
        top = round(self._area.bottom()) + gap
        tall = self._words.heightForWidth(inner)
        self._words.setGeometry(_INSET, top, inner, tall)
        self.resize(width, top + tall + gap)
        return self.height()

    @property
    def has_picture(self) -> bool:
        """Whether there is anything to be seen."""
        return self._drawing.isValid() or not self._image.isNull()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture on its sheet, and the ring of the focus."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if self.has_picture:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("page"))
            radius = self._theme.size("radius_medium")
            painter.drawRoundedRect(self._area, radius, radius)
            if self._drawing.isValid():
                self._drawing.render(painter, self._area)
            else:
                painter.drawImage(self._area, self._image)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("focus"), self._theme.size("edge_ring")))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _size(self) -> QSizeF:
        """How large it is by itself, as far as only its shape matters."""
        size = self._drawing.viewBoxF().size() if self._drawing.isValid() else QSizeF(self._image.size())
        return size if not size.isEmpty() else QSizeF(4, 3)

    def _widest(self) -> float:
        """As large as it was drawn, and larger with the letters."""
        return self._size().width() * self._theme.size("type_body") / 15
