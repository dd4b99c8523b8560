"""The words of the page of feedback."""

from __future__ import annotations

from carrel.base.show import beside, one_line, unmarked
from carrel.base.words import _
from carrel.classroom.feedback.model import Feedback
from carrel.exchange.in_line import in_line
from carrel.flows.classes.feedback.draft import BY_CODE, BY_EXAMPLE
from carrel.flows.classes.feedback.queue import Entry


def state(entry: Entry) -> str:
    """Where feedback stands, in a few words."""
    if entry.feedback.state == "approved" and not entry.can_be_closed:
        return _("waits for the pupil")
    return {
        "draft": _("draft"),
        "approved": _("goes out next"),
        "sent": _("sent"),
        "aside": _("put aside"),
    }[entry.feedback.state]


def about(entry: Entry) -> str:
    """What feedback is about, on one line."""
    if entry.feedback.kind == "pupil":
        return _("How the pupil gets on")
    if entry.feedback.kind == "work":
        return _("A piece of work")
    if entry.case is None:
        return _("A try that is no longer here")
    return one_line(unmarked(in_line(entry.case.question)))


def verdict(name: str) -> str:
    """What Carrel said of a try, in a sentence."""
    return {
        "right": _("Carrel marked it right."),
        "partly": _("Carrel marked it partly right."),
        "wrong": _("Carrel marked it not right."),
        "cant_tell": _("Carrel could not tell whether it is right."),
    }[name]


def by(feedback: Feedback) -> str:
    """Who drafted it, and whether it was changed since."""
    drafted = {
        BY_CODE: _("Drafted by Carrel from the marking."),
        BY_EXAMPLE: _("Drafted in your own words for the same answer."),
    }.get(feedback.by)
    said = drafted or _("Drafted in the words of the model {name}, which can be wrong.").format(
        name=beside(feedback.by, 60)
    )
    return f"{said} {_('You changed it.')}" if feedback.is_edited else said


def note(entry: Entry) -> str:
    """What will become of it, in a sentence; empty for a draft."""
    name = beside(entry.pupil.name, 60)
    if entry.feedback.state == "approved" and not entry.can_be_closed:
        return _("{name} can read it once they have handed something in: only then it can be closed to them.").format(
            name=name
        )
    if entry.feedback.state == "approved":
        return _("It goes out with the next class pack, and only {name} can read it.").format(name=name)
    if entry.feedback.state == "sent":
        return _("{name} was told this. Another text takes its place with the next class pack.").format(name=name)
    if entry.feedback.state == "draft" and entry.feedback.sent is not None:
        return _("{name} was told something else before; that stands until you approve this.").format(name=name)
    return ""


def spoken(entry: Entry) -> str:
    """What a screen reader says of a line of the list."""
    parts = [one_line(entry.pupil.name), state(entry), about(entry)]
    if waits_for_decision(entry):
        parts.append(_("contests the verdict"))
    return ", ".join(parts)


def waits_for_decision(entry: Entry) -> bool:
    """Whether the pupil thinks the verdict wrong, and nobody decided yet."""
    case = entry.case
    return case is not None and case.attempt.contested is not None and case.decision is None
