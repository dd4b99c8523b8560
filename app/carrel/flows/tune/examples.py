"""Examples to train on: read from chat lines, bounded, and split into what is learned and what is held out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from carrel.base.errors import CarrelError
from carrel.base.text import clean
from carrel.base.words import _
from carrel.engine.api import Turn

FEWEST_LEARNED, FEWEST_HELD_OUT = 4, 1
MOST_EXAMPLES = 20_000
HELD_OUT_EVERY = 5
"""Where nobody said what is held out, about one in so many is."""

_MOST_BYTES = 200 << 20
_ROLES = ("system", "user", "assistant")


class ExamplesUnusable(CarrelError):
    """There is nothing to train on in what was given."""


@dataclass(frozen=True)
class Example:
    """A reply as it should be. turns: what comes before it, the last one a person's. held_out: only for measuring."""

    turns: tuple[Turn, ...]
    better: str
    held_out: bool = False


def read(path: Path) -> tuple[Example, ...]:
    """The examples of a file of JSON lines, each ``{"messages": [{"role", "content"}, …]}`` with the reply at the end.

    A line may say ``"held_out": true``. Raises ExamplesUnusable, with the number of the line.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ExamplesUnusable(
                _("{name} is larger than {most} MB.").format(name=path.name, most=_MOST_BYTES >> 20),
                _("Take fewer examples: some hundred are plenty for an adapter."),
            )
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ExamplesUnusable(
            _("{name} cannot be read as text.").format(name=path.name),
            _("Check that the file is there, and that it is JSON lines in UTF-8."),
            str(error),
        ) from error
    lines = enumerate(text.split("\n"), 1)
    return tuple(_example(line, number) for number, line in lines if line.strip())


def split(examples: Sequence[Example]) -> tuple[tuple[Example, ...], tuple[Example, ...]]:
    """What is learned, and what is held out: as the examples say, else by their text, so that it stays the same.

    The same text is never in both. Raises ExamplesUnusable where there are too few.
    """
    if len(examples) > MOST_EXAMPLES:
        raise ExamplesUnusable(
            _("{count} examples are more than {most}.").format(count=len(examples), most=MOST_EXAMPLES),
            _("Take fewer examples: some hundred are plenty for an adapter."),
        )
    once = tuple(dict.fromkeys(examples))
    if not any(one.held_out for one in once):
        by_text = sorted(once, key=_digest)
        aside = frozenset(by_text[::HELD_OUT_EVERY])
        once = tuple(replace(one, held_out=one in aside) for one in once)
    held_out = tuple(one for one in once if one.held_out)
    asked = {one.turns for one in held_out}
    learn = tuple(one for one in once if not one.held_out and one.turns not in asked)
    if len(learn) < FEWEST_LEARNED or len(held_out) < FEWEST_HELD_OUT:
        raise ExamplesUnusable(
            _(
                "There are {learn} examples to learn from and {held} held out; at least {fewest} and {one} are needed."
            ).format(learn=len(learn), held=len(held_out), fewest=FEWEST_LEARNED, one=FEWEST_HELD_OUT),
            _("Add examples that show the same thing in other words; twenty are a good beginning."),
        )
    return learn, held_out


def _digest(example: Example) -> str:
    whole = json.dumps([[turn.role, turn.text] for turn in example.turns] + [example.better])
    return hashlib.sha256(whole.encode()).hexdigest()


def _example(line: str, number: int) -> Example:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _bad_line(number, _("is no JSON")) from error
    messages = row.get("messages") if isinstance(row, dict) else None
    if not isinstance(messages, list) or len(messages) < 2 or not all(_is_message(one) for one in messages):
        raise _bad_line(number, _("has no list of messages with a role and a content each"))
    *turns, last = (Turn(one["role"], clean(one["content"])) for one in messages)
    if last.role != "assistant" or not last.text.strip() or turns[-1].role != "user":
        raise _bad_line(number, _("does not end with a question of a person and a reply to it"))
    return Example(tuple(turns), last.text, held_out=row.get("held_out") is True)


def _is_message(one: Any) -> bool:
    return isinstance(one, dict) and one.get("role") in _ROLES and isinstance(one.get("content"), str)


def _bad_line(number: int, what: str) -> ExamplesUnusable:
    return ExamplesUnusable(
        _("Line {number} {what}.").format(number=number, what=what),
        _("Write each example as {form} on a line of its own.").format(
            form='{"messages": [{"role": "user", "content": …}, {"role": "assistant", "content": …}]}'
        ),
    )
