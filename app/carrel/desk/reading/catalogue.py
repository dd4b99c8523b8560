"""Reads the products of a desk from a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from carrel.base.show import one_line
from carrel.base.words import _
from carrel.desk.model import Columns, Product
from carrel.desk.reading import columns, table
from carrel.desk.reading.api import DeskRefused, Fault
from carrel.desk.reading.table import Line, Table

FILE = "catalogue.csv"
LONGEST = 300
"""Characters of a name, a code or the value of an attribute."""

LONGEST_TEXT = 10_000

_BEFORE = ("$", "£", "US$", "CA$", "A$", "¥", "₹")
"""Signs of currencies that stand before the amount."""

_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


@dataclass(frozen=True)
class Catalogue:
    """The products of a table, read dry, with every fault; columns: how its headings were understood."""

    products: tuple[Product, ...]
    columns: Columns
    faults: tuple[Fault, ...] = ()


def read(file: str, content: bytes, said: Columns | None = None, currency: str = "") -> Catalogue:
    """The products in these bytes; raises DeskRefused.

    said: which column is what; without it, that is guessed from the headings. currency: of prices that name none.
    """
    found = table.read(file, content, lambda headings: _known(headings, said))
    chosen = said or columns.guessed(found.headings)
    absent = _absent(found, chosen)
    if chosen is None or absent:
        raise DeskRefused(
            _("“{file}” has no column called “{heading}”.").format(file=file, heading=absent or "Name"),
            _("Its headings are: {headings}. Say which is which in {columns}, as docs/desk.md shows.").format(
                headings=", ".join(filter(None, found.headings[:20])), columns=columns.FILE
            ),
        )
    return _Reading(found, chosen, currency).catalogue()


def _known(headings: Sequence[str], said: Columns | None) -> int:
    if said is None:
        return len(columns.recognised("catalogue", headings))
    return len(set(headings) & {said.code, said.name, said.price, said.text, said.link} - {""})


def _absent(found: Table, chosen: Columns | None) -> str:
    """The first heading that is spoken of and is not there; empty where all are."""
    if chosen is None:
        return ""
    wanted = (chosen.code, chosen.name, chosen.price, chosen.text, chosen.link, *chosen.ignored)
    return next((one for one in wanted if one and one not in found.headings), "")


class _Reading:
    """The products as they grow, row by row, with the rows of the codes that are taken."""

    def __init__(self, found: Table, chosen: Columns, currency: str) -> None:
        self._table = found
        self._columns = chosen
        self._currency = currency
        self._faults = list(found.faults)
        self._rows: dict[str, int] = {}
        place = found.headings.index
        self._code, self._name = place(chosen.code), place(chosen.name)
        told = {chosen.code, chosen.name, chosen.price, chosen.text, chosen.link, *chosen.ignored}
        self._attributes = [at for at, heading in enumerate(found.headings) if heading and heading not in told]

    def catalogue(self) -> Catalogue:
        """All that was read."""
        products = tuple(one for line in self._table.lines if (one := self._product(line)) is not None)
        faults = tuple(sorted(self._faults, key=lambda fault: fault.row))
        return Catalogue(products, self._columns, faults)

    def _product(self, line: Line) -> Product | None:
        fault = self._misfit(line)
        if fault is not None:
            self._faults.append(fault)
            return None
        code = one_line(line.cells[self._code], LONGEST)
        self._rows[code] = line.number
        return Product(
            code=code,
            name=one_line(line.cells[self._name], LONGEST),
            price=self._price(line),
            attributes=tuple(
                (self._table.headings[at], one_line(line.cells[at], LONGEST))
                for at in self._attributes
                if line.cells[at]
            ),
            text=self._cell(line, self._columns.text),
            link=self._link(line),
        )

    def _misfit(self, line: Line) -> Fault | None:
        """What keeps this row from being a product."""
        for at in (self._code, self._name):
            if not line.cells[at]:
                return self._table.fault(line, at, _("This cell is empty."), _("Fill it in, or take the row out."))
        for at, cell in enumerate(line.cells):
            most = LONGEST_TEXT if self._table.headings[at] == self._columns.text else LONGEST
            if len(cell) > most:
                what = _("This text has more than {count:,} characters.").format(count=most)
                return self._table.fault(line, at, what, _("Write a shorter one."))
        before = self._rows.get(one_line(line.cells[self._code], LONGEST))
        if before is None:
            return None
        what = _("“{code}” stands in row {row} already.").format(code=one_line(line.cells[self._code], 60), row=before)
        return self._table.fault(line, self._code, what, _("Give each product a code of its own."))

    def _price(self, line: Line) -> str:
        """The price as it stands there, with the currency of the desk where it names none."""
        price = one_line(self._cell(line, self._columns.price))
        if not price:
            return ""
        if not any(letter.isdigit() for letter in price):
            at = self._table.headings.index(self._columns.price)
            what = _("“{price}” is no price.").format(price=one_line(price, 60))
            next_step = _("The product was read without one; write a number to have it.")
            self._faults.append(self._table.fault(line, at, what, next_step, left_out=False))
            return ""
        if not self._currency or any(letter not in "0123456789.,' \u00a0\u202f" for letter in price):
            return price
        if self._currency in _BEFORE:
            return f"{self._currency}{price}"
        return f"{price} {self._currency}"

    def _link(self, line: Line) -> str:
        link = self._cell(line, self._columns.link)
        if not link or _LINK.fullmatch(link):
            return link
        at = self._table.headings.index(self._columns.link)
        what = _("“{link}” is no address of a page.").format(link=one_line(link, 60))
        next_step = _("The product was read without it; it begins with https://.")
        self._faults.append(self._table.fault(line, at, what, next_step, left_out=False))
        return ""

    def _cell(self, line: Line, heading: str) -> str:
        return line.cells[self._table.headings.index(heading)] if heading else ""
