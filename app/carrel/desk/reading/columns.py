"""Which column of a table is which: as a file says it, or by the many names that people and programs give them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache

from carrel.base.files import resource
from carrel.base.matching import folded
from carrel.base.text import clean
from carrel.desk.model import Columns
from carrel.desk.reading.api import Fault
from carrel.desk.reading.fields import toml

FILE = "catalogue.toml"
_FIELDS = ("code", "name", "price", "text", "link", "ignored")


def read(text: str, file: str = FILE) -> tuple[Columns | None, tuple[Fault, ...]]:
    """Which heading is what, None where something keeps it from being used, and all that is wrong."""
    fields = toml(file, clean(text).removeprefix("\ufeff"))
    if not fields.is_sound():
        return None, tuple(fields.faults)
    fields.known(_FIELDS)
    found = Columns(
        code=fields.words("code", needed='code = "Item no."'),
        name=fields.words("name", needed='name = "Name"'),
        price=fields.words("price"),
        text=fields.words("text"),
        link=fields.words("link"),
        ignored=fields.phrases("ignored"),
    )
    return (found if fields.is_sound() else None), tuple(fields.faults)


def guessed(headings: Sequence[str]) -> Columns | None:
    """What the columns of a catalogue probably are; None where no names of products are among them."""
    found = recognised("catalogue", headings)
    if "name" not in found:
        return None
    # Without a column of codes, the name of a product is what tells it from the others.
    price, text, link = (found.get(kind, "") for kind in ("price", "text", "link"))
    return Columns(found.get("code", found["name"]), found["name"], price, text, link)


def recognised(table: str, headings: Sequence[str]) -> dict[str, str]:
    """For each kind of column of this table that is there, its heading: the first that is called so.

    table: "catalogue" or "cases".
    """
    found: dict[str, str] = {}
    for heading in headings:
        kind = _spellings()[table].get(_key(heading))
        if kind is not None:
            found.setdefault(kind, heading)
    return found


def _key(heading: str) -> str:
    """What two spellings of one heading have in common: its letters and digits, without capitals and accents."""
    return "".join(letter for letter in folded(heading) if letter.isalnum())


@cache
def _spellings() -> Mapping[str, Mapping[str, str]]:
    told = tomllib.loads(resource("desks/columns.toml").read_text(encoding="utf-8"))
    return {
        table: {_key(name): kind for kind, names in kinds.items() for name in names} for table, kinds in told.items()
    }
