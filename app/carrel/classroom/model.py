"""What a pack between teacher and pupil says of itself, and how far it can be believed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from carrel.base.errors import CarrelError
from carrel.base.show import beside
from carrel.base.stamp import Moment
from carrel.base.words import _

Kind = Literal["class", "results"]
"""What a teacher gives out to a class, or what a pupil gives back."""

KINDS: tuple[Kind, ...] = get_args(Kind)

State = Literal["ok", "unsigned", "changed", "unknown"]
"""Signed by a device that is known; signed by nobody; not as it was made; soundly signed by a device not known here."""

KEY_BYTES = 32
MOST_SEQUENCE = 2**53
"""The first number that not every reader of JSON can tell from the next one."""

_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")


class PackUnreadable(CarrelError):
    """The file is no pack, or so damaged that nothing in it can be shown."""

    @classmethod
    def damaged(cls, detail: str = "") -> PackUnreadable:
        """What to raise for a file that lost something on its way."""
        return cls(
            _("This pack is damaged, or it was not copied to its end."),
            _("Copy it again, or ask whoever sent it to send it once more."),
            detail,
        )


class PackTooNew(CarrelError):
    """A later Carrel made the pack, in a way that this one cannot read."""

    @classmethod
    def of(cls, found: int, known: int) -> PackTooNew:
        """What to raise for a pack of this version; known is the latest that can be read."""
        return cls(
            _(
                "A newer version of Carrel made this pack: its form is {found}, and {known} is the latest known here."
            ).format(found=found, known=known),
            _("Install the newest Carrel, and open the pack again."),
        )


class PackTooLarge(CarrelError):
    """More was put into a pack than would be read on the other side."""


class KeyUnusable(CarrelError):
    """What was kept as a key is none."""

    @classmethod
    def broken(cls) -> KeyUnusable:
        """What to raise for the bytes of a key that are not as they were made."""
        return cls(
            _("The key of this device is damaged."),
            _("Restore it from a backup, or make a new one and show its number to those who know the old one."),
        )


@dataclass(frozen=True)
class Issuer:
    """Whose device made a pack.

    name: as it is told there; anybody can write any name. key: its public key; only this device can sign for it.
    """

    name: str
    key: bytes


@dataclass(frozen=True)
class Heading:
    """What a pack says of itself. Raises ValueError for what can be in no pack.

    classroom: the id of the class. sequence: grows with each pack of this kind that the issuer makes for the class.
    seal_to: the public key to which answers may be sealed: a pupil's work, or what
    a teacher says of it; None where they are sent open.
    """

    id: str
    kind: Kind
    created: Moment
    issuer: Issuer
    classroom: str
    sequence: int
    seal_to: bytes | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError("kind")
        if _ID.fullmatch(self.id) is None or _ID.fullmatch(self.classroom) is None:
            raise ValueError("id")
        if not 0 <= self.sequence < MOST_SEQUENCE:
            raise ValueError("sequence")
        if len(self.issuer.key) != KEY_BYTES or len(self.seal_to or bytes(KEY_BYTES)) != KEY_BYTES:
            raise ValueError("key")


@dataclass(frozen=True)
class Arrived:
    """A pack as it was read.

    entries: what each file in it holds; of a pack that was changed, whatever was found there. digest: 64 hexadecimal
    digits that are the same for two packs only when they say the same.
    """

    heading: Heading
    entries: Mapping[str, bytes]
    state: State
    digest: str

    def sentence(self) -> str:
        """Says in one sentence how far the pack can be believed."""
        return _SENTENCES[self.state]().format(name=beside(self.heading.issuer.name, 80))


_SENTENCES: Mapping[State, Callable[[], str]] = {
    "ok": lambda: _("This pack was signed by {name}, and is as it was made."),
    "unsigned": lambda: _("This pack is not signed: nobody can tell who made it."),
    "changed": lambda: _("This pack was changed after it was made. Ask for it once more."),
    "unknown": lambda: _("This pack was signed on a device that is not known here. It says that {name} made it."),
}
