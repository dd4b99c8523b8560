"""Holds the keys of a pack against what their authors wrote beside them: a calculation, an equation, or a fact."""

from __future__ import annotations

from collections.abc import Iterator

from carrel.assessment.fields import ItemRefused
from carrel.assessment.items import item_from
from carrel.assessment.marking import mark
from carrel.assessment.model import Item
from carrel.assessment.recomputing import BadCheck, disagreement, fact_of
from carrel.base.show import beside
from carrel.base.words import _
from carrel.library.packs.findings import Finding, Place, fault, shortfall
from carrel.library.packs.model import Pack, PackItem, Topic

_COMPUTED = ("numeric", "expression")


def miscomputed(pack: Pack) -> Iterator[Finding]:
    """The numeric and algebraic items whose key has no check, one that cannot be used, or one that says otherwise."""
    for item in pack.items:
        if item.kind not in _COMPUTED:
            continue
        try:
            read = item_from(item.raw)
        except ItemRefused:
            continue
        yield from _checked(item, read, pack.topic(item.topic))


def _checked(item: PackItem, read: Item, topic: Topic | None) -> Iterator[Finding]:
    place, check = Place(item.file, item.line, item.id), item.raw.get("check")
    if check is None:
        yield shortfall(
            "no-check",
            place,
            _("Nothing says how the key can be worked out once more."),
            _("Add “check”, such as “3/4 - 1/6”, an equation that the key solves, or the fact it stands on."),
        )
        return
    try:
        said = disagreement(read, check)
    except BadCheck as error:
        yield fault(
            "check",
            place,
            _("The check of the key cannot be used: {why}.").format(why=beside(str(error), 120)),
            _("Write it as the guide for course packs says, under “check”."),
        )
        return
    fact = fact_of(check)
    if fact and not _stands(fact, read, topic):
        said = _("The lesson does not say so, or the key is not in that sentence.")
    if said is not None:
        yield fault("key-not-computed", place, said, _("Work it out by hand, and correct the key or the check."))


def _stands(fact: str, item: Item, topic: Topic | None) -> bool:
    """Whether the sentence stands in the lesson, and says the key, in figures or in words."""
    if topic is None or " ".join(fact.split()) not in " ".join(topic.body.split()):
        return False
    pieces = fact.replace("$", " ").split()
    spans = (" ".join(pieces[at : at + size]).strip(".,;:()*") for size in (1, 2, 3) for at in range(len(pieces)))
    return any(mark(item, one if one.endswith(item.unit) else f"{one} {item.unit}").verdict == "right" for one in spans)
