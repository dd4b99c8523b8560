"""How likely a skill is known: Bayesian knowledge tracing on unaided tries only."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from carrel.base.files import resource
from carrel.progress.model import Mastery, State, Step, Try


@dataclass(frozen=True)
class Parameters:
    """The probabilities of the model: known before the first try, learned at a try, a slip, a guess by kind of item,
    and forgotten by the next try.
    """

    known: float
    learn: float
    slip: float
    guess: Mapping[str, float]
    forget: float = 0.0


@dataclass(frozen=True)
class Tracing:
    """What is traced with: the best parameters, all that are plausible, and the thresholds beside them.

    mastered, ready: from this probability on a skill counts as mastered, and what builds on it may be practised.
    fewest: unaided tries below which nothing is said.
    """

    best: Parameters
    plausible: tuple[Parameters, ...]
    mastered: float
    ready: float
    fewest: int


@cache
def tracing() -> Tracing:
    """The parameters in ``resources/progress/mastery.toml``, where their source stands."""
    said = tomllib.loads(resource("progress/mastery.toml").read_text(encoding="utf-8"))
    guess: dict[str, float] = said["guess"]
    forget: float = said["forget"]["value"]
    best = Parameters(said["known"]["value"], said["learn"]["value"], said["slip"]["value"], guess, forget)
    corners = product(*((said[name]["low"], said[name]["high"]) for name in ("known", "learn", "slip")))
    plausible = tuple(Parameters(known, learn, slip, guess, forget) for known, learn, slip in corners)
    return Tracing(best, plausible, said["mastered"], said["ready"], said["fewest"])


def counts(one: Try) -> bool:
    """Whether a try is evidence of what is known: unaided, and with a verdict."""
    return one.unaided and one.help == 0 and one.verdict != "cant_tell"


def trace(tries: Sequence[Try], parameters: Parameters) -> float:
    """The probability that the skill is known after these tries, oldest first; others than unaided ones change nothing.

    Corbett and Anderson (1995): after an answer, Bayes' rule with slip and guess; then a chance to have learned, and,
    as in Khajah, Lindsey and Mozer (2016), one to have forgotten: else old right answers outweigh all that come later.
    A partly right answer moves it between the two (our own extension), in the share of its score.
    """
    p = parameters.known
    for one in tries:
        if counts(one):
            p = _after(p, one, parameters)
    return p


def course(tries: Sequence[Try]) -> list[Step]:
    """Where the estimate stood after each unaided try, oldest first; the last step says what `mastery` says."""
    using = tracing()
    every = (using.best, *using.plausible)
    now = [parameters.known for parameters in every]
    steps: list[Step] = []
    for one in filter(counts, tries):
        now = [_after(p, one, parameters) for p, parameters in zip(now, every, strict=True)]
        steps.append(Step(one, now[0], min(now), max(now), len(steps) + 1 >= using.fewest))
    return steps


def state(told: Mastery, *, tried: bool) -> State:
    """What is said of a skill: whether it can be done unaided, is under way, has too little evidence, or is new."""
    if not told.enough:
        return "unsure" if tried else "new"
    return "mastered" if told.p >= tracing().mastered else "under_way"


def _after(p: float, one: Try, parameters: Parameters) -> float:
    """The probability after one more try that counts."""
    guess = parameters.guess.get(one.kind, parameters.guess["other"])
    right = p * (1 - parameters.slip) / (p * (1 - parameters.slip) + (1 - p) * guess)
    wrong = p * parameters.slip / (p * parameters.slip + (1 - p) * (1 - guess))
    after = one.score * right + (1 - one.score) * wrong
    return after * (1 - parameters.forget) + (1 - after) * parameters.learn


def mastery(skill: str, tries: Sequence[Try]) -> Mastery:
    """What these tries at a skill show, oldest first."""
    with_verdict = [one for one in tries if one.verdict != "cant_tell"]
    unaided = [one for one in with_verdict if counts(one)]
    others = [one for one in with_verdict if not counts(one)]
    using = tracing()
    traced = [trace(unaided, parameters) for parameters in (using.best, *using.plausible)]
    return Mastery(
        skill,
        traced[0],
        min(traced),
        max(traced),
        len(unaided),
        sum(one.verdict == "right" for one in unaided),
        len(others),
        sum(one.verdict == "right" for one in others),
        len(unaided) >= using.fewest,
        tuple(one.id for one in unaided),
    )
