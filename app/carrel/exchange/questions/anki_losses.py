"""What a note of Anki does not carry of the item it was made from, found by reading it back."""

from __future__ import annotations

from carrel.assessment.fields import ItemRefused
from carrel.assessment.model import Item
from carrel.exchange.questions.anki_html import html, pictures
from carrel.exchange.questions.anki_items import Foreign, Role, Unfit, item
from carrel.exchange.questions.anki_notes import Note
from carrel.exchange.questions.api import Losses

_BASIC_ROLES: tuple[Role, ...] = ("front", "back", "hints", "source")
_CLOZE_ROLES: tuple[Role, ...] = ("front", *_BASIC_ROLES)


def lost(one: Item, made: Note | None) -> Losses:
    """What is lost of this item: each kind once, and every picture."""
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
        "pictures": sum(map(pictures, (one.prompt, one.text, one.solution, *one.hints))),
    }
    return {name: int(count) for name, count in facts.items() if count}


def _changed(one: Item, back: Item) -> dict[str, int]:
    """What comes back as something else, or not at all."""
    facts = {
        "kind": one.kind != back.kind,
        "skills": one.skills != back.skills,
        "hints": len(one.hints) != len(back.hints),
        "solution": bool(one.solution and not back.solution),
        "markup": _shown(one, back.kind) != _shown(back, one.kind),
    }
    return {name: 1 for name, holds in facts.items() if holds}


def _shown(one: Item, other_kind: str) -> list[str]:
    """All that a card shows of it which has a place in both kinds."""
    own = [one.prompt, *(gap.before for gap in one.gaps), one.after] if one.kind == other_kind else []
    answers = [*one.answers, *(gap.answers[0] for gap in one.gaps)] if one.kind == other_kind else []
    return [*map(html, (*own, *one.hints, one.solution)), *(" ".join(answer.split()) for answer in answers)]
