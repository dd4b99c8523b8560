"""Takes a draft out, to be sent by a person with another program: as plain words, or as a mail that is unsent."""

from __future__ import annotations

import re

from carrel.base.words import _
from carrel.desk.filling import VARIABLE
from carrel.desk.letters import name_of
from carrel.desk.model import Desk, Ticket
from carrel.exchange import unsent_mail
from carrel.exchange.unsent_mail import UnsentMail

_NUMBER = re.compile(r"[ \t]*\[\d{1,2}\](?!\()")
_REPLY = re.compile(r"\s*re\s*:", re.IGNORECASE)


def plain(text: str) -> str:
    """The text as a customer gets it: without the numbers of the sources."""
    return _NUMBER.sub("", text).strip()


def unfilled(text: str) -> tuple[str, ...]:
    """The variables that still stand in it, each once, in their order."""
    return tuple(dict.fromkeys(found[0] for found in VARIABLE.finditer(text)))


def as_text(text: str) -> bytes:
    """A file of the plain text."""
    return f"{plain(text)}\n".encode()


def as_mail(desk: Desk, ticket: Ticket, text: str) -> bytes:
    """A mail file to whoever wrote last; it is opened, looked at and sent with a mail program."""
    last = ticket.thread.customer[-1] if ticket.thread.customer else None
    subject = ticket.thread.subject
    return unsent_mail.write(
        UnsentMail(
            name=name_of(ticket.thread),
            address=last.address if last is not None else "",
            sender=desk.mine[0] if desk.mine else "",
            subject=subject if _REPLY.match(subject) else _("Re: {subject}").format(subject=subject),
            text=plain(text),
        )
    )
