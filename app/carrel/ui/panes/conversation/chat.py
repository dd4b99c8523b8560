"""The chat that is open: its messages, the replies on their way, and the flows that change it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from carrel.attachments.model import Attachment
from carrel.base.errors import CarrelError
from carrel.base.modes import Mode
from carrel.base.work import Progress
from carrel.conversations.model import Conversation, Message
from carrel.courses.model import Course
from carrel.flows import browse, courses, distress, teach
from carrel.flows.kit import Kit
from carrel.flows.prepare import Beginning
from carrel.ui.jobs import Jobs
from carrel.ui.panes.conversation.idle import Idle
from carrel.ui.panes.conversation.reply import Asking, Reply
from carrel.ui.widgets.message_tools import Shown


class Chat(QObject):
    """Runs what a person asks of a chat, and says what there is to show.

    opened: the Conversation, or None for a new one, also when something about it changed. shown: the messages, and the
    id of the one that is being written ("" for none). grew: text, and whether it is reasoning. answering: whether a
    reply is on its way here. failed: an error, and the id of the reply that Retry is for ("" for none). refused: the
    text of a turn that could not be kept, and the id of its chat, or None for one that has not begun. kept: the id of
    a turn that was just said, and is on the disk. distressed: a Card, for such a turn.

    course: the one the chat is in, or a new one will be. view: what was last read of the chat; None for a new one.
    """

    opened = Signal(object)
    shown = Signal(object, str)
    grew = Signal(str, bool)
    progressed = Signal(object)
    answering = Signal(bool)
    failed = Signal(object, str)
    refused = Signal(str, object)
    kept = Signal(str)
    distressed = Signal(object)

    def __init__(self, kit: Kit, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kit, self._jobs = kit, jobs
        self.conversation: Conversation | None = None
        self.items: list[Shown] = []
        self._replies: list[Reply] = []
        self._thought: dict[str, int] = {}  # seconds, of the replies that were written since this window opened
        self._current: Reply | None = None
        self._opening = 0  # counts what was opened: what an older question brings is not shown
        self.course: Course | None = None
        self.model: str | None = None  # chosen for a new chat
        self._mode: Mode | None = None  # chosen for a new chat
        self._behaviour: str | None = None  # chosen for a new chat
        self.view: browse.Chat | None = None
        self.written: Callable[[], str] = str  # what is typed by now
        self.idle = Idle(kit, jobs, lambda: bool(self._replies), self)

    @property
    def id(self) -> str | None:
        """The id of the chat; None for one in which nothing was said yet."""
        return self.conversation.id if self.conversation is not None else None

    @property
    def mode(self) -> Mode:
        """Whether it is answered from sources only: its own choice, or what its course says."""
        own = self.conversation.mode if self.conversation is not None else self._mode
        return own or (self.course.mode if self.course is not None else "open")

    def set_mode(self, mode: Mode) -> None:
        """Answer from sources only from now on, or openly."""
        conversation = self.id
        if conversation is None:
            self._mode = mode
            self.opened.emit(None)
            self.ponder()
        else:
            self._jobs.fetch(partial(browse.set_mode, self._kit, conversation, mode), lambda _done: self.look_again())

    @property
    def behaviour(self) -> str | None:
        """The name of the behaviour it has of its own, empty for none; None where it follows its course."""
        return self.conversation.behaviour if self.conversation is not None else self._behaviour

    def set_behaviour(self, behaviour: str | None) -> None:
        """Answer as this behaviour says from now on, as none (""), or as its course says (None)."""
        conversation = self.id
        if conversation is None:
            self._behaviour = behaviour
        else:
            work = partial(browse.set_behaviour, self._kit, conversation, behaviour)
            self._jobs.fetch(work, lambda _done: self.look_again())

    @property
    def is_answering(self) -> bool:
        """Whether a reply is on its way in this chat."""
        return self._current is not None

    def begin_new(self, course: Course | None = None) -> None:
        """Leave the chat for a new one, in a course or in none; a reply on its way goes on."""
        self._leave()
        self.course, self.view, self.model, self._mode, self._behaviour = course, None, None, None, None
        self._show(None, [])
        self.ponder()

    def open(self, conversation: str, then: Callable[[], object] | None = None) -> None:
        """Open a chat; `then` is called once its messages are shown."""
        self._leave()
        self._read(conversation, then)

    def reload(self, then: Callable[[], object] | None = None) -> None:
        """Show the chat as it is now, unless a reply is being written."""
        if self.id is not None and self._current is None:
            self._read(self.id, then)

    def look_again(self) -> None:
        """Its title, its course, or anything else about it but the messages, may have changed."""
        conversation, course = self.id, self.course

        def find() -> tuple[Conversation | None, Course | None]:
            if conversation is not None:
                return browse.placed(self._kit, conversation)
            return None, courses.named(self._kit, course.id) if course is not None else None

        def show(found: tuple[Conversation | None, Course | None]) -> None:
            news = (_without_draft(found[0]), found[1]) != (_without_draft(self.conversation), self.course)
            if conversation == self.id and news and (conversation is not None or course is self.course):
                self.conversation, self.course = found
                self.opened.emit(self.conversation)

        if conversation is not None or course is not None:
            self._jobs.fetch(find, show, lambda _error: None)

    def ponder(self) -> None:
        """Read ahead once nothing has happened for a while; not for a tutor that is switched off."""
        if self.course is not None and self.course.help == "off":
            self.idle.rest()
        else:
            self.idle.ponder(self.id, self.written, self.course.id if self.course is not None else None)

    def say(self, text: str, attached: Sequence[Attachment] | None = None) -> None:
        """Say something, and stream the reply.

        attached: what hangs on the draft and goes with the turn; None leaves the draft and what hangs on it alone.
        """
        conversation, beginning = self.id, self._beginning()
        texts = None if attached is not None else ()
        self._ask(
            lambda cancel: teach.say(self._kit, conversation, text, cancel, beginning, texts), text, attached or ()
        )

    def ask_about(self, reply: str, text: str) -> None:
        """Say something right after a reply; the draft stays."""
        self._ask(lambda cancel: teach.ask_about(self._kit, reply, text, cancel))

    def retry(self, message: str) -> None:
        """Make another reply beside this one."""
        self._ask(lambda cancel: teach.retry(self._kit, message, cancel))

    def edit(self, message: str, text: str) -> None:
        """Say something else in place of a turn; what was attached to it goes along."""
        attached = next((one.attached for one in self.items if one.message.id == message), ())
        self._ask(lambda cancel: teach.edit(self._kit, message, text, cancel), attached=attached)

    def carry_on(self, message: str) -> None:
        """Go on with a reply that is not whole."""
        self._ask(lambda cancel: teach.carry_on(self._kit, message, cancel))

    def stop(self) -> None:
        """Stop the reply; what was said stays."""
        if self._current is not None:
            self._current.stop()

    def change(self, work: Callable[[], object], then: Callable[[], object] | None = None) -> None:
        """Change something about the messages beside the window, and show the chat anew."""
        if self._current is None:
            self._jobs.fetch(work, lambda _done: self.reload(then), lambda error: self.failed.emit(error, ""))

    def last_reply(self) -> Message | None:
        """The last message, if it is a reply."""
        last = self.items[-1].message if self.items else None
        return last if last is not None and last.role == "assistant" else None

    def _ask(self, work: Asking, turn: str = "", attached: Sequence[Attachment] = ()) -> None:
        if self._current is not None:
            return
        self.idle.rest()
        reply = self._current = Reply(self._jobs, work, self.id, turn, self)
        reply.attached = tuple(attached)
        self._replies.append(reply)
        reply.began.connect(self._begin_reply)
        reply.grew.connect(self._grow_reply)
        reply.progressed.connect(self._tell_progress)
        reply.ended.connect(self._end_reply)
        self.answering.emit(True)
        reply.start()

    def _begin_reply(self, reply: Reply, said: teach.Said) -> None:
        """Show the turn and the empty reply at once; the disk is asked again at the end."""
        self.kept.emit(said.turn.id)
        if reply is not self._current:
            return
        news = self.conversation != said.conversation
        self.conversation = said.conversation
        known = {shown.message.id: shown for shown in self.items}
        ids = list(known)
        keep = ids.index(said.turn.parent) + 1 if said.turn.parent in ids else 0
        turn = known.get(said.turn.id) or self._new_turn(said.turn, reply.attached)
        self.items = [*self.items[:keep], turn, Shown(said.reply)]
        if news:
            self.opened.emit(self.conversation)
        self.shown.emit(self.items, said.reply.id)

    def renew_cards(self) -> None:
        """The contacts on the cards may be others now."""
        settings, news = self._kit.settings.current, False
        for place, one in enumerate(self.items):
            card = distress.card(settings, one.message.text) if one.card is not None else None
            if card != one.card:
                self.items[place], news = replace(one, card=card), True
        if news:
            self.shown.emit(self.items, self._writing())

    def _new_turn(self, turn: Message, attached: tuple[Attachment, ...]) -> Shown:
        """What was just said; a card for somebody in distress comes with it, before there is a reply."""
        card = distress.card(self._kit.settings.current, turn.text)
        if card is not None:
            self.distressed.emit(card)
        return Shown(turn, attached=attached, card=card)

    def _grow_reply(self, reply: Reply, text: str, reasoning: bool) -> None:
        if reply is self._current:
            self.items[-1] = _with(self.items[-1], reply.message)
            self.grew.emit(text, reasoning)

    def _tell_progress(self, reply: Reply, progress: Progress) -> None:
        if reply is self._current:
            self.progressed.emit(progress)

    def _end_reply(self, reply: Reply, error: CarrelError | None) -> None:
        self._replies.remove(reply)
        if reply.thought and reply.message is not None:
            self._thought[reply.message.id] = reply.thought
        here = reply is self._current
        if here:
            self._current = None
            self.items = [_with(shown, reply.message) for shown in self.items]
            self.shown.emit(self.items, "")
            self.answering.emit(False)
            self.reload()
        if error is None:
            if reply.conversation is not None:
                self.idle.answered(reply.conversation)
            self.ponder()
            return
        if reply.unkept:
            self.refused.emit(reply.unkept, reply.conversation)
        if here or reply.unkept:
            self.failed.emit(error, reply.message.id if here and reply.message is not None else "")

    def _read(self, conversation: str, then: Callable[[], object] | None) -> None:
        opening = self._opening

        def show(view: browse.Chat) -> None:
            if opening == self._opening and self._current is None:
                self.view, self.course = view, view.course
                self._show(view.conversation, _items(view, self._thought))
                self.ponder()
                if then is not None:
                    then()

        self._jobs.fetch(lambda: browse.chat(self._kit, conversation), show, lambda error: self.failed.emit(error, ""))

    def _show(self, conversation: Conversation | None, items: list[Shown]) -> None:
        news = conversation is None or conversation != self.conversation
        self.conversation, self.items = conversation, items
        if news:
            self.opened.emit(conversation)
        waiting = (one for one in self._replies if conversation is not None and one.conversation == conversation.id)
        self._current = next(waiting, None)
        if self._current is not None:
            self.items = [_with(shown, self._current.message) for shown in items]
            self.answering.emit(True)
        self.shown.emit(self.items, self._writing())

    def _writing(self) -> str:
        """The id of the reply that is being written here; empty for none."""
        message = self._current.message if self._current is not None else None
        return message.id if message is not None else ""

    def _beginning(self) -> Beginning:
        course = self.course.id if self.course is not None else None
        return Beginning(course, self.model, self._mode, behaviour=self._behaviour)

    def _leave(self) -> None:
        self._opening += 1
        self.idle.rest()
        if self._current is not None:
            self._current = None
            self.answering.emit(False)


def _without_draft(conversation: Conversation | None) -> Conversation | None:
    """What there is to show of a chat: its draft stands in the box already."""
    return replace(conversation, draft="") if conversation is not None else None


def _items(view: browse.Chat, thought: Mapping[str, int]) -> list[Shown]:
    """The messages of the branch that is shown, each with what belongs to it."""
    return [
        Shown(
            message,
            view.alternatives.get(message.id, ()),
            view.attached.get(message.id, ()),
            view.summaries.get(message.id),
            quizzed=message.id in view.quizzed,
            corrected=message.id in view.corrected,
            compared=message.id in view.compared,
            thought=thought.get(message.id, 0),
            evidence=view.evidence.get(message.id),
            card=view.cards.get(message.id),
        )
        for message in view.thread
    ]


def _with(shown: Shown, message: Message | None) -> Shown:
    """The same place with the newer message, if it is about that one."""
    return replace(shown, message=message) if message is not None and message.id == shown.message.id else shown
