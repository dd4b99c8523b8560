"""What a desk is: its procedures, its catalogue, the tickets that come to it, and its macros."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from carrel.base.errors import CarrelError
from carrel.base.stamp import Moment

SlotKind = Literal["pattern", "choice", "product", "date", "mail", "text"]
"""How code knows that a ticket says what a slot asks for (see docs/desk.md)."""

MOST_QUESTIONS = 2
"""A customer is asked so often at most before a person takes over."""


class DeskMissing(CarrelError):
    """The desk is not there, or it was removed."""


@dataclass(frozen=True)
class Slot:
    """Something that a procedure has to know.

    says: what it is, as in "the order number". ask: the question for it, whole. kind: how it is found. patterns: with
    kind "pattern", shapes such as "WR-######" (# a digit, @ a letter, the rest as it stands). choices: with kind
    "choice", each with the words that mean it; with kind "text", the words whose presence answers it. step: the number,
    from 1, of the first step that cannot be taken without it.
    """

    name: str
    says: str
    ask: str
    kind: SlotKind
    patterns: tuple[str, ...] = ()
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    words: tuple[str, ...] = ()
    step: int = 1


@dataclass(frozen=True)
class Escalation:
    """When a person must take over. when: phrases of a customer; because: the reason, a whole sentence."""

    when: tuple[str, ...]
    because: str


@dataclass(frozen=True)
class Procedure:
    """How one kind of case is dealt with.

    name: a word for files and lists, unique in its desk. when: phrases of customers it is for; unless: those it is not
    for. steps: what is done, in order, as Markdown.
    """

    name: str
    title: str
    when: tuple[str, ...]
    steps: tuple[str, ...]
    slots: tuple[Slot, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class Product:
    """A product of the catalogue, every value as it stands there.

    price: with its currency, such as "49.90 €"; empty when the catalogue has none. attributes: name and value, in the
    order of the columns. text: what the catalogue says of it.
    """

    code: str
    name: str
    price: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    text: str = ""
    link: str = ""


@dataclass(frozen=True)
class Columns:
    """Which column of a catalogue's table is what; every other one is an attribute, or is left out if `ignored`."""

    code: str
    name: str
    price: str = ""
    text: str = ""
    link: str = ""
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True)
class Macro:
    """A text that is used often. text: Markdown with variables such as {{customer}} or {{order}}."""

    name: str
    title: str
    text: str


@dataclass(frozen=True)
class Desk:
    """A place to answer from.

    currency: that of its prices, as they write it. behaviour: the name of the behaviour its drafts follow; empty for
    none. sign: what stands below a reply. mine: addresses of the desk itself, in small letters: what came from them is
    ours. procedures, macros: in their order. general: what to ask for when it is not plain what a ticket is about, in
    order.
    """

    id: str
    title: str
    created: Moment
    currency: str = ""
    language: str = "en"
    behaviour: str = ""
    sign: str = ""
    procedures: tuple[Procedure, ...] = ()
    general: tuple[Slot, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    macros: tuple[Macro, ...] = ()
    mine: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mail:
    """One message of a thread, without what it quotes of others.

    sender, address: as the thread names them; empty when it does not. when: the date as it stands there. is_ours: it
    came from the desk. attached: the names of the files that hang on it.
    """

    sender: str
    address: str
    when: str
    subject: str
    text: str
    is_ours: bool = False
    attached: tuple[str, ...] = ()


@dataclass(frozen=True)
class Thread:
    """What was written to and fro, oldest first; the last of the customer's messages is what waits for an answer."""

    subject: str
    mails: tuple[Mail, ...]

    @property
    def customer(self) -> tuple[Mail, ...]:
        """What the customer wrote."""
        return tuple(mail for mail in self.mails if not mail.is_ours)

    @property
    def asked(self) -> str:
        """All that the customer wrote, with the subject."""
        return "\n\n".join((self.subject, *(mail.text for mail in self.customer))).strip()


TicketState = Literal["open", "asked", "escalated", "solved"]


@dataclass(frozen=True)
class Ticket:
    """A case at a desk. source: the name of the file it came from; empty when it was pasted. draft: what a person has
    written or changed so far, as text.
    """

    id: str
    desk: str
    thread: Thread
    created: Moment
    changed: Moment
    state: TicketState = "open"
    source: str = ""
    draft: str = ""


@dataclass(frozen=True)
class PastCase:
    """A case that was solved, in the customer's words and those of the answer."""

    id: str
    desk: str
    asked: str
    answered: str
    created: Moment


ProposalState = Literal["open", "approved", "discarded"]


@dataclass(frozen=True)
class ProposedArticle:
    """What the knowledge base could say from now on, written by code from a case that was solved.

    ticket: the id of the ticket it comes from. text: Markdown, as it was proposed or as a person changed it. document:
    the id of the document that an approved one became; empty for the others.
    """

    id: str
    desk: str
    ticket: str
    title: str
    text: str
    created: Moment
    state: ProposalState = "open"
    document: str = ""
