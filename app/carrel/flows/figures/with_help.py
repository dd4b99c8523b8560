"""What was right unaided, and what was right with help."""

from __future__ import annotations

from dataclasses import dataclass

from carrel.base.words import _
from carrel.flows.evidence import Known
from carrel.flows.figures.page import Page
from carrel.flows.figures.table import Figure, Table
from carrel.flows.figures.words import percent, right_of


@dataclass(frozen=True)
class Pair:
    """A skill and its tries: unaided (the first, at help level 0), with help (level 1 to 5), and the right ones."""

    skill: str
    name: str
    unaided: int
    unaided_right: int
    helped: int
    helped_right: int


@dataclass(frozen=True)
class Pairs(Figure):
    """The skills that were tried, in the order of the packs."""

    pairs: tuple[Pair, ...]


def with_help(page: Page, subject: str = "") -> Pairs:
    """The picture of the skills of a subject, or of all; a second try without help is neither, and is in the table."""
    shown = [one for one in page.known if one.tries and subject in {"", page.subjects.get(one.skill)}]
    pairs = tuple(_pair(one) for one in shown)
    headers = (
        _("Skill"),
        _("Unaided tries"),
        _("Right"),
        _("Right, %"),
        _("Tries with help"),
        _("Right with help"),
        _("Right with help, %"),
        _("Tried again without help"),
        _("Right when tried again"),
    )
    table = Table(headers, tuple(_row(known, pair) for known, pair in zip(shown, pairs, strict=True)))
    return Pairs(_("With and without help"), _reading(pairs), table, pairs)


def _pair(known: Known) -> Pair:
    told = known.mastery
    return Pair(known.skill, known.name, told.tries, told.right, known.helped, known.helped_right)


def _row(known: Known, pair: Pair) -> tuple[str, ...]:
    told = known.mastery
    return (
        pair.name,
        str(pair.unaided),
        str(pair.unaided_right),
        _share(pair.unaided_right, pair.unaided),
        str(pair.helped),
        str(pair.helped_right),
        _share(pair.helped_right, pair.helped),
        str(told.assisted - pair.helped),
        str(told.assisted_right - pair.helped_right),
    )


def _share(right: int, tries: int) -> str:
    return percent(right / tries) if tries else ""


def _reading(pairs: tuple[Pair, ...]) -> str:
    unaided, helped = sum(one.unaided for one in pairs), sum(one.helped for one in pairs)
    alone = right_of(sum(one.unaided_right for one in pairs), unaided)
    aided = right_of(sum(one.helped_right for one in pairs), helped)
    if unaided and helped:
        return _("Unaided {alone}, with help {aided}.").format(alone=alone, aided=aided)
    if unaided:
        return _("Unaided {alone}; no help was taken.").format(alone=alone)
    return _("With help {aided}; nothing was tried unaided.").format(aided=aided) if helped else _("Nothing yet.")
