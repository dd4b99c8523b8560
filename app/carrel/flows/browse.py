"""Looking at conversations and tidying them, without a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from carrel.assessment import tables as assessment
from carrel.attachments import tables as attaching
from carrel.attachments.model import Attachment
from carrel.base.modes import Mode
from carrel.conversations import search as searching
from carrel.conversations import tables
from carrel.conversations.context import tables as context_tables
from carrel.conversations.context.model import Comparison, SentPrompt, Summary
from carrel.conversations.listing import tables as listing
from carrel.conversations.model import Conversation, Hit, Listed, Message
from carrel.courses.model import Course
from carrel.examples import tables as examples
from carrel.flows.courses import bind
from carrel.flows.distress import Card, cards
from carrel.flows.kit import Kit
from carrel.library.evidence import tables as standing
from carrel.library.evidence.model import Evidence


@dataclass(frozen=True)
class Chat:
    """A chat as it is shown, seen at one moment; what belongs to a message is found by the message's id.

    course: the one it is in; None for none, or a deleted one. model: the name of the model that answers here.
    alternatives: for each message that has siblings, the ids of all of them, oldest first. attached: to the turns.
    drafted: what is attached to the draft. summaries: by the last message each stands for.
    quizzed, corrected, compared: replies somebody wants to be quizzed on, would have put otherwise, or has tested.
    evidence: what stands behind a reply. cards: for the turns that show distress.
    """

    conversation: Conversation
    course: Course | None
    model: str
    thread: Sequence[Message]
    alternatives: Mapping[str, tuple[str, ...]]
    attached: Mapping[str, tuple[Attachment, ...]]
    drafted: Sequence[Attachment]
    summaries: Mapping[str, Summary]
    quizzed: frozenset[str]
    corrected: frozenset[str]
    compared: frozenset[str]
    evidence: Mapping[str, Evidence]
    cards: Mapping[str, Card]


def chat(kit: Kit, conversation: str) -> Chat:
    """Everything there is to show of a chat; raises ConversationMissing."""
    with kit.store.reading() as db:
        held = tables.get_conversation(db, conversation)
        thread = tables.thread(db, conversation)
        turns = {message.id: message.text for message in thread if message.role == "user"}
        binding = bind(kit, db, held)
        return Chat(
            conversation=held,
            course=binding.course,
            model=binding.model,
            thread=thread,
            alternatives=tables.alternatives(db, conversation),
            attached=attaching.of_messages(db, [message.id for message in thread]),
            drafted=attaching.of(db, "draft", conversation),
            summaries=context_tables.summaries(db, conversation),
            quizzed=assessment.wished(db, conversation),
            corrected=examples.corrected(db, conversation),
            compared=context_tables.compared(db, conversation),
            evidence=standing.of_messages(db, [message.id for message in thread if message.role == "assistant"]),
            cards=cards(kit.settings.current, turns),
        )


def sent_prompt(kit: Kit, reply: str) -> SentPrompt:
    """The exact text a reply was made from; empty when none was kept, as for replies of an older version."""
    with kit.store.reading() as db:
        return context_tables.sent_prompt(db, reply)


def evidence(kit: Kit, reply: str) -> Evidence | None:
    """What stands behind a reply: the search, and what it cites; None when nothing was looked for."""
    with kit.store.reading() as db:
        return standing.of_message(db, reply)


def comparisons(kit: Kit, reply: str) -> list[Comparison]:
    """What came of asking this reply's question in several ways, oldest first."""
    with kit.store.reading() as db:
        return context_tables.comparisons(db, reply)


def conversations(kit: Kit, limit: int = 100, offset: int = 0, course: str | None = None) -> list[Conversation]:
    """The chats that are not deleted, of one course or all: pinned ones first, then the one last written in."""
    with kit.store.reading() as db:
        return tables.conversations(db, limit, offset, course)


def listed(kit: Kit, limit: int, course: str | None = None, after: Listed | None = None) -> list[Listed]:
    """The lines of the list, of one course or all, from its top or behind a line that is there already."""
    with kit.store.reading() as db:
        return listing.listed(db, limit, course, after)


def conversation(kit: Kit, conversation: str) -> Conversation:
    """One chat; raises ConversationMissing."""
    with kit.store.reading() as db:
        return tables.get_conversation(db, conversation)


def placed(kit: Kit, conversation: str) -> tuple[Conversation, Course | None]:
    """One chat and the course it is in; raises ConversationMissing."""
    with kit.store.reading() as db:
        held = tables.get_conversation(db, conversation)
        return held, bind(kit, db, held).course


def thread(kit: Kit, conversation: str) -> list[Message]:
    """The branch that is shown, from the first message to the last."""
    with kit.store.reading() as db:
        return tables.thread(db, conversation)


def alternatives(kit: Kit, conversation: str) -> dict[str, tuple[str, ...]]:
    """For each message that has siblings, the ids of all of them, oldest first."""
    with kit.store.reading() as db:
        return tables.alternatives(db, conversation)


def siblings(kit: Kit, message: str) -> list[Message]:
    """The message and those that stand in its place on other branches, oldest first."""
    with kit.store.reading() as db:
        return tables.siblings(db, message)


def choose(kit: Kit, message: str) -> None:
    """Show the branch through this message."""
    with kit.store.writing() as db:
        tables.choose(db, message)


def rename(kit: Kit, conversation: str, title: str) -> None:
    """Give the chat a title."""
    with kit.store.writing() as db:
        tables.rename(db, conversation, title)


def pin(kit: Kit, conversation: str, pinned: bool) -> None:
    """Keep the chat at the top of the list, or no longer."""
    with kit.store.writing() as db:
        tables.pin(db, conversation, pinned)


def set_draft(kit: Kit, conversation: str, draft: str) -> None:
    """Keep what was typed and not yet sent."""
    with kit.store.writing() as db:
        tables.set_draft(db, conversation, draft)


def set_model(kit: Kit, conversation: str, model: str | None) -> None:
    """Choose the model for this chat; None for the usual one."""
    with kit.store.writing() as db:
        tables.set_model(db, conversation, model)


def set_mode(kit: Kit, conversation: str, mode: Mode) -> None:
    """Answer this chat from sources only from now on, or openly."""
    with kit.store.writing() as db:
        tables.set_mode(db, conversation, mode)


def set_behaviour(kit: Kit, conversation: str, behaviour: str | None) -> None:
    """Answer this chat as this behaviour says from now on, or as none (""); None for what its course says."""
    with kit.store.writing() as db:
        tables.set_behaviour(db, conversation, behaviour)


def delete_conversation(kit: Kit, conversation: str) -> None:
    """Hide the chat; everything in it stays for an undo."""
    with kit.store.writing() as db:
        tables.delete_conversation(db, conversation, kit.stamp.now())


def undelete_conversation(kit: Kit, conversation: str) -> None:
    """Show a deleted chat again, as it was."""
    with kit.store.writing() as db:
        tables.undelete_conversation(db, conversation)


def delete_message(kit: Kit, message: str) -> None:
    """Hide the message and what follows it; the chat stays."""
    with kit.store.writing() as db:
        tables.delete_message(db, message, kit.stamp.now())


def undelete_message(kit: Kit, message: str) -> None:
    """Show a deleted message again with what followed it."""
    with kit.store.writing() as db:
        tables.undelete_message(db, message)


def search(kit: Kit, text: str, limit: int = 20, course: str | None = None) -> list[Hit]:
    """The chats and messages that hold every word, best first, in one course or everywhere."""
    with kit.store.reading() as db:
        return searching.find(db, text, limit, course)
