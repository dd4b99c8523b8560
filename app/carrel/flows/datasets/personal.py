"""What of rows looks like personal data, with its line, and what a person wants done with each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from carrel.base.personal import Find, find_in_all
from carrel.exchange.datasets.api import Row, Turn

Treatment = Literal["mask", "leave-out", "keep"]
TREATMENTS: tuple[Treatment, ...] = get_args(Treatment)

Key = tuple[str, int, int]
"""The id of a row, which of its texts, and where a find begins in that."""


@dataclass(frozen=True)
class Spotted:
    """A find in a row. part: which of its texts, the turns first, then the better reply, then the one that was said.

    number: the line in that text, counted from 1. line: what stands on it.
    """

    row: str
    part: int
    number: int
    line: str
    find: Find

    @property
    def key(self) -> Key:
        """What a choice about it hangs on."""
        return self.row, self.part, self.find.first


@dataclass(frozen=True)
class Choices:
    """What is done with finds: with all of them, and with those that a person chose something else for."""

    usual: Treatment = "mask"
    own: Mapping[Key, Treatment] = field(default_factory=dict)

    def of(self, spotted: Spotted) -> Treatment:
        """What is done with this one."""
        return self.own.get(spotted.key, self.usual)


def spotted(row: Row) -> Iterator[Spotted]:
    """What looks like personal data in a row, in its order."""
    texts = _texts(row)
    for part, (text, finds) in enumerate(zip(texts, find_in_all(texts), strict=True)):
        for one in finds:
            begin = text.rfind("\n", 0, one.first) + 1
            line = text[begin:].split("\n", 1)[0]
            yield Spotted(row.id, part, text.count("\n", 0, one.first) + 1, line, one)


def treated(row: Row, found: Sequence[Spotted], choices: Choices) -> Row | None:
    """The row as it goes into a dataset; None where it is left out.

    What is masked becomes its kind and a number, the same for the same person or number all over the row.
    """
    chosen = [(one, choices.of(one)) for one in found]
    if any(treatment == "leave-out" for _one, treatment in chosen):
        return None
    texts = _texts(row)
    names = _names([one.find for one, treatment in chosen if treatment == "mask"])
    for one, treatment in sorted(chosen, key=lambda pair: -pair[0].find.first):
        if treatment == "mask":
            text = texts[one.part]
            texts[one.part] = text[: one.find.first] + names[one.find.kind, one.find.of] + text[one.find.last :]
    turns = tuple(Turn(turn.role, text) for turn, text in zip(row.turns, texts, strict=False))
    return replace(row, turns=turns, better=texts[-2], said=texts[-1])


def _texts(row: Row) -> list[str]:
    return [*(turn.text for turn in row.turns), row.better, row.said]


def _names(finds: Sequence[Find]) -> dict[tuple[str, str], str]:
    """What stands for each person, number and address of a row."""
    made: dict[tuple[str, str], str] = {}
    for one in finds:
        if (one.kind, one.of) not in made:
            number = sum(kind == one.kind for kind, _of in made) + 1
            made[one.kind, one.of] = f"[{one.kind.upper()} {number}]"
    return made
