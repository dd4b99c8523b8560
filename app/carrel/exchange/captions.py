"""What a page says around the turns of a chat: who spoke, when, and with which model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from carrel.base.stamp import Moment
from carrel.base.words import _
from carrel.conversations.model import Message
from carrel.exchange.api import Chat

BETWEEN = " · "


@dataclass(frozen=True)
class Spoken:
    """One message as it stands on paper: who and when, and what was said; a person's own words are no Markdown."""

    speaker: str
    about: str
    text: str
    is_user: bool


def title(chat: Chat) -> str:
    """What the chat is called, in one line."""
    return " ".join(chat.conversation.title.split()) or _("Untitled chat")


def speaker(message: Message) -> str:
    """Who said it."""
    return _("You") if message.role == "user" else "Carrel"


def about(chat: Chat, message: Message) -> str:
    """When it was said, with which model and where, how it ended, and what was attached: one line."""
    parts = [local(message.created)]
    if message.role == "assistant" and message.model:
        parts += [message.model, _("on this computer") if message.where in {"local", None} else str(message.where)]
    if message.state == "stopped":
        parts.append(_("stopped before its end"))
    elif message.state != "complete":
        parts.append(_("cut off before its end"))
    names = [one.name for one in chat.attached.get(message.id, ())]
    if names:
        parts.append(_("attached: {names}").format(names=", ".join(names)))
    return BETWEEN.join(" ".join(part.split()) for part in parts)


def spoken(chat: Chat) -> list[Spoken]:
    """The branch that is shown, message by message."""
    return [
        Spoken(speaker(message), about(chat, message), message.text, message.role == "user")
        for message in chat.thread()
    ]


def about_chat(chat: Chat) -> str:
    """When it was begun, and its course: one line."""
    parts = [local(chat.conversation.created), chat.course]
    return BETWEEN.join(" ".join(part.split()) for part in parts if part)


def local(moment: Moment) -> str:
    """The time of day where it happened, as 2026-03-02 09:00."""
    return clock(moment).strftime("%Y-%m-%d %H:%M")


def clock(moment: Moment) -> datetime:
    """The moment as an aware local time."""
    zone = timezone(timedelta(minutes=moment.zone))
    return datetime.fromisoformat(moment.utc.replace("Z", "+00:00")).astimezone(zone)
