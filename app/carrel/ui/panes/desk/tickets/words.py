"""What is said of tickets and drafts in a few words."""

from __future__ import annotations

from carrel.base.show import isolated, one_line
from carrel.base.words import _, counted
from carrel.desk.letters import body, name_of
from carrel.desk.model import Mail, Ticket, TicketState
from carrel.flows.draft.model import Decision, Draft, DraftKind
from carrel.ui.widgets.lines import Line

_LONGEST = 120
_BELOW = 60
"""Characters of the last message that stand in the list."""


def state(told: TicketState) -> str:
    """How a ticket stands."""
    return {
        "open": _("open"),
        "asked": _("asked"),
        "escalated": _("handed over"),
        "solved": _("solved"),
    }[told]


def line(ticket: Ticket) -> Line:
    """A ticket in the list."""
    written = ticket.thread.customer
    said = one_line(body(written[-1].text), _BELOW) if written else ""
    below = " · ".join(isolated(part) for part in (who(ticket), said) if part)
    return Line(
        id=ticket.id,
        title=title(ticket),
        at_end=state(ticket.state),
        below=below,
        is_past=ticket.state == "solved",
    )


def title(ticket: Ticket) -> str:
    """What a ticket is called: its subject, or how its first message begins."""
    first = ticket.thread.mails[0].text if ticket.thread.mails else ""
    return one_line(ticket.thread.subject, _LONGEST) or one_line(first, _LONGEST) or _("No subject")


def who(ticket: Ticket) -> str:
    """Who wrote, as the thread names them."""
    written = ticket.thread.customer
    return one_line(name_of(ticket.thread)) or one_line(written[-1].address if written else "")


def from_whom(mail: Mail) -> str:
    """Who wrote a message, and when."""
    name = _("You") if mail.is_ours else isolated(mail.sender or mail.address or _("The customer"))
    return " · ".join(filter(None, (name, one_line(mail.when))))


def kind(told: DraftKind) -> str:
    """What a draft is."""
    return {
        "reply": _("Reply"),
        "question": _("Question for the customer"),
        "escalate": _("For a colleague"),
    }[told]


def meaning(told: DraftKind) -> str:
    """The same in a sentence."""
    return {
        "reply": _("Each numbered sentence stands in the source that it names."),
        "question": _("It asks for the one thing that is missing, and for nothing else."),
        "escalate": _("A person must answer. This is a note for whoever does, and no reply to the customer."),
    }[told]


def worded(draft: Draft) -> str:
    """Who found the words of a draft."""
    if not draft.model:
        return _("Worded by rules, without a model.")
    if draft.where == "local":
        return _("Worded by the model {name}, on this computer.").format(name=one_line(draft.model))
    return _("Worded by the model {name}, on {where}.").format(name=one_line(draft.model), where=one_line(draft.where))


def step(decision: Decision) -> str:
    """Which step of which procedure comes now; empty where there is none."""
    procedure = decision.procedure
    if procedure is None or not procedure.steps:
        return ""
    at = min(max(decision.step, 1), len(procedure.steps))
    return _("{procedure}, step {step} of {count}: {what}").format(
        procedure=isolated(procedure.title),
        step=at,
        count=len(procedure.steps),
        what=one_line(procedure.steps[at - 1], 200),
    )


def counts(tickets: list[Ticket], shown: int) -> str:
    """How many tickets there are, and how many of them wait."""
    waiting = sum(one.state != "solved" for one in tickets)
    said = [counted("{count} ticket", "{count} tickets", len(tickets)), _("{count} not solved").format(count=waiting)]
    if shown != len(tickets):
        said.append(counted("{count} shown", "{count} shown", shown))
    return " · ".join(said)
