"""Asking about the item that lies open: a box under it, and what was said so far, by the rules of practice."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from carrel.base.words import _
from carrel.conversations.model import Message
from carrel.flows import coach, distress, grow, teach
from carrel.flows.classes.policy import Rules
from carrel.flows.kit import Kit
from carrel.flows.standing import Standing
from carrel.ui.flow import Flow
from carrel.ui.jobs import Job, Jobs
from carrel.ui.notices import announce
from carrel.ui.panes.practice.parts import Sheet
from carrel.ui.theme import Theme
from carrel.ui.widgets.distress_card import DistressCard
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.passage import Passage
from carrel.ui.widgets.writing_box import WritingBox


class Talk(QWidget):
    """grown: something new is to be seen, and where one goes on to write. failed: a CarrelError.

    link_requested: the address of a link in a reply.
    """

    grown = Signal()
    failed = Signal(object)
    link_requested = Signal(str)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("practiceTalk")
        self._kit, self._jobs, self._theme = kit, jobs, theme
        self._here: tuple[str, int] | None = None
        self._job: Job | None = None
        self._rules: Rules | None = None
        self._is_unlocked = False
        self.turns: list[_Turn] = []
        self.unfold = button(_("Ask about this question…"), "fold", "talkUnfold")
        self.sheet = Sheet(theme, "practiceTalkSheet")
        self._said = QVBoxLayout()
        self.card = DistressCard(theme)
        self.box = WritingBox()
        self.note = label(role="muted", wrap=True, name="talkNote")
        self.stop = button(_("Stop"), "outline", "talkStop")
        self.send = button(_("Ask"), "primary", "talkAsk")
        self._lay_out()
        self.unfold.clicked.connect(self.open)
        self.box.textChanged.connect(self._look)
        self.box.send_requested.connect(self._ask)
        self.send.clicked.connect(self._ask)
        self.stop.clicked.connect(self.halt)

    def _lay_out(self) -> None:
        self.sheet.show_heading(_("Ask about this question"), "plain")
        self.box.setObjectName("talkBox")
        self.box.setAccessibleName(_("Your question"))
        self.box.setPlaceholderText(_("What does a word mean? Where do I begin?"))
        self.box.setAcceptDrops(False)
        self.sheet.heading.setBuddy(self.box)
        row = Flow(self._theme.size("space_small"), at_end=True)
        row.addWidget(self.stop)
        row.addWidget(self.send)
        self._said.setSpacing(self._theme.size("space_small"))
        self.sheet.column.addLayout(self._said)
        self.sheet.column.addWidget(self.card)
        self.sheet.column.addWidget(self.box)
        self.sheet.add_words(self.note)
        self.sheet.column.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.unfold, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.sheet)
        self._fold()
        self.hide()

    @property
    def is_answering(self) -> bool:
        """Whether a reply is on its way."""
        return self._job is not None

    def show_standing(self, now: Standing | None) -> None:
        """Belong to the item that lies open; hidden while there is none, and where no help may be had."""
        may = now is not None and now.item is not None and not now.timed and "talk" in now.allowed
        here = (now.session, now.number) if now is not None and may else None
        if here != self._here:
            self.halt()
            self._here = here
            self._fold()
            if here is not None:
                self._jobs.fetch(partial(coach.talk, self._kit, here[0]), partial(self._show, here), self.failed.emit)
        self.setVisible(here is not None)
        self._is_unlocked = now is not None and bool(now.solution)
        self._say_note()

    def show_rules(self, rules: Rules | None) -> None:
        """Say whether the talk goes to a teacher."""
        self._rules = rules
        self._say_note()

    def open(self) -> None:
        """Begin to write."""
        self.unfold.hide()
        self.sheet.show()
        self._look()
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.grown.emit()

    def halt(self) -> None:
        """Stop the reply that is on its way; what was said of it is kept."""
        if self._job is not None:
            self._job.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape stops a reply, and else folds the box away."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.is_answering:
            self.halt()
        elif self.sheet.isVisible() and not self.turns:
            self._fold()
            self.unfold.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _say_note(self) -> None:
        goes = self._rules is not None and self._rules.talks
        told = _("What you ask goes to your teacher.") if goes else _("What you ask stays on this computer.")
        free = _("You may ask anything about it now."), _("It helps you on and does not tell the answer.")
        self.note.setText(f"{free[0] if self._is_unlocked else free[1]} {told}")

    def _fold(self) -> None:
        for turn in self.turns:
            turn.hide()
            turn.deleteLater()
        self.turns = []
        self.card.hide()
        self.sheet.hide()
        self.unfold.show()
        self._look()

    def _show(self, here: tuple[str, int], said: list[Message]) -> None:
        """What was said about this item before."""
        if here != self._here or self.turns:
            return
        for message in said:
            self._add(message)
        if said:
            self.unfold.hide()
            self.sheet.show()
            self.grown.emit()

    def _add(self, message: Message) -> _Turn:
        turn = _Turn(self._theme, is_own=message.role == "user")
        turn.say(message.text)
        turn.text.link_requested.connect(self.link_requested)
        self.turns.append(turn)
        self._said.addWidget(turn)
        turn.show()
        return turn

    def _ask(self) -> None:
        text = self.box.toPlainText().strip()
        if not text or self._job is not None or self._here is None:
            return
        job = self._job = self._jobs.prepare(partial(coach.ask, self._kit, self._here[0], text))
        job.delta.connect(partial(self._grow, self._here))
        job.step.connect(partial(self._step, self._here))
        job.failed.connect(self.failed)
        job.ended.connect(self._ended)
        job.start()
        self._look()

    def _step(self, here: tuple[str, int], step: object) -> None:
        if here != self._here:
            return
        if isinstance(step, teach.Said):
            self.box.put("")
            self._add(step.turn)
            self._add(step.reply)
            card = distress.card(self._kit.settings.current, step.turn.text)
            if card is not None:
                self.card.show_card(card)
                self.card.show()
                announce(self.card, " ".join(card.lines), at_once=True)
        elif isinstance(step, grow.Replied) and self.turns:
            self.turns[-1].say(step.message.text or _("Stopped before the first word."))
            announce(self.turns[-1], self.turns[-1].text.heard())
        self.grown.emit()

    def _grow(self, here: tuple[str, int], text: str, _reasoning: bool) -> None:
        if here == self._here and self.turns:
            self.turns[-1].grow(text)

    def _ended(self) -> None:
        self._job = None
        self._look()

    def _look(self) -> None:
        self.box.fit()
        self.stop.setVisible(self.is_answering)
        self.send.setEnabled(bool(self.box.toPlainText().strip()) and not self.is_answering)


class _Turn(QWidget):
    """What one of the two said."""

    def __init__(self, theme: Theme, *, is_own: bool) -> None:
        super().__init__()
        self.setObjectName("talkTurn")
        who = _("You") if is_own else "Carrel"
        self._is_own, self._whole = is_own, ""
        self._who = label(who, role="muted", name="talkWho")
        self._who.setContentsMargins(theme.size("space_tight"), 0, theme.size("space_tight"), 0)
        self.text = Passage(theme, "talkText", colour="text_muted" if is_own else "text")
        self.text.body.setAccessibleName(who)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._who)
        column.addWidget(self.text)

    def say(self, text: str) -> None:
        """Show this; while there is nothing yet, that something is to come."""
        self._whole = text
        self.text.show_text(text or "…", markdown=not self._is_own)

    def grow(self, text: str) -> None:
        """Show this, too."""
        self.say(self._whole + text)
