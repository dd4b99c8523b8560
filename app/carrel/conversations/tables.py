"""Chats and their messages in the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carrel.base.modes import Mode
from carrel.base.stamp import Moment
from carrel.base.text import clean
from carrel.base.words import _
from carrel.conversations import search
from carrel.conversations.model import Conversation, ConversationMissing, Ending, Message, MessageMissing, Titled
from carrel.conversations.rows import (
    conversation_from,
    conversation_row,
    message_from,
    message_row,
    timing_text,
)

if TYPE_CHECKING:
    from sqlite_utils import Database


def create_conversation(db: Database, conversation: Conversation) -> None:
    """Keep a new chat; it has no messages, and so no head."""
    row = conversation_row(conversation)
    db["conversation"].insert(row)
    search.learn(db, "conversation", conversation.id, str(row["title"]))


def get_conversation(db: Database, conversation: str) -> Conversation:
    """The chat with this id, deleted or not; raises ConversationMissing."""
    for row in db.query("select * from conversation where id = ?", (clean(conversation),)):
        return conversation_from(row)
    raise conversation_missing(conversation)


def conversations(db: Database, limit: int = 100, offset: int = 0, course: str | None = None) -> list[Conversation]:
    """The chats that are not deleted, of one course or all: pinned ones first, then the one last written in."""
    where = "deleted is null" if course is None else "course = :course and deleted is null"
    rows = db.query(
        f"""select * from conversation where {where}
           order by pinned desc, updated desc, number desc limit :limit offset :offset""",
        {"course": course, "limit": limit, "offset": offset},
    )
    return [conversation_from(row) for row in rows]


def conversation_count(db: Database) -> int:
    """How many chats are not deleted."""
    return int(db.execute("select count(*) from conversation where deleted is null").fetchone()[0])


def rename(db: Database, conversation: str, title: str, titled: Titled = "person") -> None:
    """Give the chat a title, and note who gave it."""
    _set(db, conversation, "title", clean(title))
    search.learn(db, "conversation", conversation, clean(title))
    _set(db, conversation, "titled", titled)


def move(db: Database, conversation: str, course: str | None, model: str | None = None) -> None:
    """Put the chat into a course, or out of any: it inherits what that one says, its model too unless one is named."""
    _set(db, conversation, "course", course)
    _set(db, conversation, "model", model)


def pin(db: Database, conversation: str, pinned: bool) -> None:
    """Keep the chat at the top of the list, or no longer."""
    _set(db, conversation, "pinned", int(pinned))


def set_draft(db: Database, conversation: str, draft: str) -> None:
    """Keep what was typed and not yet sent."""
    _set(db, conversation, "draft", clean(draft))


def set_model(db: Database, conversation: str, model: str | None) -> None:
    """Choose the model for this chat; None for the usual one."""
    _set(db, conversation, "model", model)


def set_mode(db: Database, conversation: str, mode: Mode | None) -> None:
    """Answer this chat from sources only, or openly; None for what its course says."""
    _set(db, conversation, "mode", mode)


def set_behaviour(db: Database, conversation: str, behaviour: str | None) -> None:
    """Answer this chat as the behaviour of this name says, or as none (""); None for what its course says."""
    _set(db, conversation, "behaviour", behaviour)


def delete_conversation(db: Database, conversation: str, moment: Moment) -> None:
    """Hide the chat from the list and from search; everything in it stays for an undo."""
    _set(db, conversation, "deleted", moment.utc)


def undelete_conversation(db: Database, conversation: str) -> None:
    """Show a deleted chat again, as it was."""
    _set(db, conversation, "deleted", None)


def add_message(db: Database, message: Message) -> None:
    """Put the message after its parent and show its branch.

    Raises ConversationMissing when the chat is gone, and MessageMissing when the parent is not a message of this chat
    that can be seen.
    """
    if get_conversation(db, message.conversation).deleted:
        raise conversation_missing(message.conversation)
    if message.parent is not None:
        parent = get_message(db, message.parent)
        if parent.deleted or parent.conversation != message.conversation:
            raise _message_missing(message.parent)
    row = message_row(message)
    db["message"].insert(row)
    search.learn(db, "message", message.id, str(row["text"]))
    _set(db, message.conversation, "head", message.id)
    _touch(db, message.conversation, message.created)


def get_message(db: Database, message: str) -> Message:
    """The message with this id, deleted or not; raises MessageMissing."""
    for row in db.query("select * from message where id = ?", (clean(message),)):
        return message_from(row)
    raise _message_missing(message)


def message_count(db: Database, conversation: str) -> int:
    """How many messages of the chat can be seen, on all of its branches."""
    counted = db.execute("select count(*) from message where conversation = ? and not hidden", (conversation,))
    return int(counted.fetchone()[0])


def thread(db: Database, conversation: str) -> list[Message]:
    """The branch that is shown, from the first message to the head."""
    rows = db.query(
        """with recursive branch (number, parent, depth) as (
             select message.number, message.parent, 0
               from conversation join message on message.id = conversation.head where conversation.id = ?
             union all
             select message.number, message.parent, depth + 1 from branch join message on message.id = branch.parent)
           select message.* from branch join message using (number) order by depth desc""",
        (conversation,),
    )
    return [message_from(row) for row in rows]


def siblings(db: Database, message: str) -> list[Message]:
    """The message and those that stand in its place on other branches, oldest first, without deleted ones."""
    rows = db.query(
        """select other.* from message as this
             join message as other on other.conversation = this.conversation and other.parent is this.parent
           where this.id = ? and not other.hidden order by other.number""",
        (message,),
    )
    return [message_from(row) for row in rows]


def alternatives(db: Database, conversation: str) -> dict[str, tuple[str, ...]]:
    """For each message that has siblings, the ids of all of them, oldest first: what a chat needs to show "2 of 3"."""
    rows = db.query(
        """select group_concat(id, ' ' order by number) as ids from message
           where conversation = ? and not hidden group by parent having count(*) > 1""",
        (conversation,),
    )
    groups = [tuple(row["ids"].split(" ")) for row in rows]
    return {message: group for group in groups for message in group}


def choose(db: Database, message: str) -> None:
    """Show the branch through this message, down to its newest leaf; raises MessageMissing."""
    chosen = get_message(db, message)
    if chosen.deleted:
        raise _message_missing(message)
    _set(db, chosen.conversation, "head", _newest_leaf(db, message))


def write_stream(db: Database, message: str, text: str, reasoning: str = "") -> bool:
    """Keep what has been written of a reply so far; False, and nothing kept, when it is no longer streaming."""
    written = db.execute(
        "update message set text = ?, reasoning = ? where id = ? and state = 'streaming'",
        (clean(text), clean(reasoning), message),
    )
    if written.rowcount:
        search.learn(db, "message", message, clean(text))
    return bool(written.rowcount)


def finish_message(db: Database, message: str, ending: Ending, moment: Moment) -> None:
    """Keep the whole reply and why it ended; raises MessageMissing."""
    conversation = get_message(db, message).conversation
    db.execute(
        "update message set text = ?, reasoning = ?, state = ?, finish = ?, timing = ? where id = ?",
        (
            clean(ending.text),
            clean(ending.reasoning),
            ending.state,
            ending.finish,
            timing_text(ending.timing),
            message,
        ),
    )
    search.learn(db, "message", message, clean(ending.text))
    _touch(db, conversation, moment)


def resume_message(db: Database, message: str) -> None:
    """Let a reply that was stopped, cut off or bounded go on from its last character; raises MessageMissing."""
    resumed = db.execute("update message set state = 'streaming', finish = null where id = ?", (message,))
    if not resumed.rowcount:
        raise _message_missing(message)


def interrupt_streaming(db: Database) -> int:
    """Mark what was being written when the program died, and tell how many; for the one writer, once, at its start."""
    return int(db.execute("update message set state = 'interrupted' where state = 'streaming'").rowcount)


def delete_message(db: Database, message: str, moment: Moment) -> None:
    """Hide the message and all that follows it on every branch; the chat stays, even when it is left empty.

    A shown branch that is hidden gives way to the nearest sibling's, or ends before the message. Deleting what is
    hidden already changes nothing. Raises MessageMissing.
    """
    gone = get_message(db, message)
    if gone.deleted:
        return
    head = get_conversation(db, gone.conversation).head
    following = _nearest_sibling(db, message) or gone.parent
    db.execute("update message set deleted = ? where id = ?", (moment.utc, message))
    _hide_and_show(db, message)
    if head is None or not get_message(db, head).deleted:
        return
    db.execute("update message set head_before = ? where id = ?", (head, message))
    _set(db, gone.conversation, "head", following and _newest_leaf(db, following))


def undelete_message(db: Database, message: str) -> None:
    """Show a deleted message again with all that followed it, and the branch that was shown then.

    What was deleted on its own below it, or above it, stays hidden. Raises MessageMissing.
    """
    conversation = get_message(db, message).conversation
    row = db.execute("select head_before from message where id = ? and deleted is not null", (message,)).fetchone()
    if row is None:
        return
    db.execute("update message set deleted = null, head_before = null where id = ?", (message,))
    _hide_and_show(db, message)
    head = get_conversation(db, conversation).head
    if row[0] is not None and not get_message(db, row[0]).deleted:
        head = row[0]
    elif head is None and not get_message(db, message).deleted:
        head = message
    _set(db, conversation, "head", head and _newest_leaf(db, head))


def _hide_and_show(db: Database, message: str) -> None:
    """Work out anew what is hidden from this message down: what was deleted, and all that follows it."""
    db.execute(
        """with recursive below (id, hidden) as (
             select this.id, this.deleted is not null or coalesce(parent.hidden, 0)
               from message as this left join message as parent on parent.id = this.parent where this.id = ?
             union all
             select message.id, message.deleted is not null or below.hidden
               from below join message on message.parent = below.id)
           update message set hidden = below.hidden from below
           where message.id = below.id and message.hidden is not below.hidden""",
        (message,),
    )


def _newest_leaf(db: Database, message: str) -> str:
    """The newest message that can be seen from this one down: nothing follows it, as what follows is newer."""
    newest = db.execute(
        """with recursive below (id, number) as (
             select id, number from message where id = ?
             union all
             select message.id, message.number from below join message on message.parent = below.id and not hidden)
           select id, max(number) from below""",
        (message,),
    )
    return str(newest.fetchone()[0])


def _nearest_sibling(db: Database, message: str) -> str | None:
    """The id of the sibling before the message, or else of the one after it."""
    ids = [sibling.id for sibling in siblings(db, message)]
    position = ids.index(message)
    others = ids[position + 1 :] if position == 0 else ids[:position][::-1]
    return others[0] if others else None


def _set(db: Database, conversation: str, column: str, value: object) -> None:
    changed = db.execute(f"update conversation set {column} = ? where id = ?", (value, conversation))
    if not changed.rowcount:
        raise conversation_missing(conversation)


def _touch(db: Database, conversation: str, moment: Moment) -> None:
    db.execute(
        "update conversation set updated = ?, updated_zone = ?, updated_day = ? where id = ?",
        (moment.utc, moment.zone, moment.day, conversation),
    )


def conversation_missing(conversation: str) -> ConversationMissing:
    """What to say of a chat that is not there."""
    return ConversationMissing(
        _("This chat is no longer there."), _("Choose another chat, or begin a new one."), conversation
    )


def _message_missing(message: str) -> MessageMissing:
    return MessageMissing(
        _("This message is no longer there."), _("Open the chat again, or undo the deletion."), message
    )
