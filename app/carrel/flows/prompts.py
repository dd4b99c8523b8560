"""What goes into a prompt, and what is left out when the context is full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from carrel.base.files import resource
from carrel.base.words import counted
from carrel.conversations.model import Message
from carrel.engine.api import Engine, Turn

BLOCK = 8
"""Messages left out at a time: the beginning of the prompt then stays the same for some turns and is not read again."""

_CHARACTERS_A_TOKEN = 12
"""More characters than this for each token of context cannot fit in any language we know of."""


@dataclass(frozen=True)
class Prompt:
    """The turns the model receives; dropped says in words what did not fit."""

    turns: tuple[Turn, ...]
    dropped: tuple[str, ...]


def instructions() -> Turn:
    """What every chat begins with."""
    return Turn("system", resource("prompts/tutor.md").read_text(encoding="utf-8").strip())


def for_reply(engine: Engine, thread: Sequence[Message], context: int, answer_tokens: int) -> Prompt:
    """The prompt for a reply to the last message of the thread, within the context (tokens) less room to answer.

    The oldest messages are left out first, in blocks; the last message never is.
    """
    room = context - min(answer_tokens, context // 4)
    said = [Turn(message.role, message.text) for message in thread if message.text]
    skipped = _hopeless(said, context)
    while True:
        turns = (instructions(), *said[skipped:])
        if skipped >= len(said) - 1 or engine.count(turns) <= room:
            return Prompt(turns, _dropped(skipped))
        skipped = min(skipped + BLOCK, len(said) - 1)


def _hopeless(said: Sequence[Turn], context: int) -> int:
    """How many of the oldest turns cannot fit whatever they say, in whole blocks: they are not even counted."""
    left = context * _CHARACTERS_A_TOKEN
    for at in range(len(said) - 1, -1, -1):
        left -= len(said[at].text)
        if left < 0:
            return min(-(-at // BLOCK) * BLOCK, len(said) - 1)
    return 0


def _dropped(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    return (
        counted(
            "The first message of this chat did not fit.", "The first {count} messages of this chat did not fit.", count
        ),
    )
