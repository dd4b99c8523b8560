"""Counts a class a second time, in plain Python over the list of tries, and in other ways than Carrel does (P41)."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from math import sqrt
from statistics import StatisticsError, correlation, fmean, pstdev

from carrel.assessment.attempts.model import Attempt
from tests.flows.classes.seeing.kit import TODAY, Class
from tests.flows.figures.independent import SAID, known

Key = tuple[str, str]


def alone(one: Attempt) -> bool:
    """Whether it counts towards what is known."""
    return one.unaided and not one.help and one.verdict in {"right", "wrong", "partly"}


def by_skill(tries: list[Attempt]) -> dict[Key, list[Attempt]]:
    """The tries of each pupil at each skill."""
    found: dict[Key, list[Attempt]] = defaultdict(list)
    for one in tries:
        for skill in one.skills:
            found[one.learner, skill].append(one)
    return found


def cell(tries: list[Attempt]) -> tuple[int, int, float | None, float | None, set[str]]:
    """Unaided tries, right ones, their share, how likely the skill is known, and the ids."""
    mine = [one for one in tries if alone(one)]
    right = len([one for one in mine if one.verdict == "right"])
    p = known([(one.kind, one.score) for one in mine])[0] if len(mine) >= SAID["fewest"] else None
    return len(mine), right, (right / len(mine) if mine else None), p, {one.id for one in mine}


def average(tries: list[Attempt], skill: str) -> tuple[int, float | None]:
    """How many pupils tried a skill alone, and the mean of their shares, unless it is of fewer than five."""
    shares = [
        share for (_who, what), told in by_skill(tries).items() if what == skill for share in [cell(told)[2]]
        if share is not None
    ]  # fmt: skip
    return len(shares), fmean(shares) if len(shares) > 4 else None


def firsts(tries: list[Attempt]) -> dict[str, dict[str, Attempt]]:
    """For each question, whatever its numbers, the first unaided try of each pupil."""
    found: dict[str, dict[str, Attempt]] = defaultdict(dict)
    for one in tries:
        if alone(one):
            found[one.item.split("~")[0]].setdefault(one.learner, one)
    return found


def discrimination(first: dict[str, dict[str, Attempt]], item: str) -> float | None:
    """The point-biserial correlation from the two means, where every answer is right or wrong; else Pearson's."""
    scores, rests = [], []
    for learner, one in first[item].items():
        others = [told[learner].score for name, told in first.items() if name != item and learner in told]
        if others:
            scores.append(one.score)
            rests.append(sum(others) / len(others))
    if len(scores) < 10:
        return None
    if not set(scores) <= {0.0, 1.0}:
        try:
            return correlation(scores, rests)
        except StatisticsError:
            return None
    good = [rest for score, rest in zip(scores, rests, strict=True) if score]
    bad = [rest for score, rest in zip(scores, rests, strict=True) if not score]
    if not good or not bad or pstdev(rests) < 1e-9:
        return None
    share = len(good) / len(scores)
    return (fmean(good) - fmean(bad)) / pstdev(rests) * sqrt(share * (1 - share))


def distractor(first: dict[str, Attempt]) -> tuple[str, int, str] | None:
    """The most frequent wrong answer; of several, the first of the alphabet."""
    said = Counter(str(one.answer).strip().lower() for one in first.values() if one.verdict == "wrong" and one.answer)
    if not said:
        return None
    most = max(said.values())
    answer = sorted(one for one, count in said.items() if count == most)[0]
    shows = {one.misconception or "" for one in first.values() if str(one.answer).strip().lower() == answer}
    return answer, most, max(shows)


def misconceptions(tries: list[Attempt]) -> dict[str, tuple[int, int]]:
    """Tries and pupils by misconception."""
    told: dict[str, list[str]] = defaultdict(list)
    for one in tries:
        if one.misconception:
            told[one.misconception].append(one.learner)
    return {name: (len(who), len(set(who))) for name, who in told.items()}


def cases(one: Class) -> set[tuple[str, str, str, int]]:
    """Whose case, of which kind, about what, and for how many days."""
    tries = one.counted()
    found: set[tuple[str, str, str, int]] = set()
    for (learner, skill), every in by_skill(tries).items():
        told = [each for each in every if each.verdict != "cant_tell"]
        letters = "".join("R" if each.verdict == "right" and not each.help else "x" for each in told)
        tail = letters.rsplit("RRR", 1)[-1]
        if len(tail) > 9:
            found.add((learner, "stuck", skill, since(told[-len(tail)])))
        last = told[-20:]
        if [each.help for each in last].count(5) > 2 and sum(each.help == 0 for each in last) <= len(last) / 2:
            found.add((learner, "shown", skill, since(last[0])))
        mine = [each for each in told if alone(each)]
        now, before = mine[-5:], mine[:-5][-10:]
        if len(before) > 4:
            fall = fmean(each.verdict == "right" for each in before) - fmean(each.verdict == "right" for each in now)
            if fall > 0.4 - 1e-9:
                found.add((learner, "fall", skill, since(now[0])))
    for pupil in one.here:
        learner = f"pupil:{pupil.id}"
        for asked in one.assignments:
            worked = any(each.assignment == asked.id for each in tries if each.learner == learner)
            if asked.due and not worked and asked.due <= "2026-03-04":
                found.add((learner, "late", asked.id, (date.fromisoformat(TODAY) - date.fromisoformat(asked.due)).days))
    return found | {(each.learner, "contested", each.id, since(each)) for each in tries if each.contested}


def since(one: Attempt) -> int:
    """For how many study days."""
    return max(0, (date.fromisoformat(TODAY) - date.fromisoformat(one.created.day)).days)
