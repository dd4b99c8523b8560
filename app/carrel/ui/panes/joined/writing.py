"""The page on which a task of a class is written: what is asked, what is recorded, the text, and handing it in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.show import one_line
from carrel.base.words import _, counted
from carrel.flows.classes import writing
from carrel.flows.classes.writing import Writing
from carrel.flows.kit import Kit
from carrel.records.diffs import words
from carrel.ui.flow import Flow
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Notice
from carrel.ui.panes.joined.keeping import Keeping
from carrel.ui.panes.joined.paper import Paper
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import IconButton, button, label
from carrel.ui.widgets.times import full_time
from carrel.ui.widgets.who_sees import who_sees_task

_WIDEST = 1.25
"""How wide the page may be, in widths of a dialog."""
_LEAST_LINES = 12
"""The least height of the text, in sizes of its letters; in a lower window the page scrolls."""
_SHARE = 0.4
"""So much of the page's height what is asked and told may take; more of it scrolls."""


class WritingPage(QWidget):
    """left: back to the class. told: a Notice. made_requested: a title and how it was made, to be read.

    record_requested: a title and the record as bytes, to be saved. feedback_requested: the text.
    """

    left = Signal()
    told = Signal(object)
    made_requested = Signal(str, str)
    record_requested = Signal(str, object)
    feedback_requested = Signal(str)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("writingPage")
        self._kit, self._jobs, self._theme = kit, jobs, theme
        self.shown: Writing | None = None
        self.keeping = Keeping(kit, jobs, self)
        self.back = IconButton(theme, "chevron-left", _("Back to the class"), name="leaveWriting")
        self.title = label(role="heading", wrap=True, name="writingTitle")
        self.task = label(wrap=True, name="writingTask")
        self.rule = label(role="muted", wrap=True, name="writingRule")
        self.says = label(role="muted", wrap=True, name="writingTold")
        self.paper = Paper()
        self.count = label(role="muted", wrap=True, name="writingCount")
        self.made = button(_("How this was made"), "outline", "writingMade")
        self.record = button(_("Save the record…"), "outline", "writingRecord")
        self.feedback = button(_("Feedback on it"), "outline", "writingFeedback")
        self.hand_in = button(_("Hand in this text"), "primary", "writingHandIn")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._top = QFrame()
        above = QVBoxLayout(self._top)
        above.setContentsMargins(0, 0, 0, 0)
        for part in (self.task, self.says, self.rule):
            above.addWidget(part)
        above.addStretch()
        self._area = QScrollArea()
        self._area.setObjectName("writingAsked")
        self._area.setAccessibleName(_("What is asked, and what is recorded"))
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidgetResizable(True)
        self._area.setWidget(self._top)
        self._top.installEventFilter(self)
        head = QHBoxLayout()
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title, 1)
        row = Flow(self._theme.size("space_small"), at_end=True)
        for one in (self.made, self.record, self.feedback, self.hand_in):
            row.addWidget(one)
        self._inner = QWidget()
        held, page, whole = QWidget(), QScrollArea(), QVBoxLayout(self)
        held.setObjectName("transcriptPage")
        middle = QHBoxLayout(held)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addStretch(1)
        middle.addWidget(self._inner, 1000)
        middle.addStretch(1)
        page.setObjectName("writingScroll")
        page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page.setWidgetResizable(True)
        page.setWidget(held)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        self._column = QVBoxLayout(self._inner)
        self._column.addLayout(head)
        self._column.addWidget(self._area)
        self._column.addWidget(self.paper, 1)
        self._column.addWidget(self.count)
        self._column.addLayout(row)
        self._theme.changed.connect(self._measure)
        self._measure()

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.paper.typed.connect(self._typed)
        self.paper.pasted.connect(self._pasted)
        self.paper.told.connect(lambda said: self.told.emit(Notice(said, tone="hint", key="writing")))
        self.keeping.kept.connect(self._say_count)
        self.keeping.failed.connect(self._fail)
        self.made.clicked.connect(self._show_made)
        self.record.clicked.connect(self._save_record)
        self.feedback.clicked.connect(lambda: self.feedback_requested.emit(self.paper.toPlainText()))
        self.hand_in.clicked.connect(self._hand_in)

    def open(self, found: Writing) -> None:
        """Show this piece of work, with the cursor at the end of its text."""
        self.shown = found
        self.keeping.begin(found.work, found.text)
        self.title.setText(one_line(found.asked.title))
        self.task.setText(found.asked.task.strip())
        self.says.setText(found.told)
        self.rule.setText(who_sees_task(found.rules))
        self.feedback.setVisible("feedback" in found.rules.allows)
        self.paper.put(found.text)
        self.paper.moveCursor(self.paper.textCursor().MoveOperation.End)
        self.paper.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say_count()
        self._measure_top()

    def flush(self) -> None:
        """Keep all that is written."""
        self.keeping.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing that was written waits for a clock."""
        super().hideEvent(event)
        self.keeping.rest()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is asked takes the height of its words, up to its share."""
        if watched is self._top and event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self._measure_top()
        return super().eventFilter(watched, event)

    def _typed(self, text: str) -> None:
        self.keeping.typed(text)
        self._say_count()

    def _pasted(self, text: str, paste: object) -> None:
        self.keeping.pasted(text, paste)  # type: ignore[arg-type]  # Signal(object) carries the Pasted
        self._say_count()

    def _say_count(self) -> None:
        if self.shown is None:
            return
        text = self.paper.toPlainText()
        said = [counted("One word.", "{count} words.", words(text))]
        said.append(_("All of it is kept.") if self.keeping.is_kept else _("It is being kept…"))
        if self.shown.handed is not None:
            when = full_time(self.shown.handed)
            same = text == self.shown.text and not self.shown.is_news
            said.append(
                _("Handed in: {when}.").format(when=when)
                if same
                else _("Handed in: {when}; it has changed since then.").format(when=when)
            )
        self.count.setText(" ".join(said))
        self.hand_in.setEnabled(bool(text.strip()))

    def _hand_in(self) -> None:
        """Hand in what stands here, once all of it is kept and recorded."""
        self._then(writing.hand_in, self._handed_in)

    def _handed_in(self, _done: object) -> None:
        if self.shown is not None:
            self._jobs.fetch(partial(writing.look_at, self._kit, self.shown.asked.id), self._renew, self._fail)
        said = _("This text goes with what you hand in next."), _("Go back to the class, and press “Hand in…” there.")
        self.told.emit(Notice(*said, "quiet", key="writing"))

    def _show_made(self) -> None:
        self._then(lambda kit, _work: writing.look_at(kit, self._asked()), self._say_made)

    def _say_made(self, found: Writing | None) -> None:
        if found is not None:
            self._renew(found)
            self.made_requested.emit(_("How this was made"), "\n\n".join(found.made))

    def _save_record(self) -> None:
        self._then(lambda kit, _work: writing.record_of(kit, self._asked()), self._take_record)

    def _take_record(self, content: bytes) -> None:
        self.record_requested.emit(self.title.text(), content)

    def _then(self, act: Callable[[Kit, str], object], done: Callable[[Any], None]) -> None:
        """Do something with the work once all that is written is kept and recorded."""
        if self.shown is not None:
            work = partial(act, self._kit, self.shown.work)
            self.keeping.when_kept(lambda: self._fetch(work, done))

    def _fetch(self, work: Callable[[], object], done: Callable[[Any], None]) -> None:
        self._jobs.fetch(work, done, self._fail)

    def _renew(self, found: Writing | None) -> None:
        if found is not None and self.shown is not None and found.work == self.shown.work:
            self.shown = found
            self._say_count()

    def _asked(self) -> str:
        return self.shown.asked.id if self.shown is not None else ""

    def _fail(self, error: CarrelError) -> None:
        self.told.emit(Notice.of(error, key="writing"))

    def _measure(self) -> None:
        size = self._theme.size
        side = size("space_large")
        self.paper.setMinimumHeight(round(_LEAST_LINES * self._theme.size("type_body")))
        self._inner.setMaximumWidth(round(_WIDEST * size("size_dialog")))
        self._column.setContentsMargins(side, size("space_medium"), side, size("space_medium"))
        self._column.setSpacing(size("space_small"))
        above = self._top.layout()
        assert above is not None
        above.setSpacing(size("space_small"))
        self._measure_top()

    def _measure_top(self) -> None:
        above = self._top.layout()
        assert above is not None
        wanted = above.totalHeightForWidth(max(1, self._area.viewport().width()))
        self._area.setFixedHeight(max(1, min(wanted, round(self.height() * _SHARE))))
