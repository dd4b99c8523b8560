"""What the first screen says about days, minutes and what lies open."""

from __future__ import annotations

from carrel.base.show import beside, isolated
from carrel.base.words import _, counted
from carrel.flows.home import GoalAhead, Home
from carrel.flows.practice_offer import Lying
from carrel.flows.suggesting import Suggestion
from carrel.ui.widgets.times import full_day

_MOST_NAMES = 2


def greeting(called: str) -> str:
    """Hello, by the name one wants to be called."""
    return _("Hello, {name}").format(name=beside(called)) if called else _("Hello")


def press(kind: str) -> str:
    """What the button of a suggestion says."""
    return {
        "review": _("Review"),
        "resume": _("Go on"),
        "chat": _("Open the chat"),
        "practise": _("Practise"),
        "lesson": _("Read"),
        "task": _("Start"),
    }[kind]


def reason(step: Suggestion) -> str:
    """Why, and how long it takes."""
    minutes = counted("About one minute.", "About {count} minutes.", step.minutes)
    by = _("To be done by {day}.").format(day=full_day(step.evidence)) if step.kind == "task" and step.evidence else ""
    return " ".join(filter(None, (step.because, by, minutes)))


def due(home: Home) -> str:
    """What is due, or when the next is; empty where nothing was practised yet."""
    if home.due:
        return counted("One item is due for review.", "{count} items are due for review.", home.due)
    if home.next_due is not None:
        return _("Nothing is due for review. The next is on {day}.").format(day=full_day(home.next_due))
    return ""


def lying(practice: Lying) -> str:
    """Which practice lies open, and where it stands."""
    place = _("{number} of {wanted}").format(number=practice.number, wanted=practice.wanted)
    return f"{_about(practice)} · {place}"


def _about(practice: Lying) -> str:
    if practice.scope == "due":
        return _("Review")
    names = ", ".join(isolated(name) for name in practice.names[:_MOST_NAMES])
    return _("Practice: {names}").format(names=names) if names else _("Practice of everything")


def ahead(goal: GoalAhead) -> str:
    """How long until the day of a goal, and which day that is; empty for a goal without one."""
    if goal.days is None or goal.goal.date is None:
        return ""
    if goal.days < 0:
        return _("Its day was {day}. You can go on, or choose another day.").format(day=full_day(goal.goal.date))
    if goal.days == 0:
        return _("Today.")
    left = counted("One day left", "{count} days left", goal.days)
    return f"{left} · {full_day(goal.goal.date)}"
