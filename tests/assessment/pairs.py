"""Answers with the verdicts that people gave them, and how far the grader agrees."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carrel.assessment.items import item_from
from carrel.assessment.marking import mark
from carrel.assessment.model import Item, Verdict

EXPECTED = ("right", "wrong", "partly", "cant_tell")


@dataclass(frozen=True)
class Pair:
    """An answer to an item, and the verdict it should get."""

    item: Item
    answer: Any
    expected: str


def pairs(name: str) -> Iterator[Pair]:
    """The pairs of ``pairs/<name>.jsonl``: an item a line, with lists of answers by their verdict."""
    for line in (Path(__file__).parent / "pairs" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        said = json.loads(line)
        item = item_from(said["item"])
        yield from (Pair(item, answer, expected) for expected in EXPECTED for answer in said.get(expected, []))


@dataclass(frozen=True)
class Rates:
    """Shares of pairs: not right and called so (false accept), right and not called so, and left open."""

    count: int
    false_accept: float
    false_reject: float
    cant_tell: float
    amiss: tuple[tuple[Pair, Verdict], ...]

    def shown(self) -> str:
        """The rates and each pair that is amiss, for whoever reads a failure."""
        lines = [f"{one.item.id} {one.answer!r}: {one.expected}, got {verdict.verdict}" for one, verdict in self.amiss]
        return "\n".join([f"{self.false_accept:.3f} {self.false_reject:.3f} {self.cant_tell:.3f}", *lines])


def rates(name: str) -> Rates:
    """How the grader does on the pairs; can't tell counts where a verdict of right or wrong was expected."""
    marked = [(pair, mark(pair.item, pair.answer)) for pair in pairs(name)]
    counts = Counter((pair.expected == "right", verdict.verdict) for pair, verdict in marked)
    right, others = (
        sum(count for (is_right, _got), count in counts.items() if is_right is wanted) for wanted in (True, False)
    )
    decided = [(pair, verdict) for pair, verdict in marked if pair.expected in {"right", "wrong"}]
    amiss = tuple(
        (pair, verdict)
        for pair, verdict in marked
        if verdict.verdict != pair.expected and not (pair.expected == "partly" and verdict.verdict == "wrong")
    )
    return Rates(
        len(marked),
        counts[False, "right"] / others,
        (counts[True, "wrong"] + counts[True, "partly"]) / right,
        sum(verdict.verdict == "cant_tell" for _pair, verdict in decided) / len(decided),
        amiss,
    )
