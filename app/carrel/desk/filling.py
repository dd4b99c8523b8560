"""Fills the variables of a macro; what is not known stays as it stands, so that nobody sends it unseen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from carrel.desk.asked import questions
from carrel.desk.letters import name_of
from carrel.desk.model import Desk, Ticket

VARIABLE = re.compile(r"\{\{[ \t]*([^\W\d]\w{0,39})[ \t]*\}\}")
"""A variable, such as {{customer}}; capitals make no difference."""


@dataclass(frozen=True)
class FilledMacro:
    """The text of a macro. missing: the variables that still stand in it, each once, in their order."""

    text: str
    missing: tuple[str, ...]


def fill(text: str, values: Mapping[str, str]) -> FilledMacro:
    """Put the values in the places of their variables; an empty value is none."""
    known = {name.casefold(): value for name, value in values.items() if value.strip()}
    missing: dict[str, None] = {}

    def value(found: re.Match[str]) -> str:
        name = found[1].casefold()
        if name in known:
            return known[name]
        missing[name] = None
        return found[0]

    return FilledMacro(VARIABLE.sub(value, text), tuple(missing))


def values_of(desk: Desk, ticket: Ticket | None = None, slots: Mapping[str, str] | None = None) -> dict[str, str]:
    """What is known for a macro: of the desk, of the ticket, and what the ticket says for slots, by their names.

    customer, mail: the name and the address of whoever wrote. question: what was asked, in a line. subject: of the
    thread. desk, sign: what the desk is called, and what stands below its replies.
    """
    known = {"desk": desk.title, "sign": desk.sign}
    if ticket is not None:
        written = ticket.thread.customer
        known |= {
            "customer": name_of(ticket.thread),
            "mail": next((mail.address for mail in reversed(written) if mail.address), ""),
            "question": next((one.text for one in questions(ticket.thread)), ""),
            "subject": ticket.thread.subject,
        }
    return known | dict(slots or {})
