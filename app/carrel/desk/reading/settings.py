"""Reads and writes desk.toml: what a desk is called, and what it asks first."""

from __future__ import annotations

import json
from dataclasses import dataclass

from carrel.base.show import one_line
from carrel.base.text import clean
from carrel.base.words import _
from carrel.desk.model import Escalation, Slot
from carrel.desk.reading.api import Fault
from carrel.desk.reading.fields import toml
from carrel.desk.reading.slots import escalations, slots

FILE = "desk.toml"
LONGEST_TITLE = 120
_FIELDS = ("title", "language", "currency", "behaviour", "sign", "mine", "general", "escalate")


@dataclass(frozen=True)
class DeskSettings:
    """What desk.toml says; the fields are those of a Desk."""

    title: str
    language: str = "en"
    currency: str = ""
    behaviour: str = ""
    sign: str = ""
    mine: tuple[str, ...] = ()
    general: tuple[Slot, ...] = ()
    escalations: tuple[Escalation, ...] = ()


def read(text: str, file: str = FILE) -> tuple[DeskSettings | None, tuple[Fault, ...]]:
    """What the text says, None where something in it keeps it from being used, and all that is wrong."""
    fields = toml(file, clean(text).removeprefix("\ufeff"))
    if not fields.is_sound():
        return None, tuple(fields.faults)
    fields.known(_FIELDS)
    mine = tuple(one.casefold() for one in fields.phrases("mine"))
    for one in mine:
        if "@" not in one:
            what = _("“{address}” is no address.").format(address=one_line(one, 60))
            fields.fault("mine", what, 'mine = ["help@shop.example"]')
    found = DeskSettings(
        title=one_line(fields.words("title", needed='title = "Our shop"'), LONGEST_TITLE),
        language=one_line(fields.words("language"), 20) or "en",
        currency=one_line(fields.words("currency"), 10),
        behaviour=one_line(fields.words("behaviour"), LONGEST_TITLE),
        sign=fields.words("sign"),
        mine=mine,
        general=slots(fields, "general", 0),
        escalations=escalations(fields),
    )
    return (found if fields.is_sound() else None), tuple(fields.faults)


def plainly(title: str) -> str:
    """The text of desk.toml for a desk of which nothing but its title is known."""
    return f"title = {quoted(one_line(title, LONGEST_TITLE))}\n"


def quoted(value: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(clean(value), ensure_ascii=False).replace("\x7f", "\\u007f")
