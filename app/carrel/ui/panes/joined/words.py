"""What a pupil reads of a task and of what was handed in."""

from __future__ import annotations

from datetime import date, timedelta

from carrel.base.words import _, counted
from carrel.flows.classes.my_classes import MyClass, MyTask
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
    if task.is_done:
        return counted("Done: one question tried.", "Done: {count} questions tried.", task.tried)
    if not task.tried:
        return counted("One question to practise.", "{count} questions to practise.", task.wanted)
    return _("{tried} of {wanted} questions tried.").format(tried=task.tried, wanted=task.wanted)


def press(task: MyTask) -> str:
    """What the button says that begins or goes on."""
    if task.session:
        return _("Go on")
    return _("Practise it again") if task.is_done else _("Go on") if task.tried else _("Start")


def handed_in(one: MyClass) -> str:
    """What was handed in, and what waits for it."""
    if one.handed_in is None:
        if not one.waiting:
            return _("There is nothing to hand in yet.")
        return counted("One try is not handed in yet.", "{count} tries are not handed in yet.", one.waiting)
    when = _("Last handed in: {when}.").format(when=full_time(one.handed_in))
    if not one.waiting:
        return f"{when} {_('Nothing is new since then.')}"
    return f"{when} {counted('One try is new since then.', '{count} tries are new since then.', one.waiting)}"
