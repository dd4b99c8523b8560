"""What a pupil reads of a task and of what was handed in."""

from __future__ import annotations

from datetime import date, timedelta

from carrel.base.words import _, counted
from carrel.flows.classes.my_classes import MyClass, MyTask
from carrel.flows.classes.told_back import ToldBack
from carrel.ui.widgets.times import full_day, full_time


def days(task: MyTask, today: str) -> str:
    """When it may be done, and by when; empty for a task without days."""
    opens, due = task.asked.opens, task.asked.due
    if task.when == "to_come":
        said = _("Opens on {day}.").format(day=full_day(opens))
        return f"{said} {_('To be done by {day}.').format(day=full_day(due))}" if due else said
    if not due:
        return ""
    if task.when == "late":
        return _("Was to be done by {day}. You can still do it.").format(day=full_day(due))
    if due == today:
        return _("To be done today.")
    if date.fromisoformat(due) == date.fromisoformat(today) + timedelta(days=1):
        return _("To be done by tomorrow.")
    return _("To be done by {day}.").format(day=full_day(due))


def far(task: MyTask) -> str:
    """How far its questions are; empty where there are none."""
    if not task.wanted:
        return ""
    if task.is_practised:
        return counted("Done: one question tried.", "Done: {count} questions tried.", task.tried)
    if not task.tried:
        return counted("One question to practise.", "{count} questions to practise.", task.wanted)
    return _("{tried} of {wanted} questions tried.").format(tried=task.tried, wanted=task.wanted)


def written(task: MyTask) -> str:
    """How far its text is; empty where none is asked for."""
    if not task.wants_text:
        return ""
    if task.written is None:
        return _("A text to write.")
    count = counted("One word is written.", "{count} words are written.", task.written)
    if task.handed is None:
        return f"{count} {_('It is not handed in yet.')}"
    return f"{count} {_('It has changed since you handed it in.') if task.is_changed else _('It is handed in.')}"


def press(task: MyTask) -> str:
    """What the button says that begins or goes on."""
    if task.session:
        return _("Go on")
    return _("Practise it again") if task.is_practised else _("Go on") if task.tried else _("Start")


def handed_in(one: MyClass) -> str:
    """What was handed in, and what waits for it."""
    tries = counted("One try waits to go to your teacher.", "{count} tries wait to go to your teacher.", one.waiting)
    texts = counted("One text waits to go to your teacher.", "{count} texts wait to go to your teacher.", one.works)
    waits = [said for said, count in ((tries, one.waiting), (texts, one.works)) if count]
    if one.handed_in is None:
        return " ".join(waits) or _("There is nothing to hand in yet.")
    when = _("Last handed in: {when}.").format(when=full_time(one.handed_in))
    return " ".join((when, *(waits or [_("Nothing is new since then.")])))


def said_when(one: ToldBack) -> str:
    """Of what something was said, and when."""
    day = full_day(one.told.created.day)
    if one.told.kind == "work":
        return _("About what you wrote, on {day}").format(day=day)
    if one.told.kind == "try":
        return _("About a try, on {day}").format(day=day)
    return _("About how you get on, on {day}").format(day=day)


def decided(one: ToldBack) -> str:
    """What a teacher decided about a verdict, and why; empty where nothing was decided."""
    if not one.told.verdict:
        return ""
    verdict = {
        "right": _("Your teacher says: it is right."),
        "partly": _("Your teacher says: it is partly right."),
        "wrong": _("Your teacher says: it is not right yet."),
    }[one.told.verdict]
    return f"{verdict} {one.told.because}".strip()
