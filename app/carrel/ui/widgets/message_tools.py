"""What can be done with one message: look at its siblings, copy, ask again, change, delete."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from carrel.attachments.model import Attachment
from carrel.base.words import _
from carrel.conversations.context.model import Summary
from carrel.conversations.model import Message
from carrel.flows.distress import Card
from carrel.library.evidence.model import Evidence
from carrel.ui.speech import has_voice
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import IconButton, label


@dataclass(frozen=True)
class Shown:
    """A message as the chat shows it: itself, and the ids of all that stand in its place, oldest first.

    attached: the texts that went with a turn. summary: what stands for this message and all before it in prompts.
    quizzed, corrected, compared: whether somebody wants to be quizzed on it, would have said it otherwise, or put it to
    the test. thought: seconds the model thought before it answered; 0 where nobody measured. evidence: what stands
    behind a reply; None where nothing was looked for. card: for a turn that shows distress.
    last, new_day, newest_summary: what follows from its place in the chat.
    """

    message: Message
    siblings: tuple[str, ...] = ()
    attached: tuple[Attachment, ...] = ()
    summary: Summary | None = None
    quizzed: bool = False
    corrected: bool = False
    compared: bool = False
    thought: int = 0
    evidence: Evidence | None = None
    card: Card | None = None
    last: bool = False
    new_day: bool = False
    newest_summary: bool = False

    @property
    def place(self) -> int:
        """Which of its siblings it is, from 0."""
        return self.siblings.index(self.message.id) if self.message.id in self.siblings else 0


class MessageTools(QWidget):
    """A row of small buttons; the arrows stay, the rest shows when the message is pointed at or has the focus.

    act_requested: read it aloud, or stop. menu_requested: everything that can be done with it.
    """

    sibling_requested = Signal(str)
    retry_requested = Signal()
    edit_requested = Signal()
    delete_requested = Signal()
    act_requested = Signal(str)
    menu_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("messageTools")
        self._shown: Shown | None = None
        self._writing = False
        self._awake = self._aloud = False
        self.previous = IconButton(theme, "chevron-left", _("Previous version"), kind="small", name="previousSibling")
        self.count = label(role="tiny", name="siblingCount")
        self.next = IconButton(theme, "chevron-right", _("Next version"), kind="small", name="nextSibling")
        self.copy = IconButton(theme, "copy", _("Copy this message"), kind="small", name="copyMessage")
        self.retry = IconButton(theme, "retry", _("Answer again"), kind="small", name="retryMessage")
        self.edit = IconButton(theme, "edit", _("Change what you said"), kind="small", name="editMessage")
        self.listen = IconButton(theme, "speak", _("Read aloud"), kind="small", name="listenMessage")
        self.more = IconButton(theme, "more", _("More to do with this message"), kind="small", name="moreMessage")
        self.delete = IconButton(theme, "trash", _("Delete this message"), kind="small", name="deleteMessage")
        self._settle = QTimer(self, singleShot=True, interval=1500)
        self._settle.timeout.connect(lambda: self.copy.draw("copy"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addStretch()
        self.buttons = (
            self.previous,
            self.next,
            self.copy,
            self.retry,
            self.edit,
            self.listen,
            self.delete,
            self.more,
        )
        row.addWidget(self.previous)
        row.addWidget(self.count)
        for part in self.buttons[1:]:
            row.addWidget(part)
        row.addStretch()
        self._row = row
        self.previous.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        self.copy.clicked.connect(self.copy_text)
        self.retry.clicked.connect(self.retry_requested)
        self.edit.clicked.connect(self.edit_requested)
        self.delete.clicked.connect(self.delete_requested)
        self.listen.clicked.connect(lambda: self.act_requested.emit("listen"))
        self.more.clicked.connect(self.menu_requested)

    def show_for(self, shown: Shown, *, writing: bool) -> None:
        """Offer what this message allows."""
        self._shown, self._writing = shown, writing
        mine = shown.message.role == "user"
        self._row.setStretch(0, 1 if mine else 0)
        self._row.setStretch(self._row.count() - 1, 0 if mine else 1)
        count = len(shown.siblings)
        self.count.setText(_("{place} of {count}").format(place=shown.place + 1, count=count))
        self.previous.setEnabled(shown.place > 0)
        self.next.setEnabled(shown.place < count - 1)
        self._offer()

    def wake(self, awake: bool) -> None:
        """Show the buttons that are hidden while nobody looks, or hide them."""
        if awake != self._awake:
            self._awake = awake
            self._say_listen()
            self._offer()

    def say_aloud(self, aloud: bool) -> None:
        """Say whether this message is being read aloud now."""
        self._aloud = aloud
        self.listen.draw("stop" if aloud else "speak")
        self._say_listen()
        self._offer()

    def step(self, by: int) -> bool:
        """Ask for the version before or after this one; False where there is none."""
        if self._shown is None or not 0 <= self._shown.place + by < len(self._shown.siblings) or self._writing:
            return False
        self.sibling_requested.emit(self._shown.siblings[self._shown.place + by])
        return True

    def in_words(self) -> list[tuple[str, Callable[[], object]]]:
        """What the buttons do now, for a menu."""
        if self._shown is None:
            return []
        rows: list[tuple[str, Callable[[], object]]] = [(_("Copy this message"), self.copy_text)]
        if self._writing:
            return rows
        if self._shown.message.role == "user":
            rows.append((_("Change what you said"), self.edit_requested.emit))
        else:
            rows.append((_("Answer again"), self.retry_requested.emit))
        return [*rows, (_("Delete this message"), self.delete_requested.emit)]

    def copy_text(self) -> None:
        """Put the message's own text on the clipboard, as it was written."""
        if self._shown is not None:
            QGuiApplication.clipboard().setText(self._shown.message.text)
            self.copy.draw("check", "accent")
            self._settle.start()

    def _say_listen(self) -> None:
        if self._aloud:
            self.listen.say(_("Stop reading aloud"))
        elif self._awake and self.offers_voice:
            self.listen.say(_("Read aloud") if has_voice() else _("Read aloud: there is no voice on this computer"))

    @property
    def offers_voice(self) -> bool:
        """Whether it is a reply, which can be read aloud."""
        return self._shown is not None and self._shown.message.role == "assistant"

    def _offer(self) -> None:
        if self._shown is None:
            return
        several = len(self._shown.siblings) > 1 and not self._writing
        for part in (self.previous, self.count, self.next):
            part.setVisible(several)
        mine, ready = self._shown.message.role == "user", self._awake and not self._writing
        self.copy.setVisible(self._awake)
        self.retry.setVisible(ready and not mine)
        self.edit.setVisible(ready and mine)
        self.listen.setVisible((ready and not mine) or self._aloud)
        self.delete.setVisible(ready)
        self.more.setVisible(ready)
