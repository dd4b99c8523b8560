"""What is said of a skill in a few words, the same in every picture, list and table."""

from __future__ import annotations

from carrel.base.words import _, counted
from carrel.flows.evidence import Known
from carrel.flows.figures.tries import Tried
from carrel.progress.model import State


def state_words() -> dict[State, str]:
    """The states, from what can be done to what was never tried."""
    return {
        "mastered": _("Can do unaided"),
        "under_way": _("Under way"),
        "unsure": _("Not enough evidence"),
        "new": _("Not tried yet"),
    }


def verdict_words() -> dict[str, str]:
    """The verdicts, as they stand in tables."""
    return {
        "right": _("right"),
        "wrong": _("wrong"),
        "partly": _("partly right"),
        "cant_tell": _("cannot be told"),
    }


def said_of(one: Tried) -> tuple[str, str, str, str]:
    """A try in a table: the question, the answer, the verdict, and the help there was."""
    verdict = verdict_words()[one.verdict]
    if one.contested:
        verdict = _("{verdict}, contested").format(verdict=verdict)
    if one.other:
        other = verdict_words()[one.other]
        verdict = _("{verdict} (on the pupil's computer: {other})").format(verdict=verdict, other=other)
    return one.question or _("A question that is no longer here"), one.answer, verdict, _help(one)


def percent(share: float) -> str:
    """A share of 1 in whole percents, without the sign."""
    return str(round(100 * share))


def likely(p: float) -> str:
    """How likely something is, in whole percents: never nought and never a hundred, for nobody can be that sure."""
    return str(min(99, max(1, round(100 * p))))


def sure(known: Known) -> str:
    """How likely the skill is known, and how sure that is; the state where there is too little to say."""
    told = known.mastery
    if not told.enough:
        return state_words()[known.state]
    if likely(told.low) == likely(told.high):
        return _("{p}\u00a0% likely known").format(p=likely(told.p))
    return _("{p}\u00a0% likely known ({low}–{high}\u00a0%)").format(
        p=likely(told.p), low=likely(told.low), high=likely(told.high)
    )


def right_of(right: int, tries: int) -> str:
    """How many of the tries were right."""
    return _("{right} of {tries} right").format(right=right, tries=tries)


def unaided(known: Known) -> str:
    """The unaided tries, in words."""
    return counted("{count} try unaided", "{count} tries unaided", known.mastery.tries)


def assisted(known: Known) -> str:
    """The other tries, in words."""
    return counted("{count} other", "{count} others", known.mastery.assisted)


def minutes(seconds: float) -> str:
    """A time in minutes, in words."""
    if 0 < seconds < 30:
        return _("less than a minute")
    return counted("{count} minute", "{count} minutes", round(seconds / 60))


def _help(one: Tried) -> str:
    if one.unaided:
        return _("none")
    levels = {
        0: _("none, tried again"),
        1: _("in other words (level 1)"),
        2: _("the idea (level 2)"),
        3: _("an example (level 3)"),
        4: _("the next step (level 4)"),
        5: _("the solution (level 5)"),
    }
    return levels.get(one.help, str(one.help))
