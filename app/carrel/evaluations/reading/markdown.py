"""Reads a set that a person wrote: a title above, then a heading for each question, what is asked, what is expected."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from carrel.base.checks import CHECKS, read_check, wordings
from carrel.base.expecting import Expectation
from carrel.base.modes import Mode
from carrel.base.show import beside, one_line
from carrel.base.words import _
from carrel.evaluations.model import Given, Question, Turn, Written
from carrel.evaluations.reading.faults import LONGEST, LONGEST_GIVEN, LONGEST_WORDS, MOST_GIVEN, MOST_TURNS, Faults

EXPECTED = ("must say: words | other words", "must not claim: words", *CHECKS)
"""What a list can expect, each as an example of how it is written."""

_FENCE = "+++"
_KEYS = ("title", "says", "answers")
_MODES: dict[str, Mode] = {"": "open", "open": "open", "sources": "sources"}
_LONGEST_HEAD = 4_000
_HEADING = re.compile(r"##\s+(\S.*)")
_TITLE = re.compile(r"#\s+\S")
_LABEL = re.compile(r"(?:\*\*)?(asked|before|given|expected)\s*[:：](?:\*\*)?\s*(.*)", re.IGNORECASE)
_ITEM = re.compile(r"\s{0,3}[-*+]\s+(.*)")
_SPEAKER = re.compile(r"(you|tutor)\s*[:：]\s*(.*)", re.IGNORECASE)
_POINT = re.compile(r"must say\s*[:：]\s*(.+)", re.IGNORECASE)
_CLAIM = re.compile(r"must not claim\s*[:：]\s*(.+)", re.IGNORECASE)


@dataclass
class _Piece:
    """What stands behind a label. line: that of the label. words: what stands on that line already."""

    label: str
    line: int
    words: str
    lines: list[str]


def read(text: str) -> Written:
    """What the text says, with all that is wrong in it."""
    faults = Faults()
    lines = text.split("\n")
    written, above = _head(faults, lines)
    questions = tuple(_questions(faults, lines, above))
    return faults.whole(replace(written, questions=questions))


def _head(faults: Faults, lines: list[str]) -> tuple[Written, int]:
    """What stands between the two fences, and how many lines that takes."""
    fences = [number for number, line in enumerate(lines) if line.rstrip() == _FENCE][:2]
    if len(fences) < 2 or any(line.strip() for line in lines[: fences[0]]):
        what = _("The file does not begin with a title between two lines of “+++”.")
        faults.grave(1, what, _('Begin it with a line “+++”, then title = "…", then “+++”.'))
        return Written(""), 0
    first, last = fences[0] + 1, fences[1]
    head = "\n".join(lines[first:last])
    try:
        said = tomllib.loads(head[:_LONGEST_HEAD])
    except (ValueError, RecursionError) as error:
        at = re.search(r"line (\d+)", str(error))
        what = _("What stands between the lines of “+++” cannot be read.")
        then = _('Write each line like this: title = "Everyday questions"')
        faults.grave(first + (int(at[1]) if at else 1), what, then)
        return Written(""), last + 1
    places = {
        key: at for at, line in enumerate(lines[first:last], first + 1) if (key := line.partition("=")[0].strip())
    }
    return _named(faults, said, {key: places.get(key, first) for key in (*said, *_KEYS)}), last + 1


def _named(faults: Faults, said: dict[str, Any], places: dict[str, int]) -> Written:
    """places: the line of each key."""
    for key in said:
        if key not in _KEYS:
            what = _("“{key}” means nothing here, and is left out.").format(key=beside(key, 60))
            faults.light(places[key], what, _("Known are: {names}.").format(names=", ".join(_KEYS)))
    words = {key: said[key] if isinstance(said.get(key), str) else "" for key in _KEYS}
    words = {key: faults.bounded(one_line(value), LONGEST_WORDS, places[key]) for key, value in words.items()}
    if not words["title"]:
        faults.grave(places["title"], _("The set has no title."), _('Add a line: title = "Everyday questions"'))
    if words["answers"] not in _MODES:
        what = _("“{word}” is no way to answer.").format(word=beside(words["answers"], 60))
        faults.grave(places["answers"], what, _('Write answers = "open" or answers = "sources".'))
    return Written(words["title"], words["says"], _MODES.get(words["answers"], "open"))


def _questions(faults: Faults, lines: list[str], above: int) -> Iterator[Question]:
    name, begins, pieces = "", 0, list[_Piece]()
    for number, line in enumerate(lines[above:], above + 1):
        heading, label = _HEADING.match(line), _LABEL.match(line)
        if heading is not None:
            if begins:
                yield _question(faults, name, begins, pieces)
            name = faults.bounded(one_line(heading[1].rstrip(" #")), LONGEST_WORDS, number)
            begins, pieces = number, []
        elif label is not None and begins:
            pieces.append(_Piece(label[1].casefold(), number, label[2], []))
        elif pieces:
            pieces[-1].lines.append(line)
        elif line.strip() and not _TITLE.match(line):
            what = _("This line belongs to no question, and is left out.")
            faults.light(number, what, _("Begin a question with “## Its name”, and what is asked with “Asked:”."))
    if begins:
        yield _question(faults, name, begins, pieces)


def _question(faults: Faults, name: str, line: int, pieces: list[_Piece]) -> Question:
    asked = next((one for one in pieces if one.label == "asked"), None)
    text = faults.bounded("\n".join([asked.words, *asked.lines]), LONGEST, asked.line) if asked is not None else ""
    if not text:
        what = _("“Asked:” is missing under “{name}”.").format(name=beside(name, 60))
        faults.grave(line, what, _("Write a line that begins with “Asked:”, and below it one with “Expected:”."))
    question = Question(name, text, line=line)
    for piece in pieces:
        if piece.label == "expected":
            question = _expecting(faults, question, piece)
        elif piece.label == "given":
            question = replace(question, given=(*question.given, _given(faults, piece)))
        elif piece.label == "before":
            question = replace(question, before=tuple(_turns(faults, piece)))
    if len(question.given) > MOST_GIVEN or len(question.before) > MOST_TURNS:
        what = _("Too much goes with “{name}”.").format(name=beside(name, 60))
        then = _("Give it at most {given} texts and {turns} turns before it.")
        faults.grave(line, what, then.format(given=MOST_GIVEN, turns=MOST_TURNS))
    return question


def _expecting(faults: Faults, question: Question, piece: _Piece) -> Question:
    for number, line in enumerate([piece.words, *piece.lines], piece.line):
        if not line.strip():
            continue
        item = _ITEM.match(line)
        more = _more(question, item[1]) if item is not None else None
        if more is None:
            what = _("“{words}” is not something a set can expect.").format(words=beside(line.strip(), 80))
            faults.grave(number, what, _("It can expect: {checks}.").format(checks="; ".join(EXPECTED)))
        else:
            question = more
    return question


def _more(question: Question, words: str) -> Question | None:
    """The question with what this line of its list expects; None where the line is none."""
    point, claim = _POINT.fullmatch(words.strip()), _CLAIM.fullmatch(words.strip())
    if point is not None or claim is not None:
        found = wordings((point or claim or [""])[1])
        if not found:
            return None
        if point is not None:
            return replace(question, points=(*question.points, found))
        return replace(question, claims=(*question.claims, *found))
    expected: Expectation | None = read_check(question.expected, words)
    return None if expected is None else replace(question, expected=expected)


def _given(faults: Faults, piece: _Piece) -> Given:
    text = faults.bounded("\n".join(map(_unquoted, piece.lines)), LONGEST_GIVEN, piece.line)
    name = faults.bounded(one_line(piece.words), LONGEST_WORDS, piece.line)
    if not (name and text):
        what = _("“Given:” has no name or no text.")
        faults.grave(piece.line, what, _("Write “Given: notes.md”, and its text below, each line after a “>”."))
    return Given(name, text)


def _turns(faults: Faults, piece: _Piece) -> Iterator[Turn]:
    turns: list[tuple[str, list[str]]] = []
    for number, line in enumerate(map(_unquoted, [piece.words, *piece.lines]), piece.line):
        speaker = _SPEAKER.match(line)
        if speaker is not None:
            turns.append((speaker[1].casefold(), [speaker[2]]))
        elif turns:
            turns[-1][1].append(line)
        elif line.strip():
            what = _("It is not said who said this.")
            faults.grave(number, what, _("Begin each turn with “> You:” or “> Tutor:”."))
    for who, lines in turns:
        yield Turn("user" if who == "you" else "assistant", faults.bounded("\n".join(lines), LONGEST, piece.line))


def _unquoted(line: str) -> str:
    return re.sub(r"^\s{0,3}>\s?", "", line)
