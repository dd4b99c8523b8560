"""Looks at a question while it is written: what is still missing, and what the rules of course packs say of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from carrel.assessment.fields import ItemRefused
from carrel.assessment.items import item_from
from carrel.assessment.model import Item
from carrel.base.words import _
from carrel.flows.authoring.checking import found
from carrel.flows.classes.own import Raw

_ID = "written"
_OF_WHAT_IS_MISSING = {"item-refused", "item-shape", "choices", "no-right-choice", "key-not-right", "distractor-right"}
"""Rules that say once more, in the words of a file, what is missing."""


@dataclass(frozen=True)
class Said:
    """A plain sentence on what is not as it should be, and what to do."""

    what: str
    then: str


@dataclass(frozen=True)
class Look:
    """What there is to say of a question. item: None while it cannot be read as one.

    faults: what keeps it from going out. wishes: what could be better.
    """

    item: Item | None
    faults: tuple[Said, ...]
    wishes: tuple[Said, ...]


def look(raw: Raw) -> Look:
    """What is wrong with a question as it stands now; it has a kind, and everything else may be missing."""
    faults = missing(raw)
    wishes = []
    for one in found([{**raw, "id": _ID}]):
        if faults and one.rule in _OF_WHAT_IS_MISSING:
            continue
        said = Said(one.what, _then().get(one.rule, one.then))
        if one.grade != "fault":
            wishes.append(said)
        elif said not in faults:
            faults.append(said)
    return Look(_item(raw), tuple(faults), tuple(dict.fromkeys(wishes)))


def missing(raw: Raw) -> list[Said]:
    """What was not filled in yet, and numbers that are none."""
    said = [] if _has_words(raw.get("prompt")) else [Said(_("The question is empty."), _("Write what is asked."))]
    return said + _MISSING[raw["kind"]](raw)


def _item(raw: Raw) -> Item | None:
    try:
        return item_from(raw)
    except ItemRefused:
        return None


def _then() -> dict[str, str]:
    """What to do in the form, where a rule says what to write into a file."""
    return {
        "no-right-choice": _("Mark the right one."),
        "many-right-choices": _("Let several be chosen, or mark only one."),
        "silent-choice": _("Write what is said to whoever chooses it."),
        "check": _("Write it such as 3/4 - 1/6, or leave it out."),
        "key-not-computed": _("Work it out by hand, and correct the answer or the calculation."),
        "key-not-right": _("Look at the answer, its unit and the words that are wrong."),
    }


def _choices(raw: Raw) -> list[Said]:
    choices = raw.get("choices") or []
    written = [one for one in choices if _has_words(one.get("text"))]
    if len(written) < len(choices):
        return [Said(_("A choice has no words."), _("Write them, or take the choice out."))]
    if len(written) < 2:
        return [Said(_("There are fewer than two choices."), _("Write at least two."))]
    return []


def _truth(raw: Raw) -> list[Said]:
    if raw.get("answers"):
        return []
    return [Said(_("Nothing says whether it is true."), _("Choose True or False."))]


def _answers(raw: Raw) -> list[Said]:
    said = [] if raw.get("answers") else [Said(_("There is no right answer yet."), _("Write one."))]
    off = raw.get("tolerance") or {}
    if any(not isinstance(value, int | float) or value < 0 for value in off.values()):
        said.append(Said(_("How far the answer may be off is not a number."), _("Write one such as 0.5, or none.")))
    return said


def _points(raw: Raw) -> list[Said]:
    if raw.get("points"):
        return []
    return [Said(_("Nothing says what a good answer holds."), _("Write at least one point."))]


def _gaps(raw: Raw) -> list[Said]:
    text = raw.get("text") or ""
    if "{{" in text and "}}" in text:
        return []
    return [Said(_("The text has no gap."), _("Put the word that is asked for into braces, such as {{river}}."))]


def _pairs(raw: Raw) -> list[Said]:
    pairs = raw.get("pairs") or []
    if len(pairs) > 1 and all(_has_words(left) and _has_words(right) for left, right in pairs):
        return []
    return [Said(_("There are fewer than two whole pairs."), _("Write both sides of at least two."))]


def _steps(raw: Raw) -> list[Said]:
    if len(raw.get("sequence") or []) > 2:
        return []
    return [Said(_("There are fewer than three steps."), _("Write them in their right order."))]


_MISSING: dict[str, Callable[[Raw], list[Said]]] = {
    "choice": _choices,
    "true_false": _truth,
    "numeric": _answers,
    "expression": _answers,
    "text": _answers,
    "cloze": _gaps,
    "match": _pairs,
    "order": _steps,
    "open": _points,
}
"""What has to be filled in for each kind."""


def _has_words(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())
