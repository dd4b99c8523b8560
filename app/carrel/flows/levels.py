"""Which text of a lesson a learner is given: lessons say the same at three reading levels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from carrel.learner.model import Reading
from carrel.library import tables
from carrel.library.model import Document, Passage
from carrel.library.packs.model import HEADINGS, LEVELS, SectionKind

if TYPE_CHECKING:
    from carrel.store.db import Database

TEXTS: dict[Reading, tuple[SectionKind, ...]] = {
    "easiest": ("simple",),
    "simple": ("simple", "standard"),
    "standard": ("standard",),
    "advanced": ("standard", "advanced"),
}
"""The texts for each reading level. A lesson has three, and they make four levels: two of these are given both."""

MOST_OWN = 2
"""So many passages of a lesson are given for the sake of the level."""

_MOST_IN_LESSON = 200
"""Passages of a lesson that are looked at; those of Foundations have twenty."""

_KINDS = tuple(HEADINGS)


def kind_of(document: Document, place: int) -> SectionKind | None:
    """Which section of its lesson this part is; None for what is no lesson."""
    is_lesson = document.kind == "lesson" and document.read == len(_KINDS)
    return _KINDS[place] if is_lesson and place < len(_KINDS) else None


def beginning(document: Document, reading: Reading) -> int:
    """The place of the part where this learner begins to read a document."""
    if not reading or kind_of(document, 0) is None:
        return 0
    return _KINDS.index(TEXTS[reading][-1 if reading == "advanced" else 0])


def for_reader(
    db: Database,
    passages: Sequence[Passage],
    reading: Reading,
    about: Callable[[Passage], float],
    answers: Sequence[Passage],
) -> list[Passage]:
    """The passages for a question, best first, with the texts of this reading level for those of other ones.

    What the first of the lessons says at the level stands before what else was found of it. about: how far a passage is
    about what is asked. answers: those with a sentence that answers, best first; they stay, whatever their level, so
    that no fact, number or formula is lost by reading simply. So do terms, examples, what people get wrong, and all
    that is no lesson.
    """
    documents = {one.document: tables.get(db, one.document) for one in passages} if reading else {}
    kinds = [kind_of(documents[one.document], one.part) if documents else None for one in passages]
    at = next((place for place, kind in enumerate(kinds) if kind is not None), None)
    if at is None:
        return list(passages)
    kept = [one for one, kind in zip(passages, kinds, strict=True) if one in answers or kind not in LEVELS]
    before = [one for one in passages[:at] if one in kept]
    own = _at_level(db, documents[passages[at].document], reading, about)
    found = [next((other for other in passages if _overlap(one, other)), one) for one in own]
    first = [one for one in answers if one in kept]
    return list(dict.fromkeys((*before, *found, *first, *kept)))


def _at_level(db: Database, lesson: Document, reading: Reading, about: Callable[[Passage], float]) -> list[Passage]:
    """What the lesson says at this level about what is asked, in its order."""
    there = tables.passages(db, lesson.id, _MOST_IN_LESSON)
    chosen: list[Passage] = []
    for kind in TEXTS[reading]:
        of_kind = [one for one in there if kind_of(lesson, one.part) == kind]
        chosen += sorted(of_kind, key=lambda one: -about(one))[: MOST_OWN // len(TEXTS[reading])]
    return sorted(chosen, key=lambda one: one.number)


def _overlap(one: Passage, other: Passage) -> bool:
    same = (one.document, one.part) == (other.document, other.part)
    return same and one.first < other.last and other.first < one.last
