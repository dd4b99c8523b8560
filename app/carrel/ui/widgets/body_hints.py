"""What a message tells beside its text: formulas in words, where a link leads, and a menu."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QHelpEvent, QTextCharFormat
from PySide6.QtWidgets import QMenu, QTextBrowser

from carrel.base.words import _
from carrel.ui.plain import show_tip
from carrel.ui.render.citing import number_of
from carrel.ui.render.formulas import OBJECT, formulas_in
from carrel.ui.render.hosts import shown_address
from carrel.ui.render.lines import without_seams
from carrel.ui.render.marks import Mark
from carrel.ui.render.spoken import spoken

_LONGEST_DESCRIPTION = 5_000


class MessageHints(QTextBrowser):
    """A text browser whose formulas can be heard. sources: what is said of each number that stands for a source."""

    def __init__(self) -> None:
        super().__init__()
        self.sources: Mapping[int, str] = {}

    def seen_at(self, x: float, y: float) -> tuple[float, float]:
        """The place of the document that is seen at a place of this widget."""
        return x, y

    def describe(self) -> None:
        """Give a screen reader the text with its formulas in words, where there are any."""
        text = self.document().toPlainText()
        said, at = "", 0
        for position, form in formulas_in(self.document()):
            said += f"{text[at:position]} {_said(form)} "
            at = position + 1
            if len(said) > _LONGEST_DESCRIPTION:
                break
        self.setAccessibleDescription(without_seams(said + text[at:])[:_LONGEST_DESCRIPTION] if said else "")

    def viewportEvent(self, event: QEvent) -> bool:
        """Show a formula in words, and the address of a link, in a tip."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            form = self.format_at(event.pos())
            words = ""
            if form is not None and form.objectType() == OBJECT:
                words = _said(form)
            elif form is not None and form.isAnchor():
                words = self._led_to(form.anchorHref())
            show_tip(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)

    def _led_to(self, address: str) -> str:
        number = number_of(address)
        return shown_address(address) if number is None else self.sources.get(number, "")

    def format_at(self, point: QPoint) -> QTextCharFormat | None:
        """The format of the character that is seen at a point; None where there is none."""
        place = QPointF(*self.seen_at(point.x(), point.y()))
        at = self.document().documentLayout().hitTest(place, Qt.HitTestAccuracy.ExactHit)
        if at < 0:
            return None
        cursor = self.textCursor()
        cursor.setPosition(min(at + 1, self.document().characterCount() - 1))
        return cursor.charFormat()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy what is chosen, all, or what is under the pointer."""
        menu = self.menu_at(event.pos())
        menu.popup(event.globalPos())

    def menu_at(self, point: QPoint) -> QMenu:
        """The menu for a point; it goes when it is closed."""
        menu = QMenu(self)
        menu.setObjectName("bodyMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(_("Copy"), self.copy)
        copy.setEnabled(self.textCursor().hasSelection())
        menu.addAction(_("Select all"), self.selectAll)
        form = self.format_at(point)
        clipboard = QGuiApplication.clipboard()
        if form is not None and form.objectType() == OBJECT:
            tex = str(form.property(Mark.WRITTEN))
            menu.addAction(_("Copy this formula"), lambda: clipboard.setText(tex))
        elif form is not None and form.isAnchor() and number_of(form.anchorHref()) is None:
            address = form.anchorHref()
            menu.addAction(_("Copy this address"), lambda: clipboard.setText(address))
        return menu


def _said(form: QTextCharFormat) -> str:
    return spoken(str(form.property(Mark.TEX)))
