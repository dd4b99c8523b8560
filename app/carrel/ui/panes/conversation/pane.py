"""The middle of the window: a chat, what went wrong in it, and the box to write in."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.base.work import Progress
from carrel.conversations.model import Conversation
from carrel.flows import browse
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Choice, Notice, NoticeBar
from carrel.ui.panes.conversation.acts import Acts
from carrel.ui.panes.conversation.chat import Chat
from carrel.ui.panes.conversation.drafts import Drafts
from carrel.ui.theme import Theme
from carrel.ui.widgets.composer import Composer
from carrel.ui.widgets.message_tools import Shown
from carrel.ui.widgets.transcript import Transcript
from carrel.ui.widgets.welcome import Welcome


class ConversationPane(QWidget):
    """opened: the Conversation, or None. model_state: what the model is doing, and a Progress or None.

    link_requested: an address. draft_kept: the draft of a new chat. attachment_requested: a text to read.
    """

    opened = Signal(object)
    model_state = Signal(str, object)
    link_requested = Signal(str)
    draft_kept = Signal(str)
    attachment_requested = Signal(object)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("conversationPane")
        self._kit, self._theme = kit, theme
        self.chat = Chat(kit, jobs, self)
        self._drafts = Drafts(kit, jobs, self.draft_kept.emit, self)
        self._new_draft = ""
        self._chat_shown: str | None = ""  # nothing yet
        self.transcript = Transcript(theme)
        self.welcome = Welcome(theme)
        self.composer = Composer(theme)
        self.notices = NoticeBar(theme.size("space_small"))
        self.acts = Acts(kit, jobs, self.chat, self.transcript, self.notices)
        self._stack = QStackedWidget()
        self._foot = QWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._stack.addWidget(self.welcome)
        self._stack.addWidget(self.transcript)
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self.notices)
        foot.addWidget(self.composer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        self._foot_row = QHBoxLayout()
        self._foot_row.addStretch(1)
        self._foot_row.addWidget(self._foot, 1000)
        self._foot_row.addStretch(1)
        column.addLayout(self._foot_row)
        self._theme.changed.connect(self._measure)
        self._measure()

    def _connect(self) -> None:
        chat, composer, transcript = self.chat, self.composer, self.transcript
        chat.opened.connect(self._show_opened)
        chat.shown.connect(self._show_messages)
        chat.grew.connect(self._grow)
        chat.progressed.connect(self._say_progress)
        chat.answering.connect(self._say_answering)
        chat.failed.connect(self.show_error)
        chat.refused.connect(self._give_back)
        composer.sent.connect(self.say)
        composer.stop_requested.connect(chat.stop)
        composer.changed.connect(self._note_draft)
        composer.told.connect(lambda words: self.notices.show_notice(Notice(words, key="paste")))
        transcript.retry_requested.connect(self.retry)
        transcript.edit_requested.connect(self._edit)
        transcript.continue_requested.connect(self._carry_on)
        transcript.sibling_requested.connect(self._choose)
        transcript.delete_requested.connect(self._delete)
        transcript.attachment_requested.connect(self.attachment_requested)
        transcript.link_requested.connect(self.link_requested)
        self.welcome.asked.connect(self.say)

    def begin_new(self, draft: str | None = None) -> None:
        """Show an empty chat, with the draft that was left in the last one."""
        self._drafts.flush()
        self._new_draft = self._new_draft if draft is None else draft
        self.notices.clear()
        self.chat.begin_new()
        self.composer.text.setFocus()

    def open(self, conversation: str, message: str | None = None) -> None:
        """Show a chat, at its end or at a message."""
        self._drafts.flush()
        if conversation != self.chat.id:
            self.notices.clear()
        self.chat.open(conversation, lambda: self._come_to(message))

    def say(self, text: str) -> None:
        """Say something in the chat that is open."""
        self.notices.clear()
        if self.composer.draft() == text:  # a card asks without touching what is written
            self._drafts.forget()
            self.composer.set_draft("")
            if self.chat.id is None:
                self._keep_new("")
        self.transcript.follow()
        self.chat.say(text)

    def retry(self, message: str) -> None:
        """Answer again."""
        if not self.acts.is_free():
            return
        self.notices.clear()
        self.transcript.follow()
        self.chat.retry(message)

    def retry_last(self) -> None:
        """Answer the last turn again."""
        if (last := self.chat.last_reply()) is not None:
            self.retry(last.id)

    def flush(self) -> None:
        """Keep what is written, now."""
        self._drafts.flush()

    def show_error(self, error: CarrelError, reply: str = "") -> None:
        """Say what went wrong, with what can be done about the reply."""
        choices: list[Choice] = []
        message = next((one.message for one in self.chat.items if one.message.id == reply), None)
        if message is not None:
            if message.text:
                choices.append(Choice(_("Continue"), lambda: self._carry_on(reply), "noticeContinue"))
            choices.append(Choice(_("Retry"), lambda: self.retry(reply), "noticeRetry"))
            self.model_state.emit("", None)
        self.notices.show_notice(Notice.of(error, *choices, key="error"))

    def _measure(self) -> None:
        theme = self._theme
        margin = theme.size("space_large")
        self._foot.setMaximumWidth(theme.size("size_column"))
        self._foot_row.setContentsMargins(margin, 0, margin, 0)
        column = self._foot.layout()
        if column is not None:
            column.setContentsMargins(0, theme.size("space_tight"), 0, theme.size("space_medium"))
            column.setSpacing(theme.size("space_small"))

    def _show_opened(self, conversation: Conversation | None) -> None:
        now = conversation.id if conversation is not None else None
        if now != self._chat_shown:
            begins = self._chat_shown is None and self.chat.is_answering
            self._chat_shown = now
            if not begins:  # what is typed while a new chat is kept for the first time belongs to it
                self.composer.set_draft(conversation.draft if conversation is not None else self._new_draft)
            self.transcript.follow()
        self.opened.emit(conversation)

    def _show_messages(self, items: list[Shown], writing: str) -> None:
        self._stack.setCurrentWidget(self.transcript if items or self.chat.id is not None else self.welcome)
        self.transcript.show_thread(items, writing)

    def _come_to(self, message: str | None) -> None:
        if message is None:
            self.transcript.follow()
            self.composer.text.setFocus()
        elif not self.transcript.reveal(message):  # it stands on another branch
            self.chat.change(lambda: browse.choose(self._kit, message), partial(self.transcript.reveal, message))

    def _grow(self, text: str, reasoning: bool) -> None:
        self.model_state.emit("ready", None)
        self.transcript.grow(text, reasoning=reasoning)

    def _say_progress(self, progress: Progress) -> None:
        self.model_state.emit("loading", progress)
        self.transcript.say_progress(progress)

    def _say_answering(self, answering: bool) -> None:
        self.composer.set_answering(answering)

    def _give_back(self, text: str) -> None:
        written = self.composer.draft()
        self.composer.set_draft(f"{text}\n{written}" if written.strip() else text)
        self._note_draft(self.composer.draft())

    def _note_draft(self, text: str) -> None:
        self._drafts.note(self.chat.id, text)
        self.chat.draft = text
        self.chat.ponder()

    def _edit(self, message: str, text: str) -> None:
        if not self.acts.is_free():
            self._give_back(text)
            return
        self.notices.clear()
        self.transcript.follow()
        self.chat.edit(message, text)

    def _carry_on(self, message: str) -> None:
        if not self.acts.is_free():
            return
        self.notices.clear()
        self.transcript.follow()
        self.chat.carry_on(message)

    def _choose(self, message: str) -> None:
        if self.acts.is_free():
            self.chat.change(lambda: browse.choose(self._kit, message))

    def _delete(self, message: str) -> None:
        def undo() -> None:
            self.chat.change(lambda: browse.undelete_message(self._kit, message))

        def tell() -> None:
            notice = Notice(_("Message deleted."), tone="quiet", choices=(Choice(_("Undo"), undo, "undo"),), key="undo")
            self.notices.show_notice(notice)

        if self.acts.is_free():
            self.chat.change(lambda: browse.delete_message(self._kit, message), tell)

    def _keep_new(self, text: str) -> None:
        self._new_draft = text
        self.draft_kept.emit(text)
