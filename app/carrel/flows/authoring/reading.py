"""Reads questions from a file: items of formats.md as JSON, or any format of questions that Carrel reads."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carrel.assessment.fields import ItemRefused
from carrel.assessment.items import item_from, to_json
from carrel.base.words import _
from carrel.exchange.questions import QUESTION_FORMATS
from carrel.exchange.questions.api import Losses, QuestionsRefused
from carrel.flows import questions
from carrel.flows.classes.own import Raw

MOST_BYTES = 5_000_000
_ENDINGS = (".json", ".jsonl")


@dataclass(frozen=True)
class ReadIn:
    """What a file of questions holds. bad: a sentence for each that could not be read. lost: what was left out."""

    items: tuple[Raw, ...]
    bad: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def endings() -> tuple[str, ...]:
    """What the names of files end with that may hold questions."""
    return tuple(dict.fromkeys((*_ENDINGS, *(one.suffix for one in QUESTION_FORMATS if one.reads is not None))))


def read(path: Path) -> ReadIn:
    """The questions in a file; raises QuestionsRefused for one of which nothing can be read."""
    if path.suffix.casefold() in _ENDINGS:
        return _items(path)
    known = questions.found(path)
    if known is None:
        raise QuestionsRefused(
            _("“{name}” is no file of questions that Carrel reads.").format(name=path.name),
            _("Give one item a line as JSON, or a file that Moodle, Anki or another program exported."),
        )
    content, written_as = known
    assert written_as.reads is not None
    found = written_as.reads(content, path.name)
    lost: Losses = found.lost
    return ReadIn(
        tuple(to_json(item) for item in found.items),
        tuple(one.sentence() for one in found.bad),
        lost.sentences(),
    )


def _items(path: Path) -> ReadIn:
    """The items of a JSON file: one, a list of them, or one a line."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise QuestionsRefused(_("This file is too large for questions."), _("Choose another file."))
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise QuestionsRefused(
            _("The file “{name}” cannot be read.").format(name=path.name),
            _("Look whether it is there, and is a text."),
            str(error),
        ) from error
    kept, bad = [], []
    for number, raw in enumerate(_objects(text), 1):
        try:
            item_from(raw)
            kept.append(raw)
        except ItemRefused as error:
            bad.append(_("Question {number}: {what}").format(number=number, what=error.what))
    if not kept:
        raise QuestionsRefused(
            bad[0] if bad else _("The file holds no question."),
            _("Write each as an item, such as “carrel mark” reads."),
        )
    return ReadIn(tuple(kept), tuple(bad))


def _objects(text: str) -> Sequence[Any]:
    try:
        said = json.loads(text)
        return said if isinstance(said, list) else [said]
    except (ValueError, RecursionError):
        pass
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError) as error:
        raise QuestionsRefused(
            _("The file holds no JSON."),
            _("Write one item a line, each in braces { }, or a list of them."),
            str(error),
        ) from error
