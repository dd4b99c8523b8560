"""Titles made by the model while nobody waits for it."""

from __future__ import annotations

import re

from carrel.base.work import Cancel
from carrel.conversations import tables
from carrel.engine.api import ChatRequest, Engine, Sampling, Turn, Urgency
from carrel.flows import prompts
from carrel.flows.able import is_small
from carrel.flows.courses import bind
from carrel.flows.kit import Kit
from carrel.flows.structured import structured

_MOST_TOKENS = 48
_BEGINNING = 1_500
"""Characters of the chat that the title is made from."""

_WORD = re.compile(r"\w{3,}")
_NO_TITLE = re.compile(r"[.!?;=]\s|\n")
"""A sentence that goes on is none."""


def give_title(kit: Kit, conversation: str, cancel: Cancel) -> str | None:
    """Give a chat a title in place of its first words, once; the title, or None when it keeps the one it has.

    Titles that a person or a model gave stay. One whose words do not stand in the chat is not taken, and a very small
    model is not asked: its words stand there, and say nothing. Raises Stopped, and what `Engine.chat` raises.
    """
    with kit.store.reading() as db:
        held = tables.get_conversation(db, conversation)
        thread = tables.thread(db, conversation)
        model = bind(kit, db, held).model
    whole = any(message.role == "assistant" and message.state == "complete" and message.text for message in thread)
    if held.titled != "first" or not whole:
        return None
    said = "\n".join(message.text for message in thread)[:_BEGINNING]
    engine = kit.engines.engine(model)
    title = "" if is_small(engine, cancel) else title_for(engine, said, cancel)
    sound = bool(title)
    with kit.store.writing() as db:
        if tables.get_conversation(db, conversation).titled == "first":  # nobody gave one in the meantime
            tables.rename(db, conversation, title if sound else held.title, "model")
    return title if sound else None


def title_for(engine: Engine, said: str, cancel: Cancel) -> str:
    """The title that the model gives to what was said; empty where it gives none. Raises what `Engine.chat` raises."""
    turns = (Turn("system", prompts.prose("title")), Turn("user", said))
    request = ChatRequest(
        turns, _MOST_TOKENS, Sampling(temperature=0, seed=0), grammar="title", urgency=Urgency.BACKGROUND
    )
    answer = structured(engine, request, cancel)
    title = " ".join(str(answer["title"]).split()).strip(" .\"'“”") if answer is not None else ""
    return title if _is_title_of(title, said) else ""


def _is_title_of(title: str, said: str) -> bool:
    """Whether it reads like a title, and most of its longer words stand in the chat."""
    words = set(_WORD.findall(title.casefold()))
    known = words & set(_WORD.findall(said.casefold()))
    return bool(words) and title[0].isalnum() and not _NO_TITLE.search(title) and 4 * len(known) >= 3 * len(words)
