"""Carrel's own format: JSON that carries a whole chat and comes back the same (P27)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from carrel.attachments.model import Attachment
from carrel.base.modes import Mode
from carrel.base.stamp import Moment
from carrel.base.words import _
from carrel.base.work import Timing
from carrel.conversations.context.model import Summary
from carrel.conversations.model import Conversation, Message
from carrel.exchange.api import Bad, Chat, FileRefused, Format, Found, Source, Taken
from carrel.exchange.fields import Fields, Wrong

VERSION = 1
_ROLES = ("user", "assistant")
_STATES = ("complete", "stopped", "interrupted")
_TITLED = ("first", "model", "person")
_MODES: tuple[Mode, ...] = ("open", "sources")


def write(chats: Iterable[Chat]) -> Iterator[bytes]:
    """The file, a chat a line, so that a large one can be looked through line by line."""
    yield f'{{"carrel": "chats", "v": {VERSION}, "chats": ['.encode()
    before = "\n"
    for chat in chats:
        yield (before + json.dumps(_chat_object(chat), ensure_ascii=False)).encode()
        before = ",\n"
    yield b"\n]}\n"


def recognises(document: Any) -> bool:
    """Whether this is a file of chats, of whatever version."""
    return isinstance(document, dict) and document.get("carrel") == "chats"


def read(document: Any, _otherwise: Moment) -> Iterator[Found]:
    """The chats, one after the other; raises FileRefused for a newer version, or when there are no chats at all."""
    version, chats = document.get("v"), document.get("chats")
    if isinstance(version, bool) or not isinstance(version, int) or not isinstance(chats, list):
        raise FileRefused(
            _("This file says it holds chats of Carrel's, but it is damaged."),
            _("Export the chats again, and try again."),
        )
    if version > VERSION:
        raise FileRefused(
            _("A newer version of Carrel wrote this file."),
            _("Install the newest Carrel, and try again."),
            f"v {version}",
        )
    for number, thing in enumerate(chats, 1):
        try:
            yield Taken(_chat(thing))
        except Wrong as wrong:
            yield Bad(number, _title_in(thing), str(wrong))


def _chat_object(chat: Chat) -> dict[str, Any]:
    conversation = chat.conversation
    return {
        "id": conversation.id,
        "title": conversation.title,
        "titled": conversation.titled,
        "pinned": conversation.pinned,
        "created": asdict(conversation.created),
        "updated": asdict(conversation.updated),
        "model": conversation.model,
        "course": chat.course or None,
        "draft": conversation.draft,
        "draft_attachments": [one.id for one in chat.draft_attached],
        "head": conversation.head,
        "messages": [_message_object(message, chat) for message in chat.messages],
        "attachments": [_without(asdict(one), "document") for one in chat.attachments().values()],
        "summaries": [_without(asdict(one), "conversation") for one in chat.summaries],
        **({"mode": conversation.mode} if conversation.mode is not None else {}),
        **({"behaviour": conversation.behaviour} if conversation.behaviour is not None else {}),
    }


def _without(row: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}


def _message_object(message: Message, chat: Chat) -> dict[str, Any]:
    return {
        "id": message.id,
        "parent": message.parent,
        "role": message.role,
        "text": message.text,
        "reasoning": message.reasoning,
        "state": "interrupted" if message.state == "streaming" else message.state,
        "finish": message.finish,
        "model": message.model,
        "where": message.where,
        "timing": asdict(message.timing),
        "created": asdict(message.created),
        "attachments": [one.id for one in chat.attached.get(message.id, ())],
    }


def _chat(thing: Any) -> Chat:
    here = Fields(thing, _("the chat"))
    identity = here.identity("id")
    messages = tuple(_message(one, identity, number) for number, one in enumerate(here.many("messages"), 1))
    _check_tree(messages, here)
    texts = {one.id: one for one in map(_attachment, here.many("attachments"))}
    return Chat(
        Conversation(
            id=identity,
            created=here.moment("created"),
            updated=here.moment("updated"),
            title=here.text("title", ""),
            pinned=here.truth("pinned"),
            head=here.maybe_identity("head"),
            draft=here.text("draft", ""),
            model=here.maybe("model"),
            titled=here.one_of("titled", _TITLED, "first"),
            mode=here.one_of("mode", _MODES) if here.maybe("mode") is not None else None,
            behaviour=here.maybe("behaviour"),
        ),
        messages,
        here.maybe("course") or "",
        {
            message.id: hanging
            for message, one in zip(messages, here.many("messages"), strict=True)
            if (hanging := _hanging(Fields(one, _("a message")), "attachments", texts))
        },
        _hanging(here, "draft_attachments", texts),
        tuple(_summary(one, identity, {message.id for message in messages}) for one in here.many("summaries")),
    )


def _message(thing: Any, conversation: str, number: int) -> Message:
    here = Fields(thing, _("message {number}").format(number=number))
    timing = Fields(here.get("timing") or {}, _("the timing"))
    return Message(
        id=here.identity("id"),
        conversation=conversation,
        parent=here.maybe_identity("parent"),
        role=here.one_of("role", _ROLES),
        text=here.text("text"),
        created=here.moment("created"),
        reasoning=here.text("reasoning", ""),
        state=here.one_of("state", _STATES),
        model=here.maybe("model"),
        where=here.maybe("where"),
        finish=here.maybe("finish"),
        timing=Timing(
            timing.number("first_token_s"),
            int(timing.number("tokens")),
            timing.number("tokens_per_s"),
            int(timing.number("prompt_tokens")),
            int(timing.number("reused_tokens")),
        ),
    )


def _check_tree(messages: tuple[Message, ...], here: Fields) -> None:
    """Each message follows one before it, ids are told once, and what is shown is the end of a branch."""
    seen: set[str] = set()
    for number, message in enumerate(messages, 1):
        if message.id in seen or (message.parent is not None and message.parent not in seen):
            raise Wrong(_("message {number} does not follow any message before it.").format(number=number))
        seen.add(message.id)
    head, followed = here.maybe_identity("head"), {message.parent for message in messages}
    if (head is None) != (not messages) or (head is not None and (head not in seen or head in followed)):
        raise here.wrong("head")


def _attachment(thing: Any) -> Attachment:
    here = Fields(thing, _("an attached text"))
    return Attachment(here.identity("id"), here.text("name"), here.text("text"), here.moment("created"))


def _hanging(here: Fields, name: str, texts: dict[str, Attachment]) -> tuple[Attachment, ...]:
    wanted = here.many(name)
    if not all(isinstance(one, str) and one in texts for one in wanted):
        raise here.wrong(name)
    return tuple(texts[one] for one in wanted)


def _summary(thing: Any, conversation: str, messages: set[str]) -> Summary:
    here = Fields(thing, _("a summary"))
    upto = here.identity("upto")
    if upto not in messages:
        raise here.wrong("upto")
    return Summary(
        here.identity("id"), conversation, upto, here.text("text"), here.maybe("model"), here.moment("created")
    )


def _title_in(thing: Any) -> str:
    found = thing.get("title") if isinstance(thing, dict) else None
    return found if isinstance(found, str) else ""


FORMAT = Format("json", lambda: _("Carrel’s own (JSON)"), "json", lambda: "", write, shows_branch=False)
SOURCE = Source("carrel", lambda: _("Carrel"), recognises, read)
