"""The middle of the window: a chat, what went wrong in it, and the box to write in."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.base.work import Progress
from carrel.conversations.model import Conversation
from carrel.courses.model import Course
from carrel.flows import attach, browse, distress
from carrel.flows.kit import Kit
from carrel.settings.file import Settings
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Choice, Notice, NoticeBar, announce
from carrel.ui.panes.conversation.acts import Acts
from carrel.ui.panes.conversation.attaching import Attaching
from carrel.ui.panes.conversation.chat import Chat
from carrel.ui.panes.conversation.drafts import Drafts, joined
from carrel.ui.panes.conversation.finding import Finding
from carrel.ui.panes.conversation.fullness import Fullness
from carrel.ui.theme import Theme
from carrel.ui.widgets.chat_find_bar import ChatFindBar
from carrel.ui.widgets.chips import Chip
from carrel.ui.widgets.composer import Composer
from carrel.ui.widgets.drop_sheet import DropSheet
from carrel.ui.widgets.message_tools import Shown
from carrel.ui.widgets.transcript import Transcript
from carrel.ui.widgets.welcome import Welcome


class ConversationPane(QWidget):
    """opened: the Conversation, or None. model_state: what the model is doing, and a Progress or None.

    link_requested: an address. source_requested: a Citation. draft_kept: the draft of a new chat. text_requested: a
    title and a text to show.
    """

    opened = Signal(object)
    model_state = Signal(str, object)
    link_requested = Signal(str)
    source_requested = Signal(object)
    draft_kept = Signal(str)
    text_requested = Signal(str, str)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("conversationPane")
        self._kit, self._theme = kit, theme
        self.chat = Chat(kit, jobs, self)
        self._new_draft = ""
        self._chat_shown: str | None = ""  # nothing yet
        self.transcript = Transcript(theme)
        self.welcome = Welcome(theme)
        self.composer = Composer(theme)
        self.find_bar = ChatFindBar(theme)
        self.attaching = Attaching(kit, jobs, self)
        self.finding = Finding(jobs, self.find_bar, self.transcript, self.composer.text)
        self.fullness = Fullness(kit, jobs, self.chat, self.composer.meter)
        self._drafts = Drafts(kit, jobs, self.composer.draft, self._keep_new, self)
        self._drop = DropSheet(
            theme, self, _("Let go to attach"), _("Texts go along with your next message. They stay on this computer.")
        )
        self.chat.written = self.composer.draft
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
        column.addWidget(self.find_bar)
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
        chat.distressed.connect(lambda card: announce(self, " ".join(card.lines), at_once=True))
        composer.sent.connect(self._send_when_ready)
        composer.stop_requested.connect(chat.stop)
        composer.sources_only_chosen.connect(lambda only: chat.set_mode("sources" if only else "open"))
        composer.changed.connect(self._note_draft)
        composer.told.connect(lambda words: self.notices.show_notice(Notice(words, key="paste")))
        composer.edit_last_requested.connect(transcript.edit_last_turn)
        transcript.retry_requested.connect(self.retry)
        transcript.edit_requested.connect(self._edit)
        transcript.continue_requested.connect(self._carry_on)
        transcript.sibling_requested.connect(self._choose)
        transcript.delete_requested.connect(self._delete)
        transcript.attachment_requested.connect(lambda one: self.text_requested.emit(one.name, one.text))
        transcript.link_requested.connect(self.link_requested)
        transcript.source_requested.connect(self.source_requested)
        self.welcome.asked.connect(self.say)
        self.notices.left.connect(composer.text.setFocus)
        self._connect_attaching()
        for one in (self.fullness, self.attaching):
            one.told.connect(self.notices.show_notice)
            one.shown_requested.connect(self.text_requested)

    def _connect_attaching(self) -> None:
        attaching, composer = self.attaching, self.composer
        composer.attach_requested.connect(self.choose_files)
        composer.files_given.connect(attaching.add)
        composer.long_pasted.connect(self._offer_attachment)
        composer.chips.shown_requested.connect(attaching.show_text)
        composer.chips.remove_requested.connect(attaching.remove)
        self._drop.dropped.connect(attaching.add)
        attaching.reading.connect(composer.chips.say_reading)
        attaching.changed.connect(self._show_chips)

    def begin_new(self, draft: str | None = None, course: Course | None = None) -> None:
        """Show an empty chat, with the draft that was left in the last one; it will be in the course."""
        self._drafts.flush()
        self._new_draft = self._new_draft if draft is None else draft
        self.notices.clear()
        self.chat.begin_new(course)
        self.composer.text.setFocus()

    def open(self, conversation: str, message: str | None = None, words: str = "") -> None:
        """Show a chat, at its end or at a message, with the words lit that a search found there."""
        self._drafts.flush()
        if conversation != self.chat.id:
            self.notices.clear()
        self.chat.open(conversation, lambda: self._come_to(message, words))

    def take_settings(self, settings: Settings) -> None:
        """What the settings say of writing, and of how much the model holds, holds from now on."""
        self.composer.set_send_key(settings.send_key == "ctrl_enter")
        self.fullness.forget()
        self.chat.renew_cards()
        self.chat.ponder()

    def say(self, text: str) -> None:
        """Say something in the chat that is open, and leave alone what is written and attached."""
        self.notices.clear()
        self.transcript.follow()
        self.chat.say(text)

    def choose_files(self) -> None:
        """Let a person choose what to attach."""
        dialog = QFileDialog(self, _("Attach files"))
        dialog.setObjectName("attachDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda paths: self.attaching.add([Path(path) for path in paths]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

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
        self.composer.set_course(self.chat.course)
        self.composer.set_mode(self.chat.mode)
        if now != self._chat_shown:
            begins = self._chat_shown is None and now is not None and self.chat.is_answering
            self._chat_shown = now
            self._begin_kept(now) if begins and now is not None else self._show_other(conversation)
            self.transcript.follow()
        self.opened.emit(conversation)

    def _begin_kept(self, now: str) -> None:
        """A new chat is kept for the first time: what was typed and attached in the meantime belongs to it."""
        self._keep_new("")
        self._drafts.note(now)
        self.attaching.follow(now)

    def _show_other(self, conversation: Conversation | None) -> None:
        self._drafts.flush()
        self.composer.set_draft(self._drafts.of(conversation) if conversation is not None else self._new_draft)
        self.attaching.show_for(conversation.id if conversation is not None else None)
        self.finding.leave()
        self.fullness.forget()

    def _show_messages(self, items: list[Shown], writing: str) -> None:
        self._stack.setCurrentWidget(self.transcript if items or self.chat.id is not None else self.welcome)
        self.transcript.show_thread(items, writing)
        self.finding.show_messages(items)

    def _come_to(self, message: str | None, words: str) -> None:
        if message is None:
            self.finding.leave()
            self.transcript.follow()
            self.composer.text.setFocus()
        elif not self.transcript.reveal(message):  # it stands on another branch
            self.chat.change(lambda: browse.choose(self._kit, message), partial(self._come_to, message, words))
        else:
            self.finding.leave(words)

    def _grow(self, text: str, reasoning: bool) -> None:
        self.model_state.emit("ready", None)
        self.transcript.grow(text, reasoning=reasoning)

    def _say_progress(self, progress: Progress) -> None:
        self.model_state.emit("loading", progress)
        self.transcript.say_progress(progress)

    def _say_answering(self, answering: bool) -> None:
        self.composer.set_answering(answering)

    def _send_when_ready(self, text: str) -> None:
        """What is still being read goes along."""
        here = self.chat.id
        self.attaching.when_ready(lambda: self._send(text) if here == self.chat.id else None)

    def _send(self, text: str) -> None:
        """The draft, and what is attached to it, is a turn now."""
        self.notices.clear()
        self._drafts.forget()
        self.composer.set_draft("")
        if self.chat.id is None:
            self._keep_new("")
        self.transcript.follow()
        self.chat.say(text, self.attaching.take())

    def _give_back(self, text: str, conversation: str | None) -> None:
        """A turn that could not be kept is written again, and what was attached to it hangs on the draft still."""
        if conversation == self.chat.id:
            self.composer.set_draft(joined(text, self.composer.draft()))
            self._note_draft()
            self.attaching.refresh()
        elif conversation is not None:
            self._drafts.give_back(conversation, text)
        else:
            self._keep_new(joined(text, self._new_draft))
        card = distress.card(self._kit.settings.current, text)
        if card is not None:
            self.notices.show_notice(Notice(card.title, "\n".join(card.lines[1:]), key="distress"))

    def _note_draft(self) -> None:
        self._drafts.note(self.chat.id)
        self.chat.ponder()

    def _show_chips(self) -> None:
        taken = self.attaching.taken
        self.composer.show_chips([Chip(one.attachment.id, one.attachment.name, one.size) for one in taken])
        self.chat.ponder()

    def _offer_attachment(self) -> None:
        text = self.composer.text.pasted()
        what = _("That is a long text: {size}.").format(size=attach.size_of(text))
        instead = Choice(_("Keep as an attachment instead"), self._attach_pasted, "attachPasted")
        next_step = _("As an attachment it leaves this box free for your question.")
        self.notices.show_notice(Notice(what, next_step, tone="quiet", choices=(instead,), key="longPaste"))

    def _attach_pasted(self) -> None:
        if text := self.composer.text.pasted():
            self.attaching.add_text(text, self.composer.text.drop_pasted)

    def _edit(self, message: str, text: str) -> None:
        if not self.acts.is_free():
            self._give_back(text, self.chat.id)
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
