"""What every format of datasets speaks of: rows to learn from, what was found in a file, what could not be carried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from carrel.base.errors import CarrelError
from carrel.base.words import _, counted

Role = Literal["system", "user", "assistant"]
Origin = Literal["example", "feedback", "chat", "case"]
Object = Mapping[str, object]

LONGEST = 100_000
"""Characters of one turn in a file that is read."""


class DatasetRefused(CarrelError):
    """The file is not one that examples can be read from, or nothing of it can."""


@dataclass(frozen=True)
class Turn:
    """What was said before a reply."""

    role: Role
    text: str


@dataclass(frozen=True)
class Row:
    """One example to learn from.

    id: of what it was made of. turns: what a model is given, oldest first; the last one is a person's. better: the
    reply to learn. said: the reply to unlearn; empty where there is none. origin: what it was made of. created: when
    that was, in UTC; empty where it is not known. why: the reason for the better reply; may be empty. held_out: kept
    back, to measure by.
    """

    id: str
    turns: tuple[Turn, ...]
    better: str
    said: str = ""
    origin: Origin = "example"
    created: str = ""
    why: str = ""
    held_out: bool = False

    @property
    def asked(self) -> str:
        """What a person asked in it."""
        return "\n".join(turn.text for turn in self.turns if turn.role == "user")


class Losses(Counter[str]):
    """How many things of each kind a format could not carry; the kinds are the keys of ``KINDS_OF_LOSS``."""

    def any(self) -> Losses:
        """Those of which there are any."""
        return Losses({kind: count for kind, count in self.items() if count})

    def sentences(self) -> tuple[str, ...]:
        """One sentence for each kind of which there were any, in the order of ``KINDS_OF_LOSS``."""
        return tuple(said(self[kind]) for kind, said in KINDS_OF_LOSS.items() if self[kind])


KINDS_OF_LOSS: Mapping[str, Callable[[int], str]] = {
    "rows": lambda n: counted(
        "One row has no reply to prefer the better one to, and was left out.",
        "{count} rows have no reply to prefer the better one to, and were left out.",
        n,
    ),
    "said": lambda n: counted(
        "The reply that one row does not want was left out.",
        "The replies that {count} rows do not want were left out.",
        n,
    ),
    "why": lambda n: counted("The reason of one row was left out.", "The reasons of {count} rows were left out.", n),
    "system": lambda n: counted(
        "What the model is told at the beginning was left out in one row.",
        "What the model is told at the beginning was left out in {count} rows.",
        n,
    ),
    "turns": lambda n: counted(
        "The earlier turns of one row were left out.", "The earlier turns of {count} rows were left out.", n
    ),
    "layout": lambda n: counted(
        "The turns of one row became one text.", "The turns of {count} rows became one text each.", n
    ),
    "others": lambda n: counted(
        "Something that Carrel does not know was left out in one row.",
        "Things that Carrel does not know were left out in {count} rows.",
        n,
    ),
}


@dataclass(frozen=True)
class Bad:
    """Something that could not be read: the line, counted from 1, or the place in a list, and why."""

    place: int
    why: str

    def sentence(self, *, by_line: bool) -> str:
        """The same in one sentence."""
        where = _("Line {number}: {why}") if by_line else _("Row {number}: {why}")
        return where.format(number=self.place, why=self.why)


@dataclass(frozen=True)
class Written:
    """A file, how many rows stand in it, and what it could not carry."""

    content: bytes
    count: int
    lost: Losses


@dataclass(frozen=True)
class DatasetFormat:
    """A way to write rows, and to read them.

    name: as a command says it. title: as a person reads it. suffix: of its files, with the dot. lines: whether each row
    is a line. writes: rows into a file. is_mine: whether an object of a file is a row of this format. reads: such an
    object as a row, and counts what Carrel does not keep of it; raises ValueError with the reason.
    """

    name: str
    title: Callable[[], str]
    suffix: str
    lines: bool
    writes: Callable[[Sequence[Row]], Written]
    is_mine: Callable[[Object], bool]
    reads: Callable[[Object, Losses], Row]


def text_in(held: Object, name: str) -> str:
    """The text under this name, which may not be empty; raises ValueError."""
    found = held.get(name)
    if not isinstance(found, str) or not found.strip():
        raise ValueError(_("“{name}” is no text, or an empty one.").format(name=name))
    if len(found) > LONGEST:
        raise ValueError(_("“{name}” is longer than {most} characters.").format(name=name, most=f"{LONGEST:,}"))
    return found.strip()


def turns_in(held: Object, name: str) -> tuple[Turn, ...]:
    """The turns under this name, of which there is at least one; raises ValueError."""
    found = held.get(name)
    if not isinstance(found, list) or not found:
        raise ValueError(_("“{name}” is no list of turns.").format(name=name))
    return tuple(_turn(one) for one in found)


def _turn(held: object) -> Turn:
    if not isinstance(held, dict):
        raise ValueError(_("A turn is no object with “role” and “content”."))
    role = held.get("role")
    if role not in ("system", "user", "assistant"):
        raise ValueError(_("The role of a turn is none of system, user and assistant."))
    return Turn(role, text_in(held, "content"))


def as_objects(turns: Sequence[Turn]) -> list[dict[str, str]]:
    """Turns as other programs write them."""
    return [{"role": turn.role, "content": turn.text} for turn in turns]


def unknown(held: Object, *known: str) -> bool:
    """Whether an object says more than Carrel reads."""
    return bool(set(held) - set(known))
