"""What a draft goes by: the procedure with its steps, what the ticket says and does not say, products, the search."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from carrel.base.show import isolated, one_line
from carrel.base.words import _, counted
from carrel.desk.model import Desk, Slot
from carrel.flows.draft.model import Decision
from carrel.ui.theme import Theme
from carrel.ui.widgets.line_button import LineButton
from carrel.ui.widgets.parts import label

_LONGEST = 400


class FactsView(QWidget):
    """product_requested: the code of a product."""

    product_requested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("ticketFacts")
        self._theme = theme
        self._shown: tuple[Decision, Desk] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        theme.changed.connect(self._measure)
        self._measure()

    def show_decision(self, decision: Decision, desk: Desk) -> None:
        """Show what this decision goes by."""
        if self._shown == (decision, desk):
            return
        self._shown = decision, desk
        while (old := self._column.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for part in (*self._procedure(decision), *self._said(decision, desk), *self._products(decision)):
            self._column.addWidget(part)
            part.show()
        documents = counted("{count} document", "{count} documents", decision.searched.documents)
        found = counted("{count} passage", "{count} passages", decision.searched.hits)
        searched = _("Looked through: {documents}, with {found} that come near.").format(
            documents=documents, found=found
        )
        self._column.addWidget(made := label(searched, "muted", wrap=True, name="ticketSearched"))
        made.show()

    def _procedure(self, decision: Decision) -> Iterator[QWidget]:
        procedure = decision.procedure
        if procedure is None:
            yield label(_("No procedure is for this."), "muted", wrap=True, name="ticketProcedure")
            return
        title = _("Procedure: {title}").format(title=isolated(procedure.title))
        yield label(title, "strong", wrap=True, name="ticketProcedure")
        sheet = QFrame()
        sheet.setProperty("kind", "sheet")
        sheet.setObjectName("ticketSteps")
        inner = QVBoxLayout(sheet)
        pad = self._theme.size("space_small")
        inner.setContentsMargins(self._theme.size("space_medium"), pad, self._theme.size("space_medium"), pad)
        inner.setSpacing(self._theme.size("space_tight"))
        for number, step in enumerate(procedure.steps, 1):
            is_now = number == decision.step
            said = _("{number}. {step}  ← now") if is_now else _("{number}. {step}")
            words = said.format(number=number, step=one_line(step, _LONGEST))
            inner.addWidget(label(words, "strong" if is_now else "muted", wrap=True, name="ticketStep"))
        yield sheet

    def _said(self, decision: Decision, desk: Desk) -> Iterator[QWidget]:
        """What has to be known, and what the ticket says of it."""
        wanted = decision.procedure.slots if decision.procedure is not None else desk.general
        if not wanted:
            return
        yield label(_("What has to be known"), "strong", wrap=True)
        for slot in wanted:
            yield label(_slot(slot, decision), wrap=True, name="ticketSlot")

    def _products(self, decision: Decision) -> Iterator[QWidget]:
        if not decision.products:
            return
        yield label(_("Products"), "strong", wrap=True)
        for product in decision.products:
            said = _("{name} ({code}), {price}") if product.price else _("{name} ({code})")
            words = said.format(name=product.name, code=product.code, price=product.price)
            line = LineButton(_("{product}: the ticket names it").format(product=words), "ticketProduct")
            line.clicked.connect(lambda _checked=False, code=product.code: self.product_requested.emit(code))
            yield line

    def _measure(self) -> None:
        self._column.setSpacing(self._theme.size("space_tight"))


def _slot(slot: Slot, decision: Decision) -> str:
    value = decision.slots.get(slot.name, "")
    if value:
        return _("✓ {what}: {value}").format(what=isolated(slot.says), value=isolated(value))
    if decision.slot is not None and decision.slot.name == slot.name:
        return _("○ {what}: missing, and asked for now").format(what=isolated(slot.says))
    return _("○ {what}: not said yet").format(what=isolated(slot.says))
