"""The fields of a TOML text, each held to the form it must have; whatever is wrong is told by its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from carrel.base.show import one_line
from carrel.base.text import clean
from carrel.base.words import _
from carrel.desk.reading.api import Fault

MOST_CHARACTERS = 200_000
"""Of one file that a person writes by hand."""

FENCE = "+++"

_LONGEST = 2_000
_MOST_WORDS = 500
"""Phrases of one list."""


@dataclass
class Fields:
    """One table of a file. above: so many lines stand above it; faults: of the whole file, in the order found."""

    raw: Mapping[str, Any]
    file: str
    lines: Sequence[str]
    above: int = 0
    faults: list[Fault] = field(default_factory=list)

    def words(self, name: str, *, needed: str = "") -> str:
        """A text. needed: what it is for, as an example that can be copied; empty where it may be left out."""
        value = self.raw.get(name, "")
        if not isinstance(value, str):
            self.fault(name, _("“{name}” is not a text.").format(name=name), _("Put quotation marks around it."))
            return ""
        text = clean(value).strip()
        if len(text) > _LONGEST:
            what = _("“{name}” has more than {count:,} characters.").format(name=name, count=_LONGEST)
            self.fault(name, what, _("Write a shorter one."))
        elif not text and needed:
            what = _("“{name}” is missing.").format(name=name)
            self.fault(name, what, _("Write a line such as: {example}").format(example=needed))
        return text[:_LONGEST]

    def phrases(self, name: str, *, needed: str = "") -> tuple[str, ...]:
        """A list of texts, each on one line, none of them empty."""
        value = self.raw.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            what = _("“{name}” is not a list of texts.").format(name=name)
            self.fault(name, what, _("Write it as in: {example}").format(example=needed or f'{name} = ["…", "…"]'))
            return ()
        if len(value) > _MOST_WORDS:
            what = _("“{name}” holds more than {count:,} texts.").format(name=name, count=_MOST_WORDS)
            self.fault(name, what, _("Keep the ones that matter."))
        found = tuple(filter(None, (one_line(clean(one)) for one in value[:_MOST_WORDS])))
        if needed and not found:
            what = _("“{name}” is missing.").format(name=name)
            self.fault(name, what, _("Write a line such as: {example}").format(example=needed))
        return found

    def count(self, name: str, usual: int) -> int:
        """A whole number of 1 or more."""
        value = self.raw.get(name, usual)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
            return value
        self.fault(name, _("“{name}” is not a whole number of 1 or more.").format(name=name), _("Correct it."))
        return usual

    def tables(self, name: str) -> Iterator[Fields]:
        """The tables of a list such as ``[[slot]]``, in order."""
        value = self.raw.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            what = _("“{name}” is not written as a table.").format(name=name)
            self.fault(name, what, _("Begin each with a line [[{name}]].").format(name=name))
            return
        heads = [number for number, line in enumerate(self.lines, 1) if re.match(rf"\s*\[\[\s*{name}\s*\]\]", line)]
        for place, one in enumerate(value):
            above = heads[place] if place < len(heads) else self.above
            yield Fields(one, self.file, self.lines, above, self.faults)

    def known(self, names: Sequence[str]) -> None:
        """Tell fields of other names: often they are misspelt ones."""
        for name in self.raw:
            if name not in names:
                what = _("There is no field “{name}” here.").format(name=one_line(name))
                listed = ", ".join(names)
                self.fault(
                    name, what, _("It was passed over. These are known: {names}.").format(names=listed), left_out=False
                )

    def fault(self, name: str, what: str, next_step: str, *, left_out: bool = True) -> None:
        """Tell what is wrong with a field of this name."""
        self.faults.append(Fault(self.file, self.line_of(name), what, next_step, left_out=left_out))

    def line_of(self, name: str) -> int:
        """The line on which a field stands, or that of its table where it has none."""
        pattern = re.compile(rf"\s*(?:\[+\s*)?[\"']?{re.escape(name)}[\"']?\s*(?:=|\])")
        for number, line in enumerate(self.lines[self.above :], self.above + 1):
            if pattern.match(line):
                return number
            if self.above and number > self.above and line.lstrip().startswith("[["):
                break
        return max(self.above, 1)

    def is_sound(self) -> bool:
        """Whether nothing was found in the file for which it is left out."""
        return not any(fault.left_out for fault in self.faults)


def toml(file: str, text: str, above: int = 0) -> Fields:
    """The fields of a TOML text; above: so many lines of the file stand before it. Where it is no TOML, none."""
    lines = [""] * above + text.split("\n")
    found = Fields({}, file, lines)
    if len(text) > MOST_CHARACTERS:
        what = _("This file has more than {count:,} characters.").format(count=MOST_CHARACTERS)
        found.faults.append(Fault(file, 0, what, _("Divide it.")))
        return found
    try:
        found.raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        what = _("This is not TOML that can be read: {error}.").format(error=str(error).split(" (at")[0].rstrip("."))
        next_step = _("Look at this line and the one above: often a quotation mark or a bracket is missing.")
        found.faults.append(Fault(file, above + int(line[1]) if line else max(above, 1), what, next_step))
    return found


def fronted(file: str, text: str, example: str) -> tuple[Fields, str, int]:
    """The fields between the two lines of ``+++``, the text below them, and the number of its first line.

    example: the fields that the file should begin with.
    """
    lines = text.removeprefix("\ufeff").split("\n")
    fences = [number for number, line in enumerate(lines) if line.rstrip() == FENCE]
    if len(fences) < 2 or fences[0] != 0:
        found = Fields({}, file, lines)
        what = _("The file does not begin with its fields between two lines of “+++”.")
        next_step = _("Begin it with a line “+++”, then {example}, then another line “+++”.").format(example=example)
        found.faults.append(Fault(file, 1, what, next_step))
        return found, "", 0
    end = fences[1]
    found = toml(file, "\n".join(lines[1:end]), 1)
    return found, "\n".join(lines[end + 1 :]), end + 2
