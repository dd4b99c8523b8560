"""Answers that came back are marked again by code, wherever their questions are here.

A pupil's computer signs its own results, so whoever changes its store could send “right” for a wrong answer. What is
marked here counts; what the other computer said is kept beside it. That is done for the questions that a teacher wrote,
whose ids say what stands in them, and for those of course packs in the version that the pupil had. A question that is
not here, or that is another one by now, leaves the verdict as it came: nobody is accused of having an older pack. How
many answers that were is told, so that nobody hides behind it in silence.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.attempts.model import SHOWN, Attempt
from carrel.assessment.fields import ItemRefused
from carrel.assessment.items import item_from
from carrel.assessment.marked_again.model import OtherVerdict
from carrel.assessment.marking import mark
from carrel.assessment.marking.answers import is_blank
from carrel.assessment.model import Item, Verdict
from carrel.assessment.version import version_of
from carrel.base.words import _
from carrel.base.work import Cancel
from carrel.flows.classes.own import PREFIX

if TYPE_CHECKING:
    from carrel.store.db import Database

_SAME_SCORE = 1e-9
_MOST_KEPT, _LONGEST_KEPT = 20_000, 200
"""How many verdicts are remembered, and the longest answer of one, in characters: a class answers alike."""


@dataclass(frozen=True)
class Again:
    """A try as it counts. other: the verdict that came with it, where another one counts. marked: whether it was marked
    here at all.
    """

    attempt: Attempt
    other: OtherVerdict | None = None
    marked: bool = False

    @property
    def differs(self) -> bool:
        """Whether it was marked otherwise here than where it came from."""
        return self.marked and self.other is not None


class Marker:
    """Marks the tries of one pack after the other; it reads each question once, and marks a short answer to it once."""

    def __init__(self) -> None:
        self._items: dict[str, tuple[Item, str] | None] = {}
        self._verdicts: dict[tuple[str, str], Verdict] = {}

    def learn(self, db: Database, tries: Iterable[Attempt]) -> None:
        """Read the questions of these tries, as far as they are here."""
        wanted = {one.item for one in tries} - self._items.keys()
        found = attempts.bodies(db, wanted) if wanted else {}
        self._items |= {name: _read(found[name]) if name in found else None for name in wanted}

    def again(self, tries: Mapping[str, Attempt], cancel: Cancel) -> dict[str, Again]:
        """These tries as they count, by the same names, once their questions were learned; raises Stopped.

        To be done outside of a transaction: a hostile formula takes a second.
        """
        told = {}
        for name, one in tries.items():
            cancel.check()
            told[name] = self._one(one)
        return told

    def _one(self, attempt: Attempt) -> Again:
        item, version = self._items.get(attempt.item) or (None, "")
        # The id of a question that a teacher wrote is made of all that it says.
        if item is None or not (attempt.version == version or attempt.item.startswith(PREFIX)):
            return unmarked(attempt)
        verdict = self._verdict(item, attempt)
        is_same = verdict.verdict == attempt.verdict and abs(verdict.score - attempt.score) < _SAME_SCORE
        return Again(_with(attempt, verdict), None if is_same else _other(attempt), marked=True)

    def _verdict(self, item: Item, attempt: Attempt) -> Verdict:
        answer = attempt.answer
        if attempt.help == SHOWN and is_blank(answer):  # kept when the solution was shown, without an answer
            return Verdict("wrong", 0.0, _("The solution was shown."))
        if not isinstance(answer, str) or len(answer) > _LONGEST_KEPT:
            return mark(item, answer)
        key = (attempt.item, answer)
        verdict = self._verdicts.get(key)
        if verdict is None:
            verdict = mark(item, answer)
            if len(self._verdicts) < _MOST_KEPT:
                self._verdicts[key] = verdict
        return verdict


def unmarked(attempt: Attempt) -> Again:
    """A try that cannot be marked here: its verdict stays as it came; one by a model is only a suggestion."""
    if attempt.by == "code" or attempt.verdict == "cant_tell":
        return Again(attempt)
    unsure = Verdict("cant_tell", 0.0, _("A model suggested a verdict. A person decides."))
    return Again(_with(attempt, unsure), _other(attempt))


def _with(attempt: Attempt, verdict: Verdict) -> Attempt:
    return replace(
        attempt,
        verdict=verdict.verdict,
        score=verdict.score,
        why=verdict.why,
        by=verdict.by,
        misconception=verdict.misconception,
    )


def _other(attempt: Attempt) -> OtherVerdict:
    return OtherVerdict(attempt.id, attempt.verdict, attempt.score, attempt.why, attempt.by)


def _read(body: str) -> tuple[Item, str] | None:
    try:
        item = item_from(json.loads(body))
    except (ItemRefused, ValueError):
        return None
    return item, version_of(item)
