"""What a behaviour is, and a version of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from carrel.base.errors import CarrelError
from carrel.base.expecting import Expectation
from carrel.base.stamp import Moment

LONGEST_NAME = 60
"""Characters of the name of a behaviour."""


class BehaviourMissing(CarrelError):
    """There is no behaviour of this name, or no such version of it."""


class BehaviourRefused(CarrelError):
    """A text is no behaviour, or a behaviour cannot be kept under this name."""


@dataclass(frozen=True)
class Exchange:
    """What was asked, and what is said to it: an example of how the assistant answers."""

    asked: str
    said: str


@dataclass(frozen=True)
class Trial:
    """A question by which a behaviour is tested. line: where it begins in the file."""

    title: str
    asked: str
    expected: Expectation
    line: int = 0


@dataclass(frozen=True)
class Behaviour:
    """How the assistant is to answer.

    name: a word for files and commands. says: what it is for, in one sentence. language: the code of the language its
    replies are in; empty for any. persona: prose. text: the whole file, as the person wrote it; all the rest is read
    from it.
    """

    name: str
    title: str
    text: str
    says: str = ""
    language: str = ""
    persona: str = ""
    rules: tuple[str, ...] = ()
    examples: tuple[Exchange, ...] = ()
    trials: tuple[Trial, ...] = ()


@dataclass(frozen=True)
class Fault:
    """Something in a file that is not as it should be.

    line: where, from 1. what: a plain sentence. then: what to do. is_grave: the file is no behaviour until it is put
    right; else that part is left out, and everything else works.
    """

    line: int
    what: str
    then: str
    is_grave: bool = True


@dataclass(frozen=True)
class Read:
    """What came of reading a file: the behaviour, None where a grave fault stands in the way, and all faults."""

    behaviour: Behaviour | None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Version:
    """How a behaviour was at a time: its number, from 1, and its text."""

    number: int
    text: str
    created: Moment


@dataclass(frozen=True)
class Kept:
    """A behaviour as it is kept. version: the number of the newest; 0 for one that came with Carrel and is unchanged.

    comes_along: whether one of this name comes with Carrel.
    """

    behaviour: Behaviour
    version: int
    comes_along: bool = False


def name_of(title: str) -> str:
    """The name that a title or the stem of a file gives: small letters and digits, and hyphens between them."""
    return re.sub(r"[\W_]+", "-", title.casefold()).strip("-")[:LONGEST_NAME].strip("-")
