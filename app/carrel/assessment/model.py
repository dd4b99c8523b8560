"""Questions, what is said of an answer, and what is to become a question."""

from __future__ import annotations

from dataclasses import dataclass

from carrel.base.stamp import Moment


@dataclass(frozen=True)
class QuizWish:
    """A reply somebody wants to be quizzed on; message: its id."""

    message: str
    created: Moment


@dataclass(frozen=True)
class Source:
    """Where an item comes from: the document, the words of it that the key stands on, and where these stand."""

    document: str
    quote: str = ""
    locator: str = ""


@dataclass(frozen=True)
class Choice:
    """An answer to choose; misconception: what picking it shows; feedback: what is said when it is picked."""

    text: str
    right: bool
    misconception: str = ""
    feedback: str = ""


@dataclass(frozen=True)
class Tolerance:
    """How far a number may be off, in the item's unit (absolute) and as a share of the key (relative)."""

    absolute: float = 0.0
    relative: float = 0.0


@dataclass(frozen=True)
class Gap:
    """A gap of a ``cloze`` item with everything that fills it; before: the text between the last gap and this one."""

    before: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Point:
    """What an ``open`` answer should say; any_of: phrases that say it; must: without it nothing is right."""

    id: str
    says: str
    any_of: tuple[str, ...] = ()
    weight: float = 1.0
    must: bool = False


@dataclass(frozen=True)
class Item:
    """A question of formats.md §1, version 1; the fields of other kinds than its own are empty.

    answers: every key that earns full marks. gaps and after: the text of a cloze item, cut at its gaps.
    unreviewed: it was made from a source by a program, and no person has looked at it.
    """

    id: str
    kind: str
    prompt: str = ""
    skills: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    solution: str = ""
    answers: tuple[str, ...] = ()
    source: Source | None = None
    choices: tuple[Choice, ...] = ()
    multiple: bool = False
    unit: str = ""
    unit_required: bool = False
    tolerance: Tolerance | None = None
    form: str = "any"
    reject: tuple[str, ...] = ()
    case_sensitive: bool = False
    accents_matter: bool = False
    text: str = ""
    gaps: tuple[Gap, ...] = ()
    after: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    sequence: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    model_answer: str = ""
    unreviewed: bool = False


Answer = str | tuple[str, ...] | dict[str, str]
"""What a learner gave: a text, a list, or left → right."""


@dataclass(frozen=True)
class PointFound:
    """What an open answer says of one point: present, absent or cant_tell, and the learner's own words for it."""

    id: str
    found: str
    evidence: str = ""


@dataclass(frozen=True)
class Verdict:
    """What is said of an answer.

    verdict: right, wrong, partly or cant_tell. score: 0 to 1. why: one or two plain sentences for the learner, which
    never name the key. by: code or model. misconception: what a foreseen wrong answer shows. points: of ``open`` items.
    """

    verdict: str
    score: float
    why: str
    by: str = "code"
    misconception: str | None = None
    points: tuple[PointFound, ...] = ()
