"""Tries at questions as statements of xAPI 1.0.3, for a record store or a file of JSON lines."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

from carrel.assessment.attempts.model import Attempt
from carrel.assessment.model import Item
from carrel.base.errors import CarrelError
from carrel.base.stamp import Moment
from carrel.base.words import _
from carrel.exchange.xapi_answers import components, interaction, response

VERSION = "1.0.3"
OURS = "urn:carrel:"
"""What the names of our own things begin with; the ids of items, skills, topics and extensions follow."""

_ADL = "http://adlnet.gov/expapi/"
_VERBS = {"answered": f"{_ADL}verbs/answered", "attempted": f"{_ADL}verbs/attempted"}
_NAMESPACE = uuid.UUID("5b1f0f0c-6c1e-5d55-9a0b-2f6c0f3c7a11")
_HOME = re.compile(r"https?://[^\s<>\"{}|\\^`]+", re.IGNORECASE)
_LONGEST_ANSWER = 4_000
"""Characters; an essay is no business of a record store."""


class StatementsRefused(CarrelError):
    """Statements cannot be made as things are."""


@dataclass(frozen=True)
class Teller:
    """On whose behalf statements are made.

    home: the address of the school or the class, under which the codes are given out. codes: for each learner's id the
    code that the record store knows them by; it says nothing of who they are. names: whom to call by name; nobody,
    unless they are given. items: what was asked, where that may be told. language: its BCP 47 tag.
    answers: whether what was answered is told.
    """

    home: str
    codes: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, Item] = field(default_factory=dict)
    language: str = "en"
    answers: bool = True


def statements(attempts: Iterable[Attempt], teller: Teller) -> Iterator[dict[str, Any]]:
    """A statement for each try, the same whenever it is made; raises StatementsRefused.

    A try whose outcome nobody could tell was attempted; every other one was answered.
    """
    if not _HOME.fullmatch(teller.home):
        raise StatementsRefused(
            _("The address that stands for your school has to begin with https://."),
            _("Give the address of the school’s own page, and try again."),
        )
    for attempt in attempts:
        yield _statement(attempt, teller)


def lines(told: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """The statements as JSON, one a line."""
    for one in told:
        yield json.dumps(one, ensure_ascii=False, allow_nan=False).encode() + b"\n"


def _statement(attempt: Attempt, teller: Teller) -> dict[str, Any]:
    actor = _actor(attempt.learner, teller)
    verb = "attempted" if attempt.verdict == "cant_tell" else "answered"
    return {
        "id": _uuid("statement", teller.home, actor["account"]["name"], attempt.id),
        "actor": actor,
        "verb": {"id": _VERBS[verb], "display": {"en": verb}},
        "object": _activity(attempt, teller),
        "result": _result(attempt, teller),
        "context": _context(attempt),
        "timestamp": _time(attempt.created),
        "version": VERSION,
    }


def _actor(learner: str, teller: Teller) -> dict[str, Any]:
    code = teller.codes.get(learner, "").strip()
    if not code:
        raise StatementsRefused(
            _("One of the learners has no code, and without one a record store cannot tell two learners apart."),
            _("Give every learner a code in the list of the class, and try again."),
        )
    name = teller.names.get(learner, "").strip()
    account = {"homePage": teller.home, "name": code}
    return {"objectType": "Agent", **({"name": name} if name else {}), "account": account}


def _activity(attempt: Attempt, teller: Teller) -> dict[str, Any]:
    definition: dict[str, Any] = {
        "type": f"{_ADL}activities/cmi.interaction",
        "interactionType": interaction(attempt.kind),
    }
    item = teller.items.get(attempt.item)
    if item is not None:
        asked = item.prompt.strip() or item.text.strip()
        described = {"description": {teller.language: asked}} if asked else {}
        definition = {**definition, **described, **components(item, teller.language)}
    return {"objectType": "Activity", "id": _name("item", attempt.item), "definition": definition}


def _result(attempt: Attempt, teller: Teller) -> dict[str, Any]:
    told: dict[str, Any] = {"duration": f"PT{max(0.0, attempt.seconds):.2f}S"}
    if attempt.verdict != "cant_tell":
        score = min(1.0, max(0.0, attempt.score))
        told |= {"success": attempt.verdict == "right", "score": {"scaled": score, "raw": score, "min": 0, "max": 1}}
    said = response(attempt.kind, attempt.answer, teller.items.get(attempt.item)) if teller.answers else ""
    return {**told, "response": said[:_LONGEST_ANSWER]} if said.strip() else told


def _context(attempt: Attempt) -> dict[str, Any]:
    more = {
        "help-level": attempt.help,
        "hints": attempt.hints,
        "unaided": attempt.unaided,
        "try": attempt.nth,
        "timed": attempt.timed,
        "verdict": attempt.verdict,
        "marked-by": attempt.by,
        **({"misconception": attempt.misconception} if attempt.misconception else {}),
    }
    skills = [{"id": _name("skill", skill)} for skill in dict.fromkeys(attempt.skills)]
    activities = {
        **({"grouping": [{"id": _name("topic", attempt.topic)}]} if attempt.topic else {}),
        **({"other": skills} if skills else {}),
    }
    return {
        **({"registration": _uuid("practice", attempt.practice)} if attempt.practice else {}),
        **({"contextActivities": activities} if activities else {}),
        "platform": "Carrel",
        "extensions": {f"{OURS}{name}": value for name, value in more.items()},
    }


def _time(moment: Moment) -> str:
    """The moment on the learner's own clock, with its offset from UTC."""
    zone = timezone(timedelta(minutes=moment.zone))
    return datetime.fromisoformat(moment.utc).astimezone(zone).isoformat(timespec="milliseconds")


def _uuid(*parts: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, "\x00".join(f"{len(part)}:{part}" for part in parts)))


def _name(kind: str, id: str) -> str:
    """A name for one of our things that may stand in any address: other signs are written as % and their bytes."""
    plain = re.sub(r"[^A-Za-z0-9._~-]", lambda sign: "".join(f"%{byte:02X}" for byte in sign.group().encode()), id)
    return f"{OURS}{kind}:{plain}"
