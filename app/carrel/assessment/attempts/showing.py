"""What a learner sees of an item while it is open: the question, and nothing that answers it."""

from __future__ import annotations

import random
from dataclasses import dataclass

from carrel.assessment.model import Item


@dataclass(frozen=True)
class Shown:
    """An item without its keys, its solution, its hints and its source.

    choices: in the order in which letters and numbers name them. pieces: the text of a cloze item, cut at its gaps.
    lefts, rights: both sides of a match, each in an order that says nothing. steps: what is to be put in order.
    unit: of a number that is asked for in it. wants_unit: the unit is a part of the answer, and so it is not shown.
    unreviewed: it was made from a source by a program, and no person has looked at it.
    """

    id: str
    kind: str
    prompt: str
    choices: tuple[str, ...] = ()
    multiple: bool = False
    pieces: tuple[str, ...] = ()
    lefts: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    unit: str = ""
    wants_unit: bool = False
    unreviewed: bool = False


def shown(item: Item, seed: int) -> Shown:
    """What is shown of an item. The order of steps and right sides hangs on the seed, and on no key.

    Steps never stand in the right order already: an answer must be given, not left.
    """
    steps = _mixed(item.sequence, seed)
    if steps == item.sequence and len(set(steps)) > 1:
        steps = (*steps[1:], steps[0])
    return Shown(
        item.id,
        item.kind,
        item.prompt,
        tuple(choice.text for choice in item.choices),
        item.multiple,
        (*(gap.before for gap in item.gaps), item.after) if item.gaps else (),
        tuple(left for left, _right in item.pairs),
        _mixed(tuple(dict.fromkeys(right for _left, right in item.pairs)), seed),
        steps,
        "" if item.unit_required else item.unit,
        bool(item.unit) and item.unit_required,
        item.unreviewed,
    )


def _mixed(texts: tuple[str, ...], seed: int) -> tuple[str, ...]:
    """The texts in an order that does not hang on the order they came in."""
    mixed = sorted(texts)
    random.Random(seed).shuffle(mixed)
    return tuple(mixed)
