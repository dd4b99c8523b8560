"""How likely a skill is known: Bayesian knowledge tracing on unaided tries only."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from carrel.base.files import resource
from carrel.progress.model import Mastery, Try


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
        if not counts(one):
            continue
        guess = parameters.guess.get(one.kind, parameters.guess["other"])
        right = p * (1 - parameters.slip) / (p * (1 - parameters.slip) + (1 - p) * guess)
        wrong = p * parameters.slip / (p * parameters.slip + (1 - p) * (1 - guess))
        after = one.score * right + (1 - one.score) * wrong
        p = after * (1 - parameters.forget) + (1 - after) * parameters.learn
    return p


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
