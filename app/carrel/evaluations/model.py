"""What a set of questions is, a run of it, the replies of a run, and a vote between two runs."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any, Literal

from carrel.base.errors import CarrelError
from carrel.base.expecting import Expectation
from carrel.base.modes import Mode
from carrel.base.stamp import Moment

Kind = Literal["md", "jsonl"]
"""How the file of a set is written: by a person, or a line of JSON for each question."""

Choice = Literal["one", "other", "tie"]
"""Which of two replies was voted for."""


NOTHING = Expectation()
"""Nothing is expected."""


class SetMissing(CarrelError):
    """There is no set of this name."""


class SetRefused(CarrelError):
    """A text is no set of questions."""


class RunMissing(CarrelError):
    """There is no run of this id."""


class VoteMissing(CarrelError):
    """There is no vote of this id."""


@dataclass(frozen=True)
class Given:
    """A text that goes with a question, under the name of a file."""

    name: str
    text: str


@dataclass(frozen=True)
class Turn:
    """What was said before a question."""

    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True)
class Question:
    """What is asked, and what a good reply to it is.

    id: names it within the set. expected: what code can see for sure. points: what the reply has to say, each in any
    of several wordings. claims: what it must not claim; to deny it is fine. item: a question of formats.md §1 as JSON,
    which is marked instead of all this; "" for none. line: where it begins in the file.
    """

    id: str
    asked: str
    expected: Expectation = NOTHING
    points: tuple[tuple[str, ...], ...] = ()
    claims: tuple[str, ...] = ()
    item: str = ""
    given: tuple[Given, ...] = ()
    before: tuple[Turn, ...] = ()
    line: int = 0

    @property
    def asks(self) -> str:
        """A digest of all that is asked: two questions with the same are the same question."""
        asked = [self.asked, self.item, [asdict(one) for one in self.given], [asdict(one) for one in self.before]]
        return hashlib.sha256(json.dumps(asked, ensure_ascii=False).encode()).hexdigest()

    @property
    def expects_nothing(self) -> bool:
        """Whether nothing is expected of the reply."""
        return self.expected.empty and not (self.points or self.claims or self.item)


@dataclass(frozen=True)
class Fault:
    """Something in a file that is not as it should be.

    line: where, from 1. what: a plain sentence. then: what to do. is_grave: there is no set until it is put right.
    """

    line: int
    what: str
    then: str
    is_grave: bool = True


@dataclass(frozen=True)
class Written:
    """What the text of a set says. mode: whether it is answered from sources only."""

    title: str
    says: str = ""
    mode: Mode = "open"
    questions: tuple[Question, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether it can be kept and run."""
        return bool(self.questions) and not any(one.is_grave for one in self.faults)


@dataclass(frozen=True)
class EvaluationSet:
    """A set as it is kept: its text, as a person wrote it, from which all the rest is read."""

    id: str
    title: str
    kind: Kind
    text: str
    created: Moment
    changed: Moment


@dataclass(frozen=True)
class Tested:
    """What was asked in a run.

    model: its name. sha256: of its file, with its adapter; "" where that cannot be told. where: "local", or the host.
    behaviour: its name, "" for none, and version its number. adapter: its name, "" for none.
    """

    model: str
    sha256: str = ""
    where: str = "local"
    behaviour: str = ""
    version: int = 0
    adapter: str = ""


@dataclass(frozen=True)
class Run:
    """All questions of a set asked once, or as many as were asked until it was stopped.

    of: the id of the set; title, kind and text: the set as it was. count: how many questions it has. ended: None while
    some of them were not asked. program: the version of Carrel.
    """

    id: str
    of: str
    title: str
    kind: Kind
    text: str
    count: int
    tested: Tested
    program: str
    created: Moment
    ended: Moment | None = None
    number: int = 0


Found = Literal["yes", "no", "cant_tell"]


@dataclass(frozen=True)
class Outcome:
    """Whether one thing that was expected of a reply is so.

    wanted: what, in a sentence. evidence: the words of the reply that show it.
    """

    wanted: str
    found: Found
    evidence: str = ""


@dataclass(frozen=True)
class Judged:
    """What code says of a reply. verdict: right, partly, wrong or cant_tell, as of an answer (formats.md §2)."""

    verdict: str
    score: float
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True)
class Replied:
    """A reply of a run.

    question: as it was asked. text: the reply as a person would see it. judged: by what was expected then. seconds:
    from asking to the last word; tokens, tokens_per_s: of the reply. state: what it stands on, as formats.md §3 has
    it. dropped: what did not fit the context, in words. finish: why it ended.
    """

    question: Question
    text: str
    judged: Judged
    seconds: float
    first_token_s: float = 0.0
    tokens: int = 0
    tokens_per_s: float = 0.0
    state: str = "unchecked"
    dropped: tuple[str, ...] = ()
    finish: str = "stop"


@dataclass(frozen=True)
class Vote:
    """A vote between the replies of two runs, one question after the other, without saying which is whose.

    choices: by the ids of the questions. ended: None while some are left.
    """

    id: str
    one: str
    other: str
    created: Moment
    choices: dict[str, Choice]
    ended: Moment | None = None


def as_json(question: Question) -> dict[str, Any]:
    """The question as a line of JSON lines says it; what is empty is left out."""
    expected = question.expected
    said: dict[str, Any] = {
        "id": question.id,
        "ask": question.asked,
        "points": [list(one) for one in question.points],
        "claims": list(question.claims),
        "contains": [list(one) for one in expected.contains],
        "lacks": list(expected.lacks),
        "most_words": expected.most_words,
        "fewest_words": expected.fewest_words,
        "asks": expected.asks,
        "language": expected.language,
        "item": json.loads(question.item) if question.item else None,
        "sources": [asdict(one) for one in question.given],
        "history": [asdict(one) for one in question.before],
    }
    return {name: value for name, value in said.items() if value not in (None, "", [])}
