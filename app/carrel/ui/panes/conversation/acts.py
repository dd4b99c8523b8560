"""What a person does with a reply: asks about it, keeps it for practice, has it read aloud, or looks into it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.base.work import Cancel
from carrel.examples.model import Correction
from carrel.flows import asks
from carrel.flows.examine.quiz import forget_quiz, quiz_on_reply
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Choice, Notice, NoticeBar
from carrel.ui.panes.conversation.chat import Chat
from carrel.ui.speech import Speech, spoken
from carrel.ui.widgets.message_tools import Shown
from carrel.ui.widgets.transcript import Transcript


class Acts(QObject):
    """dialog_requested: searched, glass, compare or better, and the id of the reply it is about.

    remember_requested: the id of a message to be remembered something of. quiz_requested: the id of a reply to be
    quizzed on.
    """

    dialog_requested = Signal(str, str)
    remember_requested = Signal(str)
    quiz_requested = Signal(str)

    def __init__(self, kit: Kit, jobs: Jobs, chat: Chat, transcript: Transcript, notices: NoticeBar) -> None:
        super().__init__(chat)
        self._kit, self._jobs, self._chat = kit, jobs, chat
        self._transcript, self._notices = transcript, notices
        self.speech = Speech(self)
        self._asks = {ask.id: ask for ask in asks.ASKS}
        self._doers: dict[str, Callable[[str], None]] = {
            "quiz": self.quiz_requested.emit,
            "unquiz": self._unquiz,
            "listen": self.listen,
            "compare": self._compare,
            "searched": lambda reply: self.dialog_requested.emit("searched", reply),
            "glass": lambda reply: self.dialog_requested.emit("glass", reply),
            "better": lambda reply: self.dialog_requested.emit("better", reply),
            "remember": self.remember_requested.emit,
        }
        transcript.act_requested.connect(self.act)
        self.speech.reading.connect(transcript.say_aloud)
        self.speech.failed.connect(self._tell_no_voice)
        chat.shown.connect(self._still_here)

    def act(self, act: str, reply: str) -> None:
        """Do it, an id of message_acts, about this reply."""
        if act in self._asks:
            self._ask(reply, self._asks[act].says())
        else:
            self._doers[act](reply)

    def listen(self, reply: str) -> None:
        """Read this reply aloud, or stop when that is what is being read."""
        text = self._transcript.shown_text(reply)
        if self.speech.current == reply:
            self.speech.stop()
        elif text:
            self.speech.read(reply, spoken(text))

    def listen_at_hand(self) -> None:
        """Stop reading aloud; or read the reply that has the focus, or the last one."""
        self.listen(self.speech.current or self._transcript.reply_at_hand())

    def tell_kept(self, correction: Correction) -> None:
        """Say that an example was kept, and show its mark."""
        self.reload()

        words = _("Kept as an example of what you would have said.")
        self._tell(words, lambda: self.forget(correction), "better")

    def forget(self, correction: Correction) -> None:
        """Take an example back."""
        self._change(lambda: asks.forget_better(self._kit, correction.id))

    def keep_again(self, correction: Correction) -> None:
        """Undo that."""
        self._change(lambda: asks.keep_again(self._kit, correction))

    def reload(self) -> None:
        """Show the marks as they are now."""
        self._chat.reload()

    def is_free(self) -> bool:
        """Whether the model is free for this chat; says so kindly when it is not."""
        if self._chat.is_answering:
            words = _("An answer is being written."), _("Wait until it is there, or stop it, then ask again.")
            self._notices.show_notice(Notice(*words, key="busy"))
        return not self._chat.is_answering

    def _ask(self, reply: str, words: str) -> None:
        if self.is_free():
            self._notices.clear()
            self._transcript.follow()
            self._chat.ask_about(reply, words)

    def _compare(self, reply: str) -> None:
        if self.is_free():
            self.dialog_requested.emit("compare", reply)

    def _unquiz(self, reply: str) -> None:
        self._change(lambda: forget_quiz(self._kit, reply))
        again = partial(self._change, lambda: list(quiz_on_reply(self._kit, reply, Cancel())))
        self._tell(_("No longer kept for practice."), again, "practice")

    def _change(self, work: Callable[[], object]) -> None:
        """Do it beside the window, also while a reply is being written, and show what came of it."""
        self._jobs.fetch(work, lambda _done: self._chat.reload(), self._fail)

    def _tell(self, words: str, undo: Callable[[], None], key: str) -> None:
        self._notices.show_notice(Notice(words, tone="quiet", choices=(Choice(_("Undo"), undo, "undo"),), key=key))

    def _fail(self, error: CarrelError) -> None:
        self._notices.show_notice(Notice.of(error, key="act"))

    def _tell_no_voice(self, error: CarrelError) -> None:
        self._notices.show_notice(Notice(error.what, error.next_step, key="voice"))

    def _still_here(self, items: list[Shown]) -> None:
        """What is no longer shown is no longer read."""
        if self.speech.current and all(shown.message.id != self.speech.current for shown in items):
            self.speech.stop()
