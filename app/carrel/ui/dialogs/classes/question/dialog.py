"""The form of one question: what is written stands beside what a pupil will see, and what is wrong stands below."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QDialog, QDoubleSpinBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from carrel.assessment.model import Answer
from carrel.base.errors import CarrelError
from carrel.base.words import _, counted
from carrel.flows.authoring.looking import Look, look
from carrel.flows.authoring.trial import trial
from carrel.flows.classes.own import Raw
from carrel.ui.dialogs.ask import AskDialog
from carrel.ui.dialogs.classes.question.fields import column, named
from carrel.ui.dialogs.classes.question.kinds import KINDS, kind_of
from carrel.ui.dialogs.classes.question.part import AnswerPart
from carrel.ui.dialogs.classes.question.preview import Preview
from carrel.ui.dialogs.classes.question.text_box import TextBox
from carrel.ui.dialogs.classes.question.texts import hint_rows
from carrel.ui.dialogs.sheet import Inner, fit_screen
from carrel.ui.flow import Flow
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Notice, NoticeBar, announce
from carrel.ui.theme import Theme
from carrel.ui.widgets.choice_box import ChoiceBox
from carrel.ui.widgets.parts import button, label

_PAUSE_MS = 250
_MOST_SAID = 2
_NARROW = 56
"""Letters: in a narrower window what a pupil sees stands below what is written."""

_OF_EVERY_KIND = {"v", "skills", "source"}
"""What stays of a question whose kind is changed."""


class QuestionDialog(QDialog):
    """given: the question as it was written, once nothing is wrong with it; it stays open until that was kept.

    raw: the question that is changed, as formats.md has it; without a kind it is a new one.
    """

    given = Signal(object)

    def __init__(self, raw: Raw, jobs: Jobs, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("questionDialog")
        self.setWindowTitle(_("Change the question") if raw.get("kind") else _("Write a question"))
        self.theme, self._jobs, self._raw = theme, jobs, raw
        self._parts: dict[str, AnswerPart] = {}
        self._kind = kind_of(raw)
        self._looked: Raw | None = None
        self._told: Look | None = None
        self._is_narrow: bool | None = None
        self._wants_to_give = self._may_leave = False
        self.kind = ChoiceBox(_("Kind of question"), "questionKind")
        self.kind.offer([(one.says(), name) for name, one in KINDS.items()])
        self.prompt = TextBox(_("The question"), "questionText", theme)
        self.hints = hint_rows(theme)
        self.solution = TextBox(_("Worked solution"), "questionSolution", theme)
        self.preview = Preview(theme)
        self.faults = label(wrap=True, name="questionFaults")
        self.notices = NoticeBar(theme.size("space_small"))
        self.yes = button(_("Save"), "primary", "formYes")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._slot = column(theme)
        self._lay_out()
        self._fill()
        self._connect()
        fit_screen(self, round(2 * theme.size("size_dialog")), round(1.4 * theme.size("size_dialog")))
        self._arrange()
        self._first = self.said()
        self._look()
        self.prompt.setFocus()

    @property
    def is_at_rest(self) -> bool:
        """Whether what is said of the question is said of what stands there now."""
        return not self._pause.isActive() and self._told is not None and self._looked == self.said()

    def said(self) -> dict[str, Any]:
        """The question as it is written now."""
        kind = KINDS[self._kind].kind
        same = kind == self._raw.get("kind")
        kept = {name: value for name, value in self._raw.items() if same or name in _OF_EVERY_KIND}
        mine = {"prompt": self.prompt.text, "hints": self.hints.values, "solution": self.solution.text}
        whole = {**kept, "kind": kind, **mine, **self._parts[self._kind].value()}
        return {name: value for name, value in whole.items() if value not in ("", [], None)}

    def give(self) -> None:
        """Hand over the question, once it was looked at as it stands now, unless something is wrong with it."""
        self._wants_to_give = True
        self._look()

    def say_error(self, error: CarrelError) -> None:
        """Say in the form what cannot be done."""
        self.notices.show_notice(Notice.of(error, key=self.objectName()))

    def reject(self) -> None:
        """Ask before what was written is lost."""
        if self._may_leave or self.said() == self._first:
            super().reject()
            return
        more = _("What you wrote in this form is not saved, and would be lost.")
        ask = AskDialog(_("Close without saving?"), more, _("Close without saving"), self.theme, self)
        ask.accepted.connect(self._leave)
        ask.finished.connect(ask.deleteLater)
        ask.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where there is room, below each other where there is not."""
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the form, and changes only what one is at."""
        if event.type() is QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        theme = self.theme
        self._written = column(theme)
        self._written.setSpacing(theme.size("space_small"))
        named(_("Kind of question"), self.kind, self._written)
        named(
            _("The question"), self.prompt, self._written, _("Markdown and formulas such as $x^2$ are shown as such.")
        )
        self._heading(_("The answer"))
        self._written.addLayout(self._slot)
        self._heading(_("Hints, the one that tells least first"))
        self._written.addWidget(self.hints)
        named(_("Worked solution (may be empty)"), self.solution, self._written)
        self._below = column(theme)
        self._written.addLayout(self._below)
        self._written.addStretch()
        form, self._seen = _area("questionForm"), _area("questionPreview")
        inner = Inner()
        inner.setLayout(self._written)
        form.setWidget(inner)
        sides = QHBoxLayout()
        sides.setSpacing(theme.size("space_wide"))
        sides.addWidget(form, 1)
        sides.addWidget(self._seen, 1)
        foot = Flow(theme.size("space_small"), at_end=True)
        leave = button(_("Cancel"), "outline", "formNo")
        leave.clicked.connect(self.reject)
        for one in (leave, self.yes):
            foot.addWidget(one)
        whole = QVBoxLayout(self)
        pad = theme.size("space_wide")
        whole.setContentsMargins(pad, pad, pad, pad)
        whole.setSpacing(theme.size("space_medium"))
        whole.addWidget(label(self.windowTitle(), "heading", wrap=True))
        whole.addLayout(sides, 1)
        for part in (self.faults, self.notices):
            whole.addWidget(part)
        whole.addLayout(foot)

    def _heading(self, words: str) -> None:
        self._written.addSpacing(self.theme.size("space_medium"))
        self._written.addWidget(label(words, "strong", wrap=True))

    def _fill(self) -> None:
        hints = self._raw.get("hints") or []
        self.kind.setCurrentIndex(self.kind.findData(self._kind))
        self.prompt.put(str(self._raw.get("prompt") or ""))
        self.hints.put([hints] if isinstance(hints, str) else hints)
        self.solution.put(str(self._raw.get("solution") or ""))
        self._show_part(self._raw)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._turn)
        for part in (self.prompt, self.hints, self.solution):
            part.changed.connect(self._pause.start)
        self._pause.timeout.connect(self._look)
        self.yes.clicked.connect(self.give)
        self.preview.sandbox.tried.connect(self._try)

    def _turn(self, _index: int) -> None:
        """Another kind: what was filled in goes along where it fits, and comes back with the kind."""
        before, kind = self._parts[self._kind].value(), str(self.kind.currentData())
        is_alike = KINDS[kind].kind == KINDS[self._kind].kind
        self._kind = kind
        self._show_part({**self._raw, **before}, again=is_alike)
        self._look()

    def _show_part(self, raw: Raw, *, again: bool = False) -> None:
        is_new = self._kind not in self._parts
        if is_new:
            part = self._parts[self._kind] = KINDS[self._kind].make(self.theme)
            part.changed.connect(self._pause.start)
            self._slot.addWidget(part)
        if is_new or again:
            self._parts[self._kind].put(raw)
        for name, part in self._parts.items():
            part.setVisible(name == self._kind)
        for kind in (QComboBox, QDoubleSpinBox):
            for one in self.findChildren(kind):
                one.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                one.installEventFilter(self)

    def _look(self) -> None:
        self._pause.stop()
        raw = self.said()
        self._looked = raw
        self._jobs.fetch(partial(_looked, raw), self._take, self.say_error)

    def _take(self, found: tuple[Raw, Look]) -> None:
        raw, told = found
        if raw is not self._looked:
            return
        before, self._told = self._told, told
        self.preview.show_look(self.prompt.text, self.hints.values, self.solution.text, told)
        said = [f"{one.what} {one.then}" for one in told.faults]
        left = len(said) - _MOST_SAID
        more = [counted("And one more thing.", "And {count} more things.", left)] if left > 0 else []
        self.faults.setText("\n".join([*said[:_MOST_SAID], *more]) or _("Nothing is wrong with it: it can be saved."))
        if self._wants_to_give:
            self._wants_to_give = False
            if not told.faults:
                self.given.emit(raw)
                return
            self.notices.show_notice(Notice(_("It cannot be saved yet."), key=self.objectName()))
            announce(self.faults, self.faults.text())
        elif before is not None and before.faults != told.faults:
            self.notices.clear()
            announce(self.faults, self.faults.text())

    def _try(self, answer: Answer) -> None:
        item = self._told.item if self._told is not None else None
        if item is not None:
            self._jobs.fetch(partial(trial, item, answer), self.preview.sandbox.show_trial, self.say_error)

    def _leave(self) -> None:
        self._may_leave = True
        self.reject()

    def _arrange(self) -> None:
        is_narrow = self.width() < _NARROW * self.theme.size("type_body")
        if is_narrow == self._is_narrow:
            return
        self._is_narrow = is_narrow
        self._seen.setHidden(is_narrow)
        if is_narrow:
            self._seen.takeWidget()
            self._below.addWidget(self.preview)
        else:
            self._below.removeWidget(self.preview)
            self._seen.setWidget(self.preview)
        self.preview.show()


def _looked(raw: Raw) -> tuple[Raw, Look]:
    """Beside the window: what there is to say of a question, and of which."""
    return raw, look(raw)


def _area(name: str) -> QScrollArea:
    made = QScrollArea()
    made.setObjectName(name)
    made.setWidgetResizable(True)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made
