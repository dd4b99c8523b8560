"""What is found of personal data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["person", "email", "phone", "card", "iban", "id", "ip", "number", "address", "birthdate"]
"""What a find is; number: of an order, a customer, a contract, where it is labelled so."""

KINDS: tuple[Kind, ...] = get_args(Kind)

Part = Literal["", "FIRST", "LAST", "INITIALS"]
"""Which part of a person's name stands there; empty for the whole of it, or for another kind."""


@dataclass(frozen=True)
class Find:
    """Personal data in a text.

    first, last: where it begins and where what follows begins, in characters. text: what stands there.
    of: whose or what it is, in one spelling: the same for two ways of writing the same number, address or person.
    """

    kind: Kind
    first: int
    last: int
    text: str
    of: str
    part: Part = ""
