"""One question, asked without a behaviour and with it: the two replies stand beside each other."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from carrel.base.words import _
from carrel.base.work import Progress
from carrel.behaviours.model import Behaviour
from carrel.flows.behaviours.keeping import Opened
from carrel.flows.behaviours.trying import Piece, Reply, Side, side_by_side
from carrel.flows.kit import Kit
from carrel.ui.jobs import Job, Jobs
from carrel.ui.theme import Theme
from carrel.ui.widgets.busy import Busy
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.passage import Passage

_NARROW = 40
"""Letters: in a narrower place the replies stand one below the other."""


class TryingFace(QWidget):
    """Tries what is written now, also where it is not saved yet. failed: a CarrelError."""

    failed = Signal(object)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__()
        self._kit, self._jobs, self._theme = kit, jobs, theme
        self._behaviour: Behaviour | None = None
        self._job: Job | None = None
        self.box = QLineEdit()
        self.box.setObjectName("tryBehaviourBox")
        self.box.setAccessibleName(_("What to ask"))
        self.box.setPlaceholderText(_("What to ask"))
        self.box.setMaxLength(4_000)
        self.go = button(_("Ask both ways"), "primary", "tryBehaviour")
        self.busy = Busy(theme, "tryBusy", "stopTrying")
        self.said = label(role="muted", wrap=True, name="trySaid")
        self._page = Page(theme, "tryPage", widest=2.2, above=0, below=1)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.replies: dict[Side, Passage] = {}
        self._lay_out()
        self.box.returnPressed.connect(self.ask)
        self.go.clicked.connect(self.ask)
        self.busy.stop_requested.connect(self.stop)
        self._say_nothing()

    def _lay_out(self) -> None:
        gap = self._theme.size("space_small")
        row = QHBoxLayout()
        row.setSpacing(gap)
        row.addWidget(self.box, 1)
        row.addWidget(self.go)
        titles: tuple[tuple[Side, str], ...] = (("without", _("As usual")), ("with", _("With this behaviour")))
        for side, title in titles:
            card = QFrame()
            card.setObjectName("card")
            within = QVBoxLayout(card)
            within.setSpacing(gap)
            within.addWidget(label(title, "strong", wrap=True))
            self.replies[side] = Passage(self._theme, f"reply_{side}")
            within.addWidget(self.replies[side])
            within.addStretch()
            self._cards.addWidget(card, 1)
        self._cards.setSpacing(self._theme.size("space_medium"))
        self._page.column.addLayout(self._cards)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        column.addLayout(row)
        column.addWidget(self.busy)
        column.addWidget(self.said)
        column.addWidget(self._page, 1)

    def show_opened(self, opened: Opened) -> None:
        """Ask in the manner of what is written now."""
        found = opened.read.behaviour
        if found is None or self._behaviour is None or found.name != self._behaviour.name:
            self.stop()
            self._say_nothing()
        self._behaviour = found
        self.go.setEnabled(found is not None and self._job is None)

    def ask(self) -> None:
        """Ask now; what was said before goes."""
        text, behaviour = self.box.text().strip(), self._behaviour
        if self._job is not None or behaviour is None or not text:
            return
        for side in self.replies:
            self._show(side, "…")
        self.said.setText(_("Both are asked alike, and nothing of it is kept."))
        grown: dict[Side, str] = {}
        job = self._job = self._jobs.prepare(lambda cancel: side_by_side(self._kit, behaviour, text, cancel))

        def step(one: object) -> None:
            if isinstance(one, Piece):
                grown[one.side] = grown.get(one.side, "") + one.text
                self._show(one.side, grown[one.side])
            elif isinstance(one, Reply):
                self._show(one.side, one.text)
                if one.dropped:
                    self.said.setText(" ".join(one.dropped))

        job.progressed.connect(self.busy.show_progress)
        job.step.connect(step)
        job.failed.connect(self.failed)
        job.stopped.connect(lambda: self.said.setText(_("You stopped asking.")))
        job.ended.connect(self._ended)
        self.go.setEnabled(False)
        self.busy.show_progress(Progress(_("Asking both ways")))
        job.start()

    def stop(self) -> None:
        """Ask no further."""
        if self._job is not None:
            self._job.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where there is room, below each other where there is not."""
        super().resizeEvent(event)
        wide = self.width() > _NARROW * self._theme.size("type_body")
        self._cards.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _show(self, side: Side, text: str) -> None:
        names = {"without": _("The usual reply"), "with": _("The reply in this manner")}
        self.replies[side].show_text(text, name=names[side])
        self._page.setVisible(bool(text))

    def _say_nothing(self) -> None:
        for side in self.replies:
            self._show(side, "")
        self.said.setText(_("Ask something, and see what the behaviour changes. The model in the settings answers."))

    def _ended(self) -> None:
        self._job = None
        self.busy.show_progress(None)
        self.go.setEnabled(self._behaviour is not None)
