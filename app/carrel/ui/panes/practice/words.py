"""The words of practice: what verdicts, steps of help and sessions are called."""

from __future__ import annotations

from datetime import date

from carrel.assessment.marking.answers import as_text
from carrel.assessment.model import Answer
from carrel.base.show import isolated, shortened
from carrel.base.words import _, counted
from carrel.flows.practice_offer import Lying
from carrel.ui.widgets.times import full_day

_WEEK = 7
_LONGEST, _MOST = 60, 2
"""So many letters are said of each thing that is practised, and of so many things."""


def rung(name: str) -> str:
    """What a step of help is called."""
    return {
        "restate": _("What is asked"),
        "idea": _("The idea"),
        "example": _("An example like it"),
        "next_step": _("The next step"),
        "solution": _("The solution"),
    }.get(name, "")


def verdict(name: str) -> str:
    """What a verdict is called."""
    return {
        "right": _("Right"),
        "partly": _("Partly right"),
        "wrong": _("Not right yet"),
        "cant_tell": _("I cannot tell"),
        "shown": _("The solution was shown"),
    }.get(name, "")


def tried(answer: Answer, kind: str) -> str:
    """An answer to an item of this kind, to be quoted; in Markdown where it is made of pieces of the item."""
    if kind == "true_false" and answer in {"true", "false"}:
        return _("True") if answer == "true" else _("False")
    if kind == "order" and isinstance(answer, tuple):
        return "\n\n" + "\n".join(f"{place}. {step}" for place, step in enumerate(answer, 1))
    if isinstance(answer, dict):
        return "\n\n" + "\n".join(f"- {left} → {right}" for left, right in answer.items())
    if isinstance(answer, tuple):
        return " · ".join(piece if piece.strip() else "…" for piece in answer)
    return as_text(answer)


def about(lying: Lying) -> str:
    """What a session is about, in a line."""
    if lying.scope == "due":
        return _("Review")
    return (
        ", ".join(isolated(shortened(name, _LONGEST)) for name in lying.names[:_MOST])
        if lying.names
        else _("A mix of everything")
    )


def helped(level: int, hints: int) -> str:
    """How much help an item had; empty without any."""
    if level >= 5:
        return _("solution shown")
    return counted("with {count} hint", "with {count} hints", hints) if hints else ""


def lasted(seconds: float) -> str:
    """How long something took, calmly: minutes, and seconds only below one."""
    if seconds < 60:
        return counted("{count} second", "{count} seconds", int(seconds))
    return counted("{count} minute", "{count} minutes", int(seconds // 60))


def day(then: str, today: str) -> str:
    """A study day as one says it on another."""
    ahead = (date.fromisoformat(then) - date.fromisoformat(today)).days
    if ahead <= 0:
        return _("today")
    if ahead == 1:
        return _("tomorrow")
    if ahead < _WEEK:
        return counted("in {count} day", "in {count} days", ahead)
    return _("on {date}").format(date=full_day(then))
