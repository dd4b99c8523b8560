"""What a note of Anki does not carry of the item it was made from, found by reading it back."""

from __future__ import annotations

from carrel.assessment.fields import ItemRefused
from carrel.assessment.model import Item, Source
from carrel.exchange.questions.anki_html import html
from carrel.exchange.questions.anki_items import Foreign, Role, Unfit, item
from carrel.exchange.questions.anki_notes import Note
from carrel.exchange.questions.api import Losses

_BASIC_ROLES: tuple[Role, ...] = ("front", "back", "hints", "source")
_CLOZE_ROLES: tuple[Role, ...] = ("front", *_BASIC_ROLES)


def lost(one: Item, made: Note | None) -> Losses:
    """Each kind of loss of this item once."""
    if made is None:
        return Losses({"items": 1})
    try:
        back, _left = item(_foreign(made))
    except (Unfit, ItemRefused):  # it can be looked at and learnt there, but it is too long to come back
        return Losses({"kind": 1, **_said_otherwise(one)})
    return Losses({**_said_otherwise(one), **_changed(one, back)})


def _foreign(made: Note) -> Foreign:
    roles = _CLOZE_ROLES if made.gaps else _BASIC_ROLES
    return Foreign("", made.guid, bool(made.gaps), tuple(zip(roles, made.fields, strict=True)), made.tags)


def _said_otherwise(one: Item) -> dict[str, int]:
    """What no note has a place for."""
    facts = {
        "feedback": any(choice.feedback for choice in one.choices),
        "misconceptions": any(choice.misconception for choice in one.choices),
        "tolerance": one.tolerance is not None,
        "unit": bool(one.unit),
        "rejected": bool(one.reject),
        "strictness": one.case_sensitive or one.accents_matter,
        "form": one.form != "any",
        "points": bool(one.points),
        "answers": any(len(gap.answers) > 1 for gap in one.gaps),
        "review": one.unreviewed,
    }
    return {name: 1 for name, holds in facts.items() if holds}


def _changed(one: Item, back: Item) -> dict[str, int]:
    """What comes back as something else."""
    same = one.kind == back.kind
    facts = {
        "kind": not same,
        "skills": one.skills != back.skills,
        "hints": [html(hint) for hint in one.hints] != [html(hint) for hint in back.hints],
        "solution": html(one.solution) != html(back.solution),
        "source": _flat(one.source) != _flat(back.source),
        "markup": same and (html(one.prompt) != html(back.prompt) or _gapless(one) != _gapless(back)),
        "answers": same and not _answers(one) <= _answers(back),
    }
    return {name: 1 for name, holds in facts.items() if holds}


def _gapless(one: Item) -> list[str]:
    return [html(part) for part in (*(gap.before for gap in one.gaps), one.after)]


def _answers(one: Item) -> set[str]:
    return {" ".join(answer.split()) for answer in (*one.answers, *(key for gap in one.gaps for key in gap.answers))}


def _flat(source: Source | None) -> list[str]:
    return [" ".join(part.split()) for part in (source.document, source.locator, source.quote)] if source else []
