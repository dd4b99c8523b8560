"""What stands in a results pack, as values and as the file of the pack."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from carrel.assessment.attempts.model import Attempt
from carrel.assessment.fields import Fields, ItemRefused
from carrel.assessment.marking.answers import answer_from
from carrel.base.stamp import Moment
from carrel.base.text import clean
from carrel.base.words import _
from carrel.classroom.shared.model import SharedTurn
from carrel.flows.classes import shared_talks
from carrel.flows.classes.contents import parsed, refusing
from carrel.flows.classes.moments import moment_in
from carrel.records.model import MOST_CHARACTERS

RESULTS_FILE = "results.json"
MOST_TRIES = 20_000
"""A pupil who tries something every half minute of a school year's lessons stays below it."""
MOST_WORKS = 500
VERDICTS = ("right", "wrong", "partly", "cant_tell")
_TEXTS = ("id", "item", "kind", "topic", "verdict", "why", "by", "assignment", "version")
_NUMBERS = ("score", "nth", "help", "hints", "seconds")
_LONGEST_ID = 200


@dataclass(frozen=True)
class Work:
    """A piece of work that is handed in. id: of the work and of its record. at: when. record: the exported record."""

    id: str
    assignment: str
    title: str
    at: Moment
    text: str
    record: bytes


@dataclass(frozen=True)
class Results:
    """What a pupil gives back. pack: the digest of the class pack under whose rules it was done.

    turns: of talks with the tutor about the questions of tasks that say so.
    """

    code: str
    pack: str
    tries: tuple[Attempt, ...]
    works: tuple[Work, ...] = ()
    turns: tuple[SharedTurn, ...] = ()


def files(results: Results) -> dict[str, bytes]:
    """The files of the pack that say it: one for all that is short, two for each piece of work, and one for talks."""
    found = {RESULTS_FILE: written(results), **shared_talks.written(results.turns)}
    for number, one in enumerate(results.works, 1):
        found |= {_text_file(number): one.text.encode(), _record_file(number): one.record}
    return found


def written(results: Results) -> bytes:
    """The file of the pack that says it, but what stands in the pieces of work and in talks."""
    said: dict[str, object] = {"code": results.code, "pack": results.pack, "tries": [*map(_out, results.tries)]}
    if results.works:
        said["works"] = [_work_out(one) for one in results.works]
    return json.dumps(said, ensure_ascii=False, sort_keys=True).encode()


def read(content: bytes, entries: Mapping[str, bytes] = MappingProxyType({})) -> Results:
    """What such a file says, every field looked at; entries: all files of its pack. Raises PackUnreadable."""
    said = parsed(content)
    return refusing(lambda: _results(Fields(said), entries))


def _results(fields: Fields, entries: Mapping[str, bytes]) -> Results:
    tries = tuple(_in(one) for one in fields.objects("tries", empty=True, most=MOST_TRIES))
    listed = fields.objects("works", empty=True, most=MOST_WORKS) if fields.value("works") is not None else ()
    works = tuple(_work_in(one, number, entries) for number, one in enumerate(listed, 1))
    code, pack = (fields.text(name, required=True) for name in ("code", "pack"))
    return Results(code, pack, tries, works, shared_talks.read(entries))


def _text_file(number: int) -> str:
    return f"works/{number:04}.text"


def _record_file(number: int) -> str:
    return f"works/{number:04}.record"


def _work_out(work: Work) -> dict[str, object]:
    return {"id": work.id, "assignment": work.assignment, "title": work.title, "at": vars(work.at)}


def _work_in(fields: Fields, number: int, entries: Mapping[str, bytes]) -> Work:
    texts = [fields.text(name, required=True) for name in ("id", "assignment", "title")]
    if max(map(len, texts)) > _LONGEST_ID:
        raise ItemRefused.because(_("An id is too long."))
    text, record = entries.get(_text_file(number)), entries.get(_record_file(number))
    if text is None or record is None:
        raise ItemRefused.because(_("A piece of work is not in the pack that tells of it."))
    try:
        said = text.decode("utf-8")
    except UnicodeDecodeError:
        raise ItemRefused.because(_("A piece of work is not text.")) from None
    if len(said) > MOST_CHARACTERS or said != clean(said):
        raise ItemRefused.because(_("A piece of work is none that Carrel writes."))
    return Work(texts[0], texts[1], texts[2], moment_in(fields.inner("at")), said, record)


def _out(attempt: Attempt) -> dict[str, object]:
    said: dict[str, object] = {name: getattr(attempt, name) for name in (*_TEXTS, *_NUMBERS, "unaided", "timed")}
    said |= {"skills": attempt.skills, "answer": attempt.answer, "at": vars(attempt.created)}
    said |= {"misconception": attempt.misconception, "contested": attempt.contested}
    return {name: value for name, value in said.items() if value not in (None, "")}


def _in(fields: Fields) -> Attempt:
    texts = {name: fields.text(name, required=name in {"id", "item", "kind", "verdict"}) for name in _TEXTS}
    if texts["verdict"] not in VERDICTS or texts["by"] not in {"code", "model"}:
        raise ItemRefused.because(_("A verdict is none that Carrel gives."))
    if max(len(texts["id"]), len(texts["item"]), len(texts["version"])) > _LONGEST_ID:
        raise ItemRefused.because(_("An id is too long."))
    numbers = {name: fields.number(name, 0, least=0) for name in _NUMBERS}
    score, seconds = numbers["score"], numbers["seconds"]
    nth, level, hints = (int(numbers[name]) for name in ("nth", "help", "hints"))
    if score > 1 or level > 5:
        raise ItemRefused.because(_("A score or a help level is larger than there are."))
    return Attempt(
        **texts,
        created=moment_in(fields.inner("at")),
        skills=fields.texts("skills"),
        answer=answer_from(fields.value("answer")),
        score=score,
        nth=nth,
        help=level,
        hints=hints,
        seconds=seconds,
        unaided=fields.truth("unaided", False) and level == 0,
        timed=fields.truth("timed", False),
        misconception=fields.text("misconception") or None,
        contested=fields.text("contested") or None,
    )
