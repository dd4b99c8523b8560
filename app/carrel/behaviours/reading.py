"""Reads the file of a behaviour, and names what is wrong in it by its line; whatever it holds, nothing is run."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from carrel.base.checks import CHECKS, read_check
from carrel.base.expecting import Expectation
from carrel.base.show import beside
from carrel.base.text import clean
from carrel.base.words import _
from carrel.behaviours.model import Behaviour, Exchange, Fault, Read, Trial
from carrel.behaviours.parts import ITEM, Part, labelled, parts

MOST_BYTES = 64_000
"""Bytes of UTF-8 in a file; a longer one is not looked into."""

MOST_RULES, MOST_EXAMPLES, MOST_TRIALS = 40, 12, 60
LONGEST = 6_000
"""Characters of the persona, of an example's two sides, and of what a test asks."""

LONGEST_RULE = 400
_LONGEST_HEAD = 4_000
_LONGEST_WORDS = 200
_FENCE = "+++"
_KEYS = ("title", "says", "language", "author", "licence")
_SECTIONS = ("persona", "rules", "examples", "tests")


def read(name: str, text: str) -> Read:
    """The behaviour in this text; without one where a fault is grave. The text itself stays as it is."""
    text = clean(text).removeprefix("\ufeff")
    if len(text.encode()) > MOST_BYTES:
        too_long = _("The file is longer than {size} kB.").format(size=MOST_BYTES // 1_000)
        return Read(None, (Fault(1, too_long, _("Shorten it: a behaviour stands in every prompt.")),))
    return _Reading(name, text).read()


class _Reading:
    """One reading of one file, with the faults it has found so far."""

    def __init__(self, name: str, text: str) -> None:
        self._text = text
        self._faults: list[Fault] = []
        self._behaviour = Behaviour(name, name, text)

    def read(self) -> Read:
        lines = self._text.split("\n")
        above = self._head(lines)
        for part in self._sections(lines, above):
            kind = part.title.casefold()
            if kind == "persona":
                persona = self._bounded(part.text, LONGEST, part.line)
                self._behaviour = replace(self._behaviour, persona=persona)
            elif kind == "rules":
                self._behaviour = replace(self._behaviour, rules=tuple(self._rules(part)))
            elif kind == "examples":
                self._behaviour = replace(self._behaviour, examples=tuple(self._examples(part)))
            else:
                self._behaviour = replace(self._behaviour, trials=tuple(self._trials(part)))
        if not (self._behaviour.persona or self._behaviour.rules or self._behaviour.examples):
            says_nothing = _("The file does not say how to answer.")
            self._grave(above + 1, says_nothing, _("Write a section “## Persona” or “## Rules”."))
        faults = tuple(sorted(self._faults, key=lambda one: one.line))
        return Read(None if any(one.is_grave for one in faults) else self._behaviour, faults)

    def _head(self, lines: list[str]) -> int:
        """Read the front matter; returns how many lines it takes."""
        ends = [number for number, line in enumerate(lines) if line.rstrip() == _FENCE][:2]
        if len(ends) < 2 or any(line.strip() for line in lines[: ends[0]]):
            self._grave(
                1,
                _("The file does not begin with a title between two lines of “+++”."),
                _('Begin it with a line “+++”, then title = "…", then “+++”.'),
            )
            return 0
        first, last = ends[0] + 1, ends[1]
        head = "\n".join(lines[first:last])
        if len(head) > _LONGEST_HEAD:
            self._grave(first, _("What stands between the lines of “+++” is too long."), _("Move it below them."))
            return last + 1
        try:
            said = tomllib.loads(head)
        except (ValueError, RecursionError) as error:
            at = re.search(r"line (\d+)", str(error))
            not_read = _("What stands between the lines of “+++” cannot be read.")
            line = first + (int(at[1]) if at else 1)
            self._grave(line, not_read, _('Write each line like this: title = "Patient coach"'))
            return last + 1
        self._named(said, lambda key: _line_of(lines, key, first, last))
        return last + 1

    def _named(self, said: dict[str, Any], line_of: Callable[[str], int]) -> None:
        for key in said:
            if key not in _KEYS:
                unknown = _("“{key}” means nothing here, and is left out.").format(key=beside(key, 60))
                self._light(line_of(key), unknown, _("Known are: {names}.").format(names=", ".join(_KEYS)))
        values = {key: self._words(said, key, line_of) for key in ("title", "says", "language", "author", "licence")}
        if not values["title"]:
            self._grave(line_of("title"), _("The behaviour has no title."), _('Add a line: title = "Patient coach"'))
        language = values["language"].casefold()
        if language and not re.fullmatch(r"[a-z]{2,3}", language):
            code = _("“{code}” is no code of a language.").format(code=beside(language, 20))
            self._grave(line_of("language"), code, _('Write a code of two letters, such as "en" or "es".'))
            language = ""
        title = values["title"] or self._behaviour.name
        self._behaviour = replace(self._behaviour, title=title, says=values["says"], language=language)

    def _words(self, said: dict[str, Any], key: str, line_of: Callable[[str], int]) -> str:
        value = said.get(key, "")
        if not isinstance(value, str) or len(value) > _LONGEST_WORDS:
            one_line = _("“{key}” is not a short text.").format(key=key)
            at_most = _("Write at most {count} characters in quotation marks.").format(count=_LONGEST_WORDS)
            self._grave(line_of(key), one_line, at_most)
            return ""
        return " ".join(value.split())

    def _sections(self, lines: list[str], above: int) -> Iterator[Part]:
        """The sections that are known, each once; others are told."""
        seen: set[str] = set()
        loose, found = parts(lines[above:], above, 2)
        if loose is not None:
            lost = _("The text above the first heading is left out.")
            self._light(loose, lost, _("Move it below “## Persona”."))
        for part in found:
            kind = part.title.casefold()
            if kind not in _SECTIONS:
                unknown = _("“{title}” is not a section of a behaviour, and is left out.")
                known = ", ".join(f"## {one.capitalize()}" for one in _SECTIONS)
                title = beside(part.title, 60)
                self._light(part.line, unknown.format(title=title), _("The sections are: {names}.").format(names=known))
            elif kind in seen:
                twice = _("The section “{title}” stands there twice.").format(title=beside(part.title, 60))
                self._grave(part.line, twice, _("Put both parts under one heading."))
            else:
                seen.add(kind)
                yield part

    def _rules(self, part: Part) -> Iterator[str]:
        rules: list[tuple[int, list[str]]] = []
        for number, line in enumerate(part.lines, part.line + 1):
            item = ITEM.match(line)
            if item is not None:
                rules.append((number, [item[1]]))
            elif rules and line.strip():
                rules[-1][1].append(line.strip())
            elif line.strip():
                self._grave(
                    number, _("This is not an item of a list."), _("Write each rule on a line like this: - rule")
                )
        self._few(len(rules), MOST_RULES, part, _("There are more than {most} rules."))
        for number, words in rules[:MOST_RULES]:
            yield self._bounded(" ".join(words).strip(), LONGEST_RULE, number)

    def _examples(self, part: Part) -> Iterator[Exchange]:
        below = self._below(part)
        self._few(len(below), MOST_EXAMPLES, part, _("There are more than {most} examples."))
        for one in below[:MOST_EXAMPLES]:
            said = self._labelled(one, ("asked", "said"))
            if said is not None:
                yield Exchange(*(self._bounded(text, LONGEST, one.line) for text, _line in said))

    def _trials(self, part: Part) -> Iterator[Trial]:
        below = self._below(part)
        self._few(len(below), MOST_TRIALS, part, _("There are more than {most} tests."))
        for one in below[:MOST_TRIALS]:
            said = self._labelled(one, ("asked", "expected"))
            if said is None:
                continue
            (asked, _line), (checks, line) = said
            expected = self._expected(checks, line)
            if expected.empty:
                self._grave(one.line, _("This test expects nothing."), _checks())
            yield Trial(one.title, self._bounded(asked, LONGEST, one.line), expected, one.line)

    def _expected(self, text: str, first: int) -> Expectation:
        expected = Expectation()
        for number, line in enumerate(text.split("\n"), first):
            if not line.strip():
                continue
            item = ITEM.match(line)
            more = read_check(expected, item[1]) if item is not None else None
            if more is None:
                what = _("“{words}” is not something a test can expect.").format(
                    words=beside(item[1] if item is not None else line.strip(), 80)
                )
                self._grave(number, what, _checks())
            else:
                expected = more
        return expected

    def _below(self, part: Part) -> list[Part]:
        loose, found = parts(part.lines, part.line, 3)
        if loose is not None:
            what = _("The text above the first heading of this section is left out.")
            self._light(loose, what, _("Begin each example and each test with a heading “### …”."))
        return found

    def _labelled(self, part: Part, labels: tuple[str, str]) -> tuple[tuple[str, int], tuple[str, int]] | None:
        """The texts behind the two labels, each with the line it begins on; None where one is missing."""
        found = labelled(part, labels)
        missing = [label for label in labels if not found.get(label, ("", 0))[0]]
        if missing:
            what = _("“{label}:” is missing under “{title}”.")
            then = _("Write a line that begins with “{first}:”, and below it one that begins with “{second}:”.")
            first, second = (label.capitalize() for label in labels)
            self._grave(
                part.line,
                what.format(label=missing[0].capitalize(), title=beside(part.title, 60)),
                then.format(first=first, second=second),
            )
            return None
        return found[labels[0]], found[labels[1]]

    def _few(self, count: int, most: int, part: Part, what: str) -> None:
        if count > most:
            self._grave(part.line, what.format(most=most), _("Keep the ones that matter most."))

    def _bounded(self, text: str, most: int, line: int) -> str:
        if len(text) > most:
            what = _("This is longer than {most} characters.").format(most=f"{most:,}")
            self._grave(line, what, _("Shorten it: a behaviour stands in every prompt."))
        return text[:most].strip()

    def _grave(self, line: int, what: str, then: str) -> None:
        self._faults.append(Fault(max(line, 1), what, then))

    def _light(self, line: int, what: str, then: str) -> None:
        self._faults.append(Fault(max(line, 1), what, then, is_grave=False))


def _checks() -> str:
    return _("A test can expect: {checks}.").format(checks="; ".join(CHECKS))


def without_trials(text: str) -> str:
    """The same file without its tests: they are for whoever wrote it, and may say what an answer is."""
    lines = text.split("\n")
    tests = [part for part in parts(lines, 0, 2)[1] if part.title.casefold() == "tests"]
    for part in reversed(tests):
        del lines[part.line - 1 : part.line + len(part.lines)]
    return "\n".join(lines).rstrip() + "\n"


def retitled(text: str, title: str) -> str:
    """The same file under another title; as it is where it names none."""
    said = f"title = {json.dumps(title, ensure_ascii=False)}"
    return re.sub(r"^title\s*=.*$", lambda _found: said, text, count=1, flags=re.MULTILINE)


def _line_of(lines: list[str], key: str, first: int, last: int) -> int:
    """The number of the line in which this key stands; that of the fence above where it does not."""
    for at in range(first, last):
        if re.match(rf"\s*\"?{re.escape(key)}\"?\s*[=.]|\s*\[+\s*\"?{re.escape(key)}\b", lines[at]):
            return at + 1
    return first
