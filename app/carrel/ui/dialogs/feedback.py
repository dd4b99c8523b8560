"""Advice on a text that somebody wrote: by criteria, with the text's own words lit, and no mark."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFileDialog,
    QFrame,
    QPlainTextEdit,
    QProgressBar,
    QScrollArea,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from carrel.assessment.criteria import criteria_from, usual
from carrel.base.errors import CarrelError
from carrel.base.show import one_line
from carrel.base.words import _, counted
from carrel.base.work import Cancel, Progress
from carrel.flows import attach
from carrel.flows.able import able, why_not
from carrel.flows.criticise import Feedback, Remark, criticise
from carrel.flows.kit import Kit
from carrel.flows.profile import profile
from carrel.ui.dialogs.sheet import fit_screen
from carrel.ui.flow import Flow
from carrel.ui.jobs import Job, Jobs
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label

_LATEST_MS = 500
_MOST_SHOWN = 160
"""Characters of a quote on its card; the whole of it is lit in the text."""


class FeedbackDialog(QDialog):
    """The text and the criteria on one side, what is said of it on the other; what was said is not kept.

    written: the text and the criteria as they stand, at most half a second after a key and before the window goes.
    given: how many characters the advice has, once all of it is there.
    """

    written = Signal(str, str)
    given = Signal(int)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme, parent: QWidget, text: str = "", criteria: str = "") -> None:
        super().__init__(parent)
        self.setObjectName("feedbackDialog")
        self.setWindowTitle(_("Feedback on a text"))
        self._kit, self._jobs, self._theme = kit, jobs, theme
        self._job: Job | None = None
        self._remarks: list[Remark] = []
        self._judged = ""
        self.text, self.criteria = QPlainTextEdit(text), QPlainTextEdit(criteria)
        words = _("You get advice with your own words, and no mark. Your text stays here until you replace it.")
        self._intro = label(words, "muted", wrap=True)
        self._writing = QTimer(self, singleShot=True, interval=_LATEST_MS)
        self.said = label(wrap=True, name="feedbackSaid")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("How far looking at the text has come"))
        self.ask = button(_("Give feedback"), "primary", "giveFeedback")
        self.stop = button(_("Stop"), "outline", "stopFeedback")
        self.own = button(_("Change the criteria"), "outline", "changeCriteria")
        self.file = button(_("Open a file…"), "outline", "openFeedbackFile")
        self._cards = QVBoxLayout()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self._connect()
        fit_screen(self, round(theme.size("size_dialog") * 1.5), round(theme.size("type_body") * 44))
        self.text.setFocus()
        self._arrange()
        self._show_buttons()

    def _lay_out(self) -> None:
        theme = self._theme
        self.text.setObjectName("feedbackText")
        self.text.setAccessibleName(_("Your text"))
        self.text.setPlaceholderText(_("Write or paste your text here."))
        self.criteria.setObjectName("feedbackCriteria")
        self.criteria.setAccessibleName(_("Criteria, one on each line; empty for the usual ones"))
        self.criteria.setPlaceholderText("\n".join(_(one.title) for one in usual()))
        for box in (self.text, self.criteria):
            box.setTabChangesFocus(True)
        given = QVBoxLayout()
        given.setSpacing(theme.size("space_small"))
        given.addWidget(label(_("Your text"), "strong"))
        given.addWidget(self.text, 3)
        self._asked = QWidget()
        asked = QVBoxLayout(self._asked)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(theme.size("space_small"))
        asked.addWidget(label(_("Criteria, one on each line"), "strong"))
        asked.addWidget(label(_("Leave this empty for the usual ones."), "muted", wrap=True))
        asked.addWidget(self.criteria)
        given.addWidget(self._asked, 2)
        self._sides.setSpacing(theme.size("space_medium"))
        self._sides.addLayout(given, 2)
        self._sides.addWidget(self._scrolled(), 3)
        row = Flow(theme.size("space_small"), at_end=True)
        close = button(_("Close"), "outline", "closeFeedback")
        close.clicked.connect(self.reject)
        for one in (self.own, self.file, self.stop, close, self.ask):
            row.addWidget(one)
        column = QVBoxLayout(self)
        pad = theme.size("space_wide")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.size("space_medium"))
        column.addWidget(label(self.windowTitle(), "heading", wrap=True))
        column.addWidget(self._intro)
        column.addLayout(self._sides, 1)
        column.addWidget(self.said)
        column.addWidget(self.bar)
        column.addLayout(row)

    def _scrolled(self) -> QScrollArea:
        inner = QWidget()
        inner.setLayout(self._cards)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(self._theme.size("space_small"))
        self._cards.addStretch()
        self._area = QScrollArea()
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inner)
        self._area.hide()
        return self._area

    def _connect(self) -> None:
        self.ask.clicked.connect(self.give)
        self.stop.clicked.connect(self._stop)
        self.file.clicked.connect(self._choose)
        self.own.clicked.connect(self._change_criteria)
        self.text.textChanged.connect(self._dim)
        for box in (self.text, self.criteria):
            box.textChanged.connect(self._note)
        self._writing.timeout.connect(self._write)
        self.finished.connect(self._stop)

    def give(self) -> None:
        """Look at the text now; what was said before goes."""
        self._clear()
        text, own = self.text.toPlainText(), self.criteria.toPlainText()
        self._judged = text

        def work(cancel: Cancel) -> Iterator[object]:
            criteria = criteria_from(own) if own.strip() else ()
            yield Progress(_("Getting ready"))
            engine = able(self._kit, "feedback", cancel)
            yield from criticise(engine, text, cancel, criteria, (profile(self._kit).called,))

        job = self._job = self._jobs.prepare(work)
        job.progressed.connect(self._show_progress)
        job.step.connect(self._show_step)
        job.failed.connect(self._say_error)
        job.stopped.connect(self._say_stopped)  # a function of this window, for it may be gone by then
        job.ended.connect(self._ended)
        self.said.setText(_("Looking at the text…"))
        self._show_buttons()
        job.start()

    def show_text(self, text: str) -> None:
        """Put a text there, as if it was pasted; what stood there comes back with an undo."""
        whole = QTextCursor(self.text.document())
        whole.select(QTextCursor.SelectionType.Document)
        whole.insertText(text)

    def hideEvent(self, event: QHideEvent) -> None:
        """Whatever takes this window away, no word of the text goes with it."""
        super().hideEvent(event)
        if self._writing.isActive():
            self._write()

    def _note(self) -> None:
        if not self._writing.isActive():
            self._writing.start()

    def _write(self) -> None:
        self._writing.stop()
        self.written.emit(self.text.toPlainText(), self.criteria.toPlainText())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where there is room, below each other where there is not."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Where there is little room, the criteria make way for what is said."""
        wide = self.width() > 52 * self._theme.size("type_body")
        self._sides.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        away = not wide and not self._area.isHidden()
        self._asked.setHidden(away)
        self._intro.setHidden(away)
        self.own.setVisible(away)

    def _change_criteria(self) -> None:
        self._area.hide()
        self._arrange()
        self.criteria.setFocus()

    def _show_progress(self, progress: Progress) -> None:
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)

    def _show_step(self, step: object) -> None:
        if isinstance(step, Remark):
            self._area.show()
            self._arrange()
            self._remarks.append(step)
            self._cards.insertWidget(self._cards.count() - 1, self._card(step))
            self._light()
        elif isinstance(step, Feedback):
            self.said.setText(_words(step, why_not(self._kit, "feedback")))
            self.given.emit(sum(len(one.does) + len(one.next) for one in self._remarks))

    def _card(self, remark: Remark) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setSpacing(self._theme.size("space_small"))
        column.addWidget(label(one_line(_(remark.criterion.title)), "strong", wrap=True, name="remarkTitle"))
        column.addWidget(label(remark.does, wrap=True, name="remarkDoes"))
        if remark.quote:
            column.addWidget(label(f"“{one_line(remark.quote, _MOST_SHOWN)}”", "muted", wrap=True, name="remarkQuote"))
        column.addWidget(label(_("Next: {action}").format(action=remark.next), wrap=True, name="remarkNext"))
        if remark.quote:
            row = Flow(0)
            show = button(_("Show it in the text"), "chip", "showRemark")
            show.setAccessibleDescription(one_line(remark.quote, _MOST_SHOWN))
            show.clicked.connect(partial(self._go_to, remark))
            row.addWidget(show)
            column.addLayout(row)
        return card

    def _go_to(self, remark: Remark) -> None:
        """Select the quote where it stands now, and bring it into sight."""
        text = self.text.toPlainText()
        first = remark.first if text == self._judged else text.find(remark.quote)
        if first < 0:
            self.said.setText(_("These words do not stand in your text any more."))
            return
        self.text.setTextCursor(self._cursor(text, first, first + len(remark.quote)))
        self.text.centerCursor()
        self.text.setFocus()

    def _light(self) -> None:
        """Give all quotes a ground of their own, as long as the text is the one that was looked at."""
        same = self.text.toPlainText() == self._judged
        lit = []
        for remark in self._remarks if same else []:
            one = QTextEdit.ExtraSelection()
            one.cursor = self._cursor(self._judged, remark.first, remark.last)
            one.format.setBackground(self._theme.colour("mark"))
            one.format.setForeground(self._theme.colour("on_mark"))
            lit.append(one)
        self.text.setExtraSelections(lit)

    def _dim(self) -> None:
        if self._remarks:
            self._light()

    def _cursor(self, text: str, first: int, last: int) -> QTextCursor:
        cursor = self.text.textCursor()
        cursor.setPosition(_in_qt(text, first))
        cursor.setPosition(_in_qt(text, last), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _choose(self) -> None:
        dialog = QFileDialog(self, _("Open a file"))
        dialog.setObjectName("feedbackFileDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.finished.connect(dialog.deleteLater)
        dialog.fileSelected.connect(self.read)
        dialog.open()

    def read(self, path: str) -> None:
        """Take the text of a file."""
        self._jobs.fetch(lambda: attach.read_file(self._kit, Path(path)).text, self.show_text, self._say_error)

    def _say_stopped(self) -> None:
        self.said.setText(_("You stopped. What was said so far stays."))

    def _say_error(self, error: CarrelError) -> None:
        self.said.setText(f"{error.what} {error.next_step}")

    def _ended(self) -> None:
        self._job = None
        self._show_buttons()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()

    def _show_buttons(self) -> None:
        busy = self._job is not None
        self.bar.setVisible(busy)
        self.stop.setVisible(busy)
        self.ask.setEnabled(not busy)
        self.said.setVisible(bool(self.said.text()))

    def _clear(self) -> None:
        self._remarks.clear()
        self.text.setExtraSelections([])
        while self._cards.count() > 1 and (item := self._cards.takeAt(0)) is not None:
            if (card := item.widget()) is not None:
                card.hide()
                card.deleteLater()


def _words(feedback: Feedback, why: str) -> str:
    """What stands behind the feedback, in a few sentences; why: what kept the model from it, where something did."""
    by_model = sum(one.by == "model" for one in feedback.remarks)
    words = counted("One word was looked at.", "{count} words were looked at.", feedback.words)
    if not by_model:
        words += " " + _("Code counted what you see here; no model has read the text. It is advice, and no mark.")
        return f"{words} {why}".rstrip()
    return words + " " + _("A model wrote this; every quote stands in your text. It is advice, and no mark.")


def _in_qt(text: str, place: int) -> int:
    """A place in the text, as Qt counts."""
    return len(text[:place].encode("utf-16-le", "surrogatepass")) // 2
