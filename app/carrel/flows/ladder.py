"""The ladder of help on an item, and another approach to a skill: from the item and its lesson, without a model."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.items import item_from
from carrel.assessment.model import Item
from carrel.base.words import _
from carrel.flows import evidence
from carrel.library import tables as library
from carrel.library.packs.hint_rules import tells_key
from carrel.library.packs.model import HEADINGS, LEVELS, InstalledTopic, SectionKind
from carrel.library.packs.topics import slug
from carrel.progress.mastery import trace, tracing

if TYPE_CHECKING:
    from carrel.store.db import Database

Rung = Literal["restate", "idea", "example", "next_step", "solution"]

LEVEL: dict[Rung, int] = {"restate": 1, "idea": 2, "example": 3, "next_step": 4, "solution": 5}
"""The help level that each step of the ladder brings."""

TRIES: dict[int, int] = {1: 0, 2: 1, 3: 1, 4: 2, 5: 2}
"""How many real tries come before each level; the first one also helps somebody who cannot begin."""

_WORDS_A_SECOND = 4.0
_LEAST_SECONDS = 4.0

_HEADING = re.compile(r"^### .*$", re.MULTILINE)


@dataclass(frozen=True)
class Hint:
    """A step of the ladder; text: Markdown."""

    level: int
    rung: Rung
    text: str


@dataclass(frozen=True)
class Recap:
    """Another approach to a skill: what it builds on, told again, and an example worked step by step.

    skill: what the learner is stuck on. lesson, text: the title and a section of the lesson of its weakest
    prerequisite, or of the skill itself. example: of the lesson of the skill; empty where there is none.
    """

    skill: str
    name: str
    lesson: str
    text: str
    example: str


def reading_seconds(text: str) -> float:
    """How long a hint is to be read before the next one is given: four words a second, at least four seconds."""
    return max(_LEAST_SECONDS, len(text.split()) / _WORDS_A_SECOND)


def ladder(db: Database, item: str) -> list[Hint]:
    """All steps of help on an item, the solution among them; what it does not have is left out.

    Of its hints the first says again what is asked, the second points to the idea, the last is the next step; a fourth
    one in the middle is the example, else a worked example of the lesson is. Raises PracticeMissing and ItemRefused.
    """
    raw = json.loads(attempts.body(db, item))
    read = item_from(raw)
    hints = read.hints
    told: dict[Rung, str] = {"restate": hints[0] if len(hints) > 2 else _("Say in your own words what is asked.")}
    if len(hints) > 1:
        told["idea"] = hints[-2] if len(hints) < 4 else hints[1]
    told["example"] = "\n\n".join(hints[2:-1]) or _example_for(db, read, raw)
    if hints:
        told["next_step"] = hints[-1]
    told["solution"] = solution(read)
    return [Hint(LEVEL[rung], rung, text) for rung, text in told.items() if text]


def solution(item: Item) -> str:
    """The worked solution; without one, the answer."""
    return item.solution or item.model_answer or answer_words(item)


def answer_words(item: Item) -> str:
    """The key in words, for an item that has no worked solution."""
    parts: list[str] = [*item.answers[:1], *(choice.text for choice in item.choices if choice.right)]
    parts += [gap.answers[0] for gap in item.gaps]
    parts += [f"{left} → {right}" for left, right in item.pairs]
    return "\n".join(f"- {part}" for part in (*parts, *item.sequence, *(point.says for point in item.points)) if part)


def recap(db: Database, learner: str, skill: str) -> Recap:
    """Another approach to a skill; its texts are empty where no lesson is here."""
    known = {one.id: one for one in evidence.skills(db)}
    before = [one for one in known[skill].requires if one in known] if skill in known else []
    tried = evidence.tries(db, learner, before)
    before.sort(key=lambda one: trace(tried.get(one, []), tracing().best))
    lessons = evidence.topics(db)
    about = next((found for one in (*before, skill) if (found := _lesson(lessons, one)) is not None), None)
    own = _lesson(lessons, skill)
    return Recap(
        skill,
        known[skill].name if skill in known else skill,
        about.title if about else "",
        _section(db, about, LEVELS[0]),
        next(iter(_examples(db, own)), ""),
    )


def wrong_idea(db: Database, topic: str, misconception: str) -> str:
    """What the lesson of a topic calls a wrong idea; without a lesson, its id in words."""
    lesson = next((one for one in evidence.topics(db) if one.id == topic), None)
    headings = (found[0].lstrip("# ") for found in _HEADING.finditer(_section(db, lesson, "misconceptions")))
    titles = {title for heading in headings for title in (heading, heading.partition(": ")[2])}
    named = next((title for title in titles if slug(title) == misconception), "")
    return named or misconception.replace("-", " ").capitalize()


def lesson_text(db: Database, item: str) -> str:
    """All of the lesson that an item belongs to; empty without one."""
    topic = attempts.topic(db, item)
    lesson = next((one for one in evidence.topics(db) if one.id == topic and one.document), None)
    return "\n\n".join(part.text for part in library.parts(db, lesson.document or "")) if lesson is not None else ""


def _lesson(topics: Sequence[InstalledTopic], skill: str) -> InstalledTopic | None:
    return next((topic for topic in topics if topic.document and skill in topic.skills), None)


def _example_for(db: Database, item: Item, raw: dict[str, object]) -> str:
    """A worked example of the item's lesson that does not say the answer."""
    named = attempts.topic(db, item.id)
    lesson = next((topic for topic in evidence.topics(db) if topic.id == named), None)
    return next((text for text in _examples(db, lesson) if not tells_key(raw, text)), "")


def _examples(db: Database, lesson: InstalledTopic | None) -> list[str]:
    text = _section(db, lesson, "examples")
    starts = [found.start() for found in _HEADING.finditer(text)]
    return [text[first:last].strip() for first, last in pairwise([*starts, len(text)])]


def _section(db: Database, lesson: InstalledTopic | None, kind: SectionKind) -> str:
    """A section of a lesson; a sound pack has all of them, in this order, whatever they are called."""
    if lesson is None or lesson.document is None:
        return ""
    parts = library.parts(db, lesson.document)
    return parts[list(HEADINGS).index(kind)].text if len(parts) == len(HEADINGS) else ""
