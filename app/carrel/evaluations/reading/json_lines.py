"""Reads a set of which every line is a question as JSON; the first line may be about the set itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from carrel.base.expecting import LONGEST_WORDING, Expectation
from carrel.base.modes import Mode
from carrel.base.show import beside, one_line
from carrel.base.words import _
from carrel.evaluations.model import Given, Question, Turn, Written
from carrel.evaluations.reading.faults import LONGEST, LONGEST_GIVEN, LONGEST_WORDS, MOST_GIVEN, MOST_TURNS, Faults

_HEAD = ("title", "says", "answers")
_KEYS = (
    "id",
    "ask",
    "points",
    "claims",
    "contains",
    "lacks",
    "most_words",
    "fewest_words",
    "asks",
    "language",
    "item",
    "sources",
    "history",
)
_MODES: dict[object, Mode] = {"": "open", "open": "open", "sources": "sources"}
_MOST_PARTS = 60


class _Refused(Exception):
    """A field is not what it should be; says so in a sentence."""


def read(text: str) -> Written:
    """What the lines say, with all that is wrong in them."""
    faults = Faults()
    written, questions = Written(""), list[Question]()
    for number, raw in _lines(faults, text):
        if not questions and not written.title and set(raw) <= set(_HEAD) and "title" in raw:
            written = _head(faults, raw, number)
            continue
        question = _question(faults, raw, number, len(questions) + 1)
        if question is not None:
            questions.append(question)
    return faults.whole(replace(written, questions=tuple(questions)))


def _lines(faults: Faults, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
        except (ValueError, RecursionError):
            raw = None
        if isinstance(raw, dict):
            yield number, raw
        else:
            what = _("Line {line} is no object of JSON.").format(line=number)
            faults.grave(number, what, _("Write a question on each line, between { and }."))


def _head(faults: Faults, raw: dict[str, Any], number: int) -> Written:
    words = {key: one_line(raw[key]) if isinstance(raw.get(key), str) else "" for key in _HEAD}
    if words["answers"] not in _MODES:
        what = _("“{word}” is no way to answer.").format(word=beside(words["answers"], 60))
        faults.grave(number, what, _('Write answers = "open" or answers = "sources".'))
    title, says = (faults.bounded(words[key], LONGEST_WORDS, number) for key in ("title", "says"))
    return Written(title, says, _MODES.get(words["answers"], "open"))


def _question(faults: Faults, raw: dict[str, Any], number: int, place: int) -> Question | None:
    if "kind" in raw and "ask" not in raw:  # the line is an item of formats.md §1
        raw = {"id": raw.get("id"), "item": raw}
    for key in raw:
        if key not in _KEYS:
            what = _("“{key}” means nothing here, and is left out.").format(key=beside(key, 60))
            faults.light(number, what, _("Known are: {names}.").format(names=", ".join(_KEYS)))
    try:
        item = raw.get("item")
        if item is not None and not isinstance(item, dict):
            raise _Refused(_("“item” must be an object."))
        asked = _text(raw, "ask", LONGEST)
        if not asked and item is None:
            raise _Refused(_("“ask” is missing or empty."))
        return Question(
            one_line(_text(raw, "id", LONGEST_WORDS)) or f"q{place}",
            asked,
            _expected(raw),
            tuple(_wordings(raw, "points")),
            tuple(one for some in _wordings(raw, "claims") for one in some),
            json.dumps(item, ensure_ascii=False) if item is not None else "",
            tuple(Given(*one) for one in _pairs(raw, "sources", ("name", "text"), LONGEST_GIVEN, MOST_GIVEN)),
            tuple(
                Turn("assistant" if role == "assistant" else "user", text)
                for role, text in _pairs(raw, "history", ("role", "text"), LONGEST, MOST_TURNS)
            ),
            number,
        )
    except _Refused as refused:
        what = _("Line {line}: {what}").format(line=number, what=str(refused))
        faults.grave(number, what, _("Correct the line and try again."))
        return None


def _expected(raw: dict[str, Any]) -> Expectation:
    asks = raw.get("asks")
    if asks is not None and not isinstance(asks, bool):
        raise _Refused(_("“asks” must be true or false."))
    return Expectation(
        tuple(_wordings(raw, "contains")),
        tuple(one for some in _wordings(raw, "lacks") for one in some),
        _count(raw, "most_words"),
        _count(raw, "fewest_words"),
        asks,
        _text(raw, "language", 3).casefold(),
    )


def _text(raw: dict[str, Any], name: str, most: int) -> str:
    value = raw.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > most:
        raise _Refused(_("“{field}” must be a text of at most {most} characters.").format(field=name, most=f"{most:,}"))
    return value.strip()


def _count(raw: dict[str, Any], name: str) -> int | None:
    value = raw.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 100_000:
        raise _Refused(_("“{field}” must be a whole number.").format(field=name))
    return value


def _wordings(raw: dict[str, Any], name: str) -> Iterator[tuple[str, ...]]:
    """For each point its wordings: a text stands for one with a single wording."""
    value = raw.get(name)
    listed = [] if value is None else value if isinstance(value, list) else [value]
    if len(listed) > _MOST_PARTS:
        raise _Refused(_("“{field}” is too long a list.").format(field=name))
    for one in listed:
        texts = one if isinstance(one, list) else [one]
        if not texts or not all(isinstance(text, str) and 0 < len(text.strip()) <= LONGEST_WORDING for text in texts):
            raise _Refused(_("“{field}” must be a list of short texts.").format(field=name))
        yield tuple(text.strip() for text in texts)


def _pairs(raw: dict[str, Any], name: str, keys: tuple[str, str], longest: int, most: int) -> Iterator[tuple[str, str]]:
    value = raw.get(name)
    listed = [] if value is None else value
    if not isinstance(listed, list) or len(listed) > most:
        raise _Refused(_("“{field}” must be a list, and not a very long one.").format(field=name))
    for one in listed:
        held = [one.get(key) for key in keys] if isinstance(one, dict) else []
        texts = [text for text in held if isinstance(text, str) and 0 < len(text.strip()) <= longest]
        if len(texts) < len(keys):
            what = _("Each of “{field}” must have “{first}” and “{second}”.")
            raise _Refused(what.format(field=name, first=keys[0], second=keys[1]))
        yield texts[0].strip(), texts[1].strip()
