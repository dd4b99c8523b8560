"""A thin line in the chat where a summary stands for everything above it in the model's context, and its exact text."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStyle, QWidget

from carrel.base.words import _
from carrel.conversations.context.model import Summary
from carrel.ui.theme import Theme
from carrel.ui.widgets.body import Body
from carrel.ui.widgets.flow import FlowRow
from carrel.ui.widgets.parts import button, label


class SummaryMarker(QWidget):
    """Says that older turns are summarised; folded until somebody wants to read how. grown: its height changes."""

    grown = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("summaryMarker")
        self._theme = theme
        self._summary: Summary | None = None
        self._words = label(role="muted", name="summaryWords")
        self._fold = button("", "chip", "summaryFold")
        self._fold.setCheckable(True)
        self._fold.toggled.connect(self._toggle)
        self._author = label(role="tiny", name="summaryAuthor", wrap=True)
        self.body = Body(theme, "summaryBody", "text_muted")
        self.body.setAccessibleName(_("The summary"))
        self._row = FlowRow(theme, "summaryRow", (self._words, self._fold))
        for part in (self._row, self._author, self.body):
            part.setParent(self)
        self._fill()

    def show_summary(self, summary: Summary, *, newest: bool) -> None:
        """Stand for this summary, folded when it is another one."""
        if summary != self._summary:
            self._summary = summary
            self._fold.setChecked(False)
        self._words.setText(
            _("Older turns are summarised for the model") if newest else _("An earlier summary; a newer one follows")
        )
        self._fill()

    def controls(self) -> list[QWidget]:
        """What the Tab key meets here."""
        return [self._fold, self.body]

    def arrange(self, width: int) -> int:
        """Lay it out in this width; the height it takes."""
        gap = self._theme.size("space_small")
        top = self._put(self._row, width, 2 * gap, self._row.arrange(width)) + gap // 2
        if self._fold.isChecked():
            top = self._put(self._author, width, top, self._author.heightForWidth(width)) + gap
            inset = self._theme.size("space_large")
            height = self.body.arrange(width - inset)
            area = QRect(inset, top, width - inset, height)
            self.body.setGeometry(QStyle.visualRect(self.layoutDirection(), QRect(0, 0, width, 0), area))
            top += height + gap
            self.body.verticalScrollBar().setValue(0)
        return top + gap

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the thin line."""
        painter = QPainter(self)
        painter.setPen(QPen(self._theme.colour("border"), 1))
        y = self._theme.size("space_small")
        painter.drawLine(0, y, self.width(), y)

    def _put(self, part: QWidget, width: int, top: int, height: int) -> int:
        part.setGeometry(0, top, width, height)
        return top + height

    def _toggle(self) -> None:
        self._fill()
        self.grown.emit()

    def _fill(self) -> None:
        is_open = self._fold.isChecked()
        self._fold.setText(_("Hide it") if is_open else _("Read the summary"))
        self._fold.setAccessibleName(_("Hide the summary") if is_open else _("Read the summary"))
        self._author.setVisible(is_open)
        self.body.setVisible(is_open)
        if is_open and self._summary is not None:
            self._author.setText(author(self._summary))
            self.body.show_text(self._summary.text, markdown=False)


def author(summary: Summary) -> str:
    """Who wrote a summary, and when the model reads it."""
    who = (
        _("Written by the model {model}.").format(model=summary.model)
        if summary.model
        else _("These sentences were chosen from the chat by Carrel.")
    )
    use = _("Where the whole chat does not fit, the model reads this in place of the turns above. They all stay here.")
    return f"{who} {use}"
