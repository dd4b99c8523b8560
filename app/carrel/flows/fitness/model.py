"""The values of a fitness card: what was tried, how often it went well, how sure that is, which roles come of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from carrel.base.shares import wilson
from carrel.base.stamp import Moment

RoleId = Literal["chat", "explain", "feedback", "items", "suggest", "draft"]
"""What a model may do here: talk, explain beside a question, phrase feedback, make questions, suggest on answers, word
drafts.
"""

State = Literal["granted", "refused", "unknown"]

ROLES: tuple[RoleId, ...] = ("chat", "explain", "feedback", "items", "suggest", "draft")


@dataclass(frozen=True)
class Tried:
    """One item of a probe. passed: whether the reply was as it should be, by code. asked: what it is about, in short.

    said: the beginning of the reply, of two replies with a stroke between them.
    """

    item: str
    passed: bool
    said: str = ""
    asked: str = ""


@dataclass(frozen=True)
class Measured:
    """What a probe showed so far. of: how many items it has; tried: those that were asked, in their order."""

    probe: str
    of: int
    tried: tuple[Tried, ...] = ()

    @property
    def passed(self) -> int:
        """How many went well."""
        return sum(one.passed for one in self.tried)

    @property
    def missed(self) -> int:
        """How many did not."""
        return len(self.tried) - self.passed

    @property
    def is_whole(self) -> bool:
        """Whether every item was asked."""
        return len(self.tried) >= self.of

    @property
    def interval(self) -> tuple[float, float]:
        """Between which shares the truth lies, with 95 % confidence; see `wilson`."""
        return wilson(self.passed, len(self.tried))

    @property
    def best(self) -> tuple[float, float]:
        """What the interval would be if every item that was not asked went well."""
        return wilson(self.of - self.missed, self.of)


@dataclass(frozen=True)
class Speed:
    """How fast it was, and what it took. context: tokens it was loaded for. reads, writes: tokens a second, 0 where
    nothing was told. memory: bytes its process took; file: bytes of the model's file, which are a part of that.
    """

    context: int = 0
    reads: float = 0.0
    writes: float = 0.0
    memory: int = 0
    file: int = 0


@dataclass(frozen=True)
class FitnessCard:
    """What a model showed.

    sha256: of its file. model: the name it had. program: the version of Carrel. probes: tells which items were asked
    (`probing.items.version`). moment: of its end. seconds: how long it took in all. measured: in the order of the card;
    a probe that was not begun has no tries.
    """

    sha256: str
    model: str
    program: str
    probes: str
    moment: Moment
    measured: tuple[Measured, ...]
    speed: Speed = Speed()
    seconds: float = 0.0

    @property
    def is_partial(self) -> bool:
        """Whether something was not measured."""
        return not all(one.is_whole for one in self.measured)

    @property
    def asked(self) -> int:
        """How many items were asked."""
        return sum(len(one.tried) for one in self.measured)

    def of(self, probe: str) -> Measured:
        """What this probe showed; one that the card does not have was not measured."""
        return next((one for one in self.measured if one.probe == probe), Measured(probe, 1))


@dataclass(frozen=True)
class Need:
    """What a role needs: the lower end of the probe's interval is at least so much, 0 to 1."""

    probe: str
    at_least: float


@dataclass(frozen=True)
class Role:
    """A role with everything that it needs."""

    id: RoleId
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True)
class Grant:
    """Whether a model may play a role. because: plain sentences that say why."""

    role: RoleId
    state: State
    because: str
