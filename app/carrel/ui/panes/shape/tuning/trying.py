"""One question, asked of the model alone and of the model with an adapter: the replies stand beside each other."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from carrel.base.show import beside
from carrel.base.words import _
from carrel.flows.tune.compare import Both
from carrel.ui.theme import Theme
from carrel.ui.widgets.busy import Busy
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import IconButton, button, label
from carrel.ui.widgets.passage import Passage

_NARROW = 40
"""Letters: in a narrower place the replies stand one below the other."""


class AdapterTrial(QWidget):
    """asked: the adapter, and what to ask. left: back to the adapters."""

    asked = Signal(str, str)
    stop_requested = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.adapter = ""
        self._is_asking = False
        self.back = IconButton(theme, "chevron-left", _("Back to the adapters"), name="leaveTrial")
        self.title = label("", "strong", wrap=True, name="trialTitle")
        self.box = QLineEdit()
        self.box.setObjectName("trialBox")
        self.box.setAccessibleName(_("What to ask"))
        self.box.setPlaceholderText(_("What to ask"))
        self.box.setMaxLength(4_000)
        self.go = button(_("Ask both"), "primary", "trialAsk")
        self.busy = Busy(theme, "trialBusy", "trialStop")
        self.said = label("", "muted", wrap=True, name="trialSaid")
        self._page = Page(theme, "trialPage", widest=2.2, above=0, below=1)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.without, self.with_it = Passage(theme, "replyWithout"), Passage(theme, "replyWith")
        self._lay_out()
        self.back.clicked.connect(self.left)
        self.go.clicked.connect(self._ask)
        self.box.returnPressed.connect(self._ask)
        self.busy.stop_requested.connect(self.stop_requested)

    def show_adapter(self, adapter: str) -> None:
        """Ask with this one; what another said goes."""
        if adapter != self.adapter:
            self._show("", "")
            self.said.setText(_("Both are asked alike and say what they find likeliest; nothing of it is kept."))
        self.adapter = adapter
        self.title.setText(_("Ask the model alone, and with {name}").format(name=beside(adapter, 80)))
        self.box.setFocus()

    def say_asking(self, asking: bool) -> None:
        """Whether both are being asked: once at a time."""
        self._is_asking = asking
        self.go.setEnabled(not asking)
        if not asking:
            self.busy.show_progress(None)

    def show_both(self, both: Both) -> None:
        """Show what they said."""
        self._show(both.reply_without or "…", both.reply_with or "…")
        if both.reply_without == both.reply_with:
            self.said.setText(_("Both replies are the same here. Ask something that is like your examples."))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where there is room, below each other where there is not."""
        super().resizeEvent(event)
        wide = self.width() > _NARROW * self._theme.size("type_body")
        self._cards.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _lay_out(self) -> None:
        gap = self._theme.size("space_small")
        head, row = QHBoxLayout(), QHBoxLayout()
        for layout in (head, row):
            layout.setSpacing(gap)
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        row.addWidget(self.box, 1)
        row.addWidget(self.go)
        for title, reply in ((_("The model alone"), self.without), (_("With the adapter"), self.with_it)):
            card = QFrame()
            card.setObjectName("card")
            within = QVBoxLayout(card)
            within.setSpacing(gap)
            within.addWidget(label(title, "strong", wrap=True))
            within.addWidget(reply)
            within.addStretch()
            self._cards.addWidget(card, 1)
        self._cards.setSpacing(self._theme.size("space_medium"))
        self._page.column.addLayout(self._cards)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        column.addLayout(head)
        column.addLayout(row)
        column.addWidget(self.busy)
        column.addWidget(self.said)
        column.addWidget(self._page, 1)
        column.addStretch()

    def _ask(self) -> None:
        text = self.box.text().strip()
        if text and not self._is_asking:
            self._show("…", "…")
            self.said.setText(_("Both are asked alike and say what they find likeliest; nothing of it is kept."))
            self.asked.emit(self.adapter, text)

    def _show(self, without: str, with_it: str) -> None:
        self.without.show_text(without, name=_("The reply of the model alone"))
        self.with_it.show_text(with_it, name=_("The reply with the adapter"))
        self._page.setVisible(bool(without))
