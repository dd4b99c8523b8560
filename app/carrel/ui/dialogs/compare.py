"""Ask three ways: the same question in other words, the answers beside each other, and whether they agree."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QFrame, QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.base.work import Progress
from carrel.conversations.context.model import Comparison, Try
from carrel.flows.compare import WAYS, Asked, ask_three_ways
from carrel.flows.kit import Kit
from carrel.ui.dialogs.sheet import fit_screen
from carrel.ui.jobs import Job, Jobs
from carrel.ui.theme import Theme
from carrel.ui.widgets.body import Body
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.times import full_time


class CompareDialog(QDialog):
    """Shows what was kept, or asks at once where nothing was. compared: there is a new Comparison."""

    compared = Signal()

    def __init__(
        self, kit: Kit, jobs: Jobs, about: tuple[str, Sequence[Comparison]], theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("compareDialog")
        self.setWindowTitle(_("Ask three ways"))
        self._kit, self._jobs, self._theme = kit, jobs, theme
        self._reply, kept = about
        self._job: Job | None = None
        self._verdict = label("", "strong", wrap=True, name="compareVerdict")
        self._means = label("", "muted", wrap=True, name="compareMeans")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("How far asking has come"))
        self._again = button(_("Ask again"), "outline", "compareAgain")
        self._stop = button(_("Stop"), "outline", "compareStop")
        self._cards = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._lay_out()
        self.finished.connect(self._stop_asking)
        fit_screen(self, round(theme.size("size_dialog") * 1.3), round(theme.size("type_body") * 40))
        if kept:
            self._show_comparison(kept[-1], kept=True)
        else:
            self.ask()

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setLayout(self._cards)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._area = QScrollArea()
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inner)
        close = button(_("Close"), "primary", "compareClose")
        close.clicked.connect(self.reject)
        self._again.clicked.connect(self.ask)
        self._stop.clicked.connect(self._stop_asking)
        row = QHBoxLayout()
        row.addStretch()
        for one in (self._stop, self._again, close):
            row.addWidget(one)
        column = QVBoxLayout(self)
        pad = self._theme.size("space_wide")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(self._theme.size("space_medium"))
        for part in (label(self.windowTitle(), "heading", wrap=True), self._verdict, self._means, self._bar):
            column.addWidget(part)
        column.addWidget(self._area, 1)
        column.addLayout(row)

    def ask(self) -> None:
        """Ask now; what is here already goes."""
        self._clear()
        self._say(_("Asking the same question in three ways…"), _("Each is asked by itself, without the others."))
        self._bar.setRange(0, WAYS)
        self._bar.setValue(0)
        job = self._job = self._jobs.prepare(lambda cancel: ask_three_ways(self._kit, self._reply, cancel))
        job.progressed.connect(self._show_progress)
        job.step.connect(self._show_step)
        job.failed.connect(self._show_error)
        job.stopped.connect(self._show_stopped)
        job.ended.connect(self._ended)
        self._show_buttons()
        job.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where there is room, below each other where there is not."""
        super().resizeEvent(event)
        wide = self.width() > 60 * self._theme.size("type_body")
        self._cards.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _show_progress(self, progress: Progress) -> None:
        if progress.total:
            self._bar.setRange(0, progress.total)
            self._bar.setValue(progress.done)
        self._means.setText(progress.label)

    def _show_step(self, step: object) -> None:
        if isinstance(step, Asked):
            self._add(step.number, step.tried)
            self._bar.setValue(step.number + 1)
        elif isinstance(step, Comparison):
            self._show_comparison(step, kept=False)
            self.compared.emit()

    def _show_comparison(self, comparison: Comparison, *, kept: bool) -> None:
        self._clear()
        for number, tried in enumerate(comparison.tries):
            self._add(number, tried)
        words, means = verdict_words(comparison)
        if kept:
            means += " " + _("Asked on {time}.").format(time=full_time(comparison.created))
        self._say(words, means)
        self._show_buttons()

    def _add(self, number: int, tried: Try) -> None:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setSpacing(self._theme.size("space_small"))
        title = _("The question itself") if number == 0 else _("In other words, {number}").format(number=number)
        column.addWidget(label(title, "tiny"))
        column.addWidget(label(tried.question, "strong", wrap=True, name="compareQuestion"))
        answer = _Answer(self._theme)
        answer.setAccessibleName(_("Answer {number}").format(number=number + 1))
        answer.show_text(tried.answer or "…", markdown=True)
        column.addWidget(answer)
        column.addStretch()
        self._cards.addWidget(card, 1)

    def _show_error(self, error: CarrelError) -> None:
        self._say(error.what, error.next_step)

    def _show_stopped(self) -> None:
        self._say(_("You stopped asking."), _("Nothing of it is kept. Ask again whenever you like."))

    def _ended(self) -> None:
        self._job = None
        self._show_buttons()

    def _show_buttons(self) -> None:
        asking = self._job is not None
        self._bar.setVisible(asking)
        self._stop.setVisible(asking)
        self._again.setVisible(not asking)

    def _say(self, words: str, means: str) -> None:
        self._verdict.setText(words)
        self._means.setText(means)

    def _stop_asking(self) -> None:
        if self._job is not None:
            self._job.stop()

    def _clear(self) -> None:
        while (item := self._cards.takeAt(0)) is not None:
            if (card := item.widget()) is not None:
                card.hide()
                card.deleteLater()


class _Answer(Body):
    """An answer that is as high as its lines in the width it gets."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "compareAnswer")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.setFixedHeight(max(1, self.arrange(self.width())))


def verdict_words(comparison: Comparison) -> tuple[str, str]:
    """The verdict, and what it means and does not mean."""
    if comparison.verdict == "stable":
        return (
            _("Stable: the answers agree."),
            _("They name the same numbers, or share most of their words. That does not make them true: look it up."),
        )
    return (
        _("Unstable: the answers do not agree."),
        _("They name different numbers, or share few words. The model may be guessing: do not lean on this answer."),
    )
