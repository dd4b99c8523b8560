"""Two runs beside each other: for each question whether its reply got better, and what that comes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from carrel.base.shares import at_share, wilson
from carrel.evaluations import tables
from carrel.evaluations.model import Judged, Replied, Run, as_json
from carrel.flows.evaluate.judging import judged
from carrel.flows.kit import Kit

Change = Literal["better", "worse", "same", "cant_tell"]


@dataclass(frozen=True)
class Tally:
    """Wins, losses and ties.

    rate: the share of wins, a tie counted as half of one; 0.5 of nothing. interval: between which shares the truth
    lies, with 95 % confidence (Wilson).
    """

    wins: int = 0
    losses: int = 0
    ties: int = 0

    @property
    def count(self) -> int:
        """How many were told apart, or found equal."""
        return self.wins + self.losses + self.ties

    @property
    def rate(self) -> float:
        """The share of wins."""
        return (self.wins + self.ties / 2) / self.count if self.count else 0.5

    @property
    def interval(self) -> tuple[float, float]:
        """Where the share of wins truly lies."""
        return wilson(self.wins + self.ties / 2, self.count)


@dataclass(frozen=True)
class Figures:
    """What a run comes to. verdicts: how many replies have each. of: how many questions the set has.

    median_s, p95_s: of the seconds from asking to the last word; tokens_per_s: the median.
    """

    of: int
    verdicts: dict[str, int]
    median_s: float
    p95_s: float
    tokens_per_s: float

    @property
    def asked(self) -> int:
        """How many were asked."""
        return sum(self.verdicts.values())

    @property
    def told(self) -> int:
        """How many code could judge."""
        return self.asked - self.verdicts["cant_tell"]

    @property
    def interval(self) -> tuple[float, float]:
        """Where the share of right replies lies, of those that code could judge."""
        return wilson(self.verdicts["right"], self.told)


@dataclass(frozen=True)
class Pair:
    """The replies of both runs to one question, judged alike."""

    before: Replied
    after: Replied
    change: Change

    @property
    def name(self) -> str:
        """The id of the question."""
        return self.after.question.id

    @property
    def is_alike(self) -> bool:
        """Whether both replies are the same, word for word."""
        return self.before.text == self.after.text


@dataclass(frozen=True)
class Comparison:
    """Two runs. apart: how many questions only one of them asked, or each asked otherwise."""

    before: Run
    after: Run
    pairs: tuple[Pair, ...]
    apart: int

    @property
    def tally(self) -> Tally:
        """How often the later one is better; what cannot be told does not count."""
        changes = [one.change for one in self.pairs]
        return Tally(changes.count("better"), changes.count("worse"), changes.count("same"))

    @property
    def untold(self) -> int:
        """Of how many pairs code cannot tell."""
        return sum(one.change == "cant_tell" for one in self.pairs)


def figures(run: Run, replies: Sequence[Replied]) -> Figures:
    """What these replies of the run come to."""
    verdicts = [one.judged.verdict for one in replies]
    seconds = [one.seconds for one in replies]
    speeds = [one.tokens_per_s for one in replies if one.tokens]
    counted = {verdict: verdicts.count(verdict) for verdict in ("right", "partly", "wrong", "cant_tell")}
    return Figures(run.count, counted, at_share(seconds, 0.5), at_share(seconds, 0.95), at_share(speeds, 0.5))


def compare(kit: Kit, before: str, after: str) -> Comparison:
    """Two runs, by their ids; raises RunMissing.

    A reply of the former run is judged by what the later one expects, so that both are held to the same.
    """
    with kit.store.reading() as db:
        one, other = tables.run(db, before), tables.run(db, after)
        old = {reply.question.id: reply for reply in tables.replies(db, one.id)}
        new = tables.replies(db, other.id)
    pairs = [
        _pair(old[reply.question.id], reply)
        for reply in new
        if reply.question.id in old and old[reply.question.id].question.asks == reply.question.asks
    ]
    return Comparison(one, other, tuple(pairs), len(old) + len(new) - 2 * len(pairs))


def changed(before: Replied, after: Replied) -> Change:
    """Whether the later of two replies is better, by what code says of each."""
    if before.text == after.text:
        return "same"
    if "cant_tell" in {before.judged.verdict, after.judged.verdict}:
        return "cant_tell"
    was, now = _worth(before.judged), _worth(after.judged)
    return "better" if now > was else "worse" if now < was else "same"


def _pair(before: Replied, after: Replied) -> Pair:
    if as_json(before.question) != as_json(after.question):
        before = replace(before, question=after.question, judged=judged(after.question, before.text))
    return Pair(before, after, changed(before, after))


def _worth(one: Judged) -> float:
    return 0.0 if one.verdict == "wrong" else 1.0 if one.verdict == "right" else one.score
