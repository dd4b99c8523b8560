"""The values of a fitness card: what was tried, how often it went well, how sure that is, which roles come of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

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


def wilson(passed: int, tried: int, z: float = 1.959964) -> tuple[float, float]:
    """The interval for a share, 0 to 1; nothing tried says nothing. z: for 95 % confidence, as it is set here.

    Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference", Journal of the
    American Statistical Association 22, 209-212, doi:10.1080/01621459.1927.10502953. It stays within 0 and 1, and holds
    for small counts, where the usual interval does not: Brown, Cai and DasGupta (2001), "Interval estimation for a
    binomial proportion", Statistical Science 16, 101-133.
    """
    if not tried:
        return 0.0, 1.0
    share, spread = passed / tried, z * z / tried
    middle = (share + spread / 2) / (1 + spread)
    half = z * math.sqrt(share * (1 - share) / tried + spread / (4 * tried)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)
