"""How full the model's memory for this chat is: a quiet ring, with the figures beside it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QToolButton

from carrel.base.words import _
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import restyle, tip

NEARLY = 0.7
"""From this share of the context on it is nearly full: the rest is kept free for the answer."""


def is_nearly_full(used: int, context: int, dropped: tuple[str, ...]) -> bool:
    """Whether something did not fit any more, or soon will not."""
    return bool(dropped) or used >= NEARLY * context


class ContextMeter(QToolButton):
    """Hidden until something is known; pressed by who wants to know more. resized: it says something else."""

    resized = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("contextMeter")
        self.setProperty("kind", "small")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(_("How full the model's memory is"))
        self._theme = theme
        self._share, self._full = 0.0, False
        self._figures, self._short = "", ""
        theme.changed.connect(self._draw)
        self.hide()

    def show_use(self, used: int, context: int, dropped: tuple[str, ...] = ()) -> None:
        """Say how many tokens of the context the next turn takes, and warn when it is nearly full."""
        self._share, self._full = used / context if context else 0.0, is_nearly_full(used, context, dropped)
        self._figures = _("{used} of {context} tokens").format(used=f"{used:,}", context=f"{context:,}")
        plain = _("This chat takes {used} of the {context} tokens that the model can keep in mind.").format(
            used=f"{used:,}", context=f"{context:,}"
        )
        warning = _("It does not all fit any more.") if dropped else _("It is nearly full.")
        self._short = _("not all of it fits") if dropped else _("nearly full") if self._full else ""
        self.setAccessibleName(f"{plain} {warning}" if self._full else plain)
        tip(self, self.accessibleName())
        self.setProperty("tone", "warning" if self._full else "")
        restyle(self)
        self._draw()
        self.wanted_width()
        self.show()
        self.resized.emit()

    def wanted_width(self) -> int:
        """The width of all there is to say."""
        self.setText(f"{self._figures} · {self._short}" if self._short else self._figures)
        return self.sizeHint().width()

    def fit(self, room: int) -> None:
        """Say the warning alone where there is no room for the figures too."""
        if self.wanted_width() > room and self._short:
            self.setText(self._short)

    def forget(self) -> None:
        """Say nothing: what was known is of another chat, or of another model."""
        self.hide()

    def _draw(self) -> None:
        """A ring that fills clockwise from the top."""
        edge, scale = self._theme.size("type_small"), self.devicePixelRatioF()
        pixmap = QPixmap(round(edge * scale), round(edge * scale))
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = edge / 6
        area = QRectF(width / 2 + 0.5, width / 2 + 0.5, edge - width - 1, edge - width - 1)
        painter.setPen(QPen(self._theme.colour("border"), width))
        painter.drawEllipse(area)
        pen = QPen(self._theme.colour("danger" if self._full else "accent"), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawArc(area, 90 * 16, -round(360 * 16 * min(1.0, self._share)))
        painter.end()
        self.setIconSize(QSize(edge, edge))
        self.setIcon(QIcon(pixmap))
