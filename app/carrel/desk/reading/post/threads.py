"""Makes threads of messages: who wrote what, the oldest first, nothing of it twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from carrel.base.matching import folded
from carrel.base.show import one_line
from carrel.desk.model import Mail, Thread
from carrel.desk.reading.api import Fault
from carrel.desk.reading.post.heads import Head
from carrel.desk.reading.post.quotes import Piece, pieces
from carrel.desk.reading.post.signatures import unsigned, without_name
from carrel.desk.reading.post.words import plain_subject

MOST_BYTES = 50_000_000
"""Of one file with messages."""

_SAME_FROM = 40
"""Letters from which on a text that stands whole in another one is the same message, cut."""


@dataclass(frozen=True)
class Message:
    """A message as it came, with all that it quotes.

    id, answers: what programs know it by, and those before it; empty for pasted text. to: addresses it went to. sent:
    for sorting, in seconds since 1970; None where that cannot be told. attached: names of files.
    """

    head: Head
    text: str
    id: str = ""
    answers: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    sent: float | None = None
    attached: tuple[str, ...] = ()


@dataclass(frozen=True)
class Post:
    """The threads of a file, read dry, and what could not be read in it."""

    threads: tuple[Thread, ...]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Us:
    """By what we know that a message came from the desk: its addresses, in small letters, and what it is called."""

    addresses: frozenset[str] = frozenset()
    title: str = ""

    def wrote(self, head: Head) -> bool | None:
        """Whether this is from the desk; None where nobody can tell."""
        if head.address and self.addresses:
            return head.address.casefold() in self.addresses
        if head.sender and self.title and folded(self.title) in folded(head.sender):
            return True
        return None


def threads(messages: Iterable[Message], us: Us) -> tuple[Thread, ...]:
    """The threads that these messages belong to, in the order of their first messages."""
    return tuple(_thread(group, us) for group in _groups(list(messages), us))


def _groups(messages: Sequence[Message], us: Us) -> Iterator[list[Message]]:
    """Messages that answer each other, or else are about one thing with one customer; each group the oldest first."""
    groups: list[list[Message]] = []
    where: dict[tuple[str, str], int] = {}
    for message in _sorted(messages):
        keys = [("id", one) for one in (message.id, *message.answers) if one]
        if not message.answers or not any(key in where for key in keys):
            keys.append((f"about {folded(plain_subject(message.head.subject))}", _customer(message, us)))
        at = next((where[key] for key in keys if key in where), len(groups))
        if at == len(groups):
            groups.append([])
        groups[at].append(message)
        where.update(dict.fromkeys(keys, at))
    yield from groups


def _customer(message: Message, us: Us) -> str:
    """The address that is not the desk's."""
    others = (message.head.address, *message.to)
    return next((one.casefold() for one in others if one and one.casefold() not in us.addresses), "")


def _sorted(messages: Sequence[Message]) -> list[Message]:
    """By their times; as they came where one of them has none."""
    if any(message.sent is None for message in messages):
        return list(messages)
    return sorted(messages, key=lambda message: message.sent or 0.0)


@dataclass
class _Telling:
    """A thread as it grows. customers: the names and addresses by which a message is known as a customer's."""

    us: Us
    mails: list[Mail] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    customers: set[str] = field(default_factory=set)

    def take(self, message: Message) -> None:
        """What the message quotes, as far as it is new, and then what it says itself: the subject, if nothing else."""
        found = pieces(message.text, message.head)
        if not any(piece.text for piece in found) and not message.attached:
            found = (Piece(message.head, plain_subject(message.head.subject)),)
        sides = self._sides(found)
        for place in reversed(range(len(found))):
            self._add(found[place], sides[place], message.attached if place == 0 else (), is_quoted=place > 0)

    def _sides(self, found: Sequence[Piece]) -> list[bool]:
        """For each piece whether it is ours.

        Of what nobody can tell, a quotation is from the other side than what quotes it, and a message from somebody
        else than the customer is ours.
        """
        sides: list[bool] = []
        for piece in found:
            known = {folded(one) for one in (piece.head.sender, piece.head.address) if one}
            told = self.us.wrote(piece.head)
            if told is None and known & self.customers:
                told = False
            if told is None:
                told = not sides[-1] if sides else bool(known and self.customers)
            if not told:
                self.customers |= known
            sides.append(told)
        return sides

    def _add(self, piece: Piece, is_ours: bool, attached: tuple[str, ...], *, is_quoted: bool) -> None:
        text, name = unsigned(piece.text)
        text = without_name(text, piece.head.sender or name)
        key = "".join(letter for letter in folded(text) if letter.isalnum())
        if not key and not attached:
            return
        if is_quoted and any(key == other or _is_part(key, other) for other in self.keys):
            return
        self.keys.append(key)
        head = piece.head
        self.mails.append(Mail(head.sender or name, head.address, head.when, head.subject, text, is_ours, attached))


def _is_part(one: str, other: str) -> bool:
    """Whether one is the other, cut short."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _SAME_FROM and shorter in longer


def _thread(messages: Sequence[Message], us: Us) -> Thread:
    telling = _Telling(us)
    for message in messages:
        telling.take(message)
    subjects = (plain_subject(one) for one in [message.head.subject for message in messages] if one)
    return Thread(one_line(next(filter(None, subjects), "")), tuple(telling.mails))
