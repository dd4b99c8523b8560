"""What stands in a results pack, as values and as the file of the pack."""

from __future__ import annotations

import json
from dataclasses import dataclass

from carrel.assessment.attempts.model import Attempt
from carrel.assessment.fields import Fields, ItemRefused
from carrel.assessment.marking.answers import answer_from
from carrel.base.stamp import Moment
from carrel.base.words import _
from carrel.flows.classes.contents import parsed, refusing

RESULTS_FILE = "results.json"
MOST_TRIES = 20_000
"""A pupil who tries something every half minute of a school year's lessons stays below it."""
VERDICTS = ("right", "wrong", "partly", "cant_tell")
_TEXTS = ("id", "item", "kind", "topic", "verdict", "why", "by", "assignment")
_NUMBERS = ("score", "nth", "help", "hints", "seconds")
_LONGEST_ID = 200


@dataclass(frozen=True)
class Results:
    """What a pupil gives back. pack: the digest of the class pack under whose rules it was done."""

    code: str
    pack: str
    tries: tuple[Attempt, ...]


def written(results: Results) -> bytes:
    """The file of the pack that says it."""
    said = {"code": results.code, "pack": results.pack, "tries": [_out(one) for one in results.tries]}
    return json.dumps(said, ensure_ascii=False, sort_keys=True).encode()


def read(content: bytes) -> Results:
    """What such a file says, every field looked at; raises PackUnreadable."""
    said = parsed(content)
    return refusing(lambda: _results(Fields(said)))


def _results(fields: Fields) -> Results:
    tries = tuple(_in(one) for one in fields.objects("tries", empty=True, most=MOST_TRIES))
    return Results(fields.text("code", required=True), fields.text("pack", required=True), tries)


def _out(attempt: Attempt) -> dict[str, object]:
    said: dict[str, object] = {name: getattr(attempt, name) for name in (*_TEXTS, *_NUMBERS, "unaided", "timed")}
    said |= {"skills": attempt.skills, "answer": attempt.answer, "at": vars(attempt.created)}
    said |= {"misconception": attempt.misconception, "contested": attempt.contested}
    return {name: value for name, value in said.items() if value not in (None, "")}


def _in(fields: Fields) -> Attempt:
    texts = {name: fields.text(name, required=name in {"id", "item", "kind", "verdict"}) for name in _TEXTS}
    if texts["verdict"] not in VERDICTS or texts["by"] not in {"code", "model"}:
        raise ItemRefused.because(_("A verdict is none that Carrel gives."))
    if max(len(texts["id"]), len(texts["item"])) > _LONGEST_ID:
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


def moment_in(fields: Fields | None) -> Moment:
    """The moment that an object says; raises ItemRefused."""
    if fields is None:
        raise ItemRefused.because(_("A try does not say when it was."))
    utc, zone, day = fields.text("utc", required=True), int(fields.number("zone", 0)), fields.text("day", required=True)
    try:
        return Moment.told(utc, zone, day)
    except ValueError:
        raise ItemRefused.because(_("A try does not say when it was.")) from None
