"""How the questions went in a class: how hard each is, whether it tells pupils apart, and what was wrong most often."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.attempts.model import PracticeMissing
from carrel.assessment.fields import ItemRefused
from carrel.assessment.items import item_from
from carrel.assessment.marking import choice
from carrel.assessment.marking.answers import as_text, is_blank
from carrel.assessment.model import Item
from carrel.assessment.seeing import tables
from carrel.assessment.seeing.model import ItemCounts, WrongAnswer
from carrel.base.show import one_line
from carrel.base.text import clean
from carrel.exchange.in_line import in_line
from carrel.flows.classes.seeing.group import FEWEST_TO_AVERAGE, Group, group, questions, share
from carrel.flows.kit import Kit

if TYPE_CHECKING:
    from carrel.store.db import Database

_LONGEST_ANSWER = 200


@dataclass(frozen=True)
class Distractor:
    """The wrong answer that was given most often, how often, and the misconception it shows; empty for none."""

    answer: str
    count: int
    misconception: str


@dataclass(frozen=True)
class ItemFigure:
    """A question in a class; questions that differ in their numbers alone are one.

    pupils: how many tried it in any way. first: how many have a first unaided try at it, with a verdict. right: of
    these. facility: the share of right ones; None where it is hidden, with fewer than five pupils. discrimination: as
    in `Spread`. evidence: the ids of the first unaided tries.
    """

    item: str
    question: str
    pupils: int
    first: int
    right: int
    facility: float | None
    discrimination: float | None
    distractor: Distractor | None
    evidence: tuple[str, ...]


def items(kit: Kit, named: str, of: str = "") -> list[ItemFigure]:
    """Every question that the class or a group of it tried, the hardest first; raises ClassMissing."""
    with kit.store.reading() as db:
        return items_in(db, group(db, named, kit.stamp.now(), of))


def items_in(db: Database, here: Group) -> list[ItemFigure]:
    """The same, within a look at the store that is under way."""
    counted = tables.items(db, here.whose)
    wrong = tables.wrong_answers(db, here.whose)
    asked = questions(db, [one.item for one in counted])
    chosen = {item: _choices(db, item) for item in {one.item for one in wrong}}
    most = _most_chosen(wrong, chosen)
    told = [_figure(one, asked[one.item], most.get(one.item)) for one in counted]
    return sorted(told, key=lambda one: (one.facility is None, one.facility or 0.0, one.item))


def _figure(one: ItemCounts, question: str, distractor: Distractor | None) -> ItemFigure:
    facility = share(one.right, one.first) if one.first >= FEWEST_TO_AVERAGE else None
    said = (one.item, question, one.learners, one.first, one.right, facility, one.spread.discrimination())
    return ItemFigure(*said, distractor, one.evidence)


def _most_chosen(wrong: Iterable[WrongAnswer], chosen: Mapping[str, Item | None]) -> dict[str, Distractor]:
    """The most frequent wrong answer of each question; of several, the first in the order of the alphabet."""
    counts: dict[str, Counter[str]] = {}
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for one in wrong:
        if is_blank(one.answer):
            continue
        said = _said(one, chosen[one.item])
        key = said.casefold()
        counts.setdefault(one.family, Counter())[key] += one.count
        words, shows = first.get((one.family, key), (said, ""))
        first[one.family, key] = (words, max(one.misconception, shows))
    most = {family: min(told.items(), key=lambda pair: (-pair[1], pair[0])) for family, told in counts.items()}
    return {
        family: Distractor(words, count, shows)
        for family, (key, count) in most.items()
        for words, shows in [first[family, key]]
    }


def _said(one: WrongAnswer, item: Item | None) -> str:
    """The answer as people read it: a choice by its text, however it was named."""
    named: Sequence[str] = choice.named(item, one.answer) if item is not None else ()
    return one_line(in_line(clean("; ".join(named) or as_text(one.answer))), _LONGEST_ANSWER)


def _choices(db: Database, item: str) -> Item | None:
    """The item if it asks to choose, and is still here."""
    try:
        found = item_from(json.loads(attempts.body(db, item)))
    except (PracticeMissing, ItemRefused, ValueError):
        return None
    return found if found.choices else None
