"""Classes that chance made: pupils who know more and less, easy and hard questions, help, doubts, decisions, blanks."""

from __future__ import annotations

import random
from dataclasses import replace

from carrel.assessment.attempts.model import Attempt
from carrel.assessment.deciding.model import Decided
from carrel.classroom.classes.model import Assignment
from tests.flows.classes.seeing.kit import Class, a_class, at, attempt

PUPILS = 30
ITEMS = {f"i{number}": (f"s{number % 3}",) for number in range(9)} | {"i9": ("s0", "s2")}
WRONG = ("north", "South ", "south", "west", "", "east")
SHOWS = {"north": "mixes up poles", "west": "mixes up sides"}


def synthetic(number: int) -> Class:
    """The class of this number: always the same one."""
    chance = random.Random(number)
    names = [f"P{place:02}" for place in range(PUPILS)]
    made = a_class(number, names, left=["Gone"])
    room = made.room
    for place, due in enumerate(("2026-03-01", "2026-03-04", "2026-03-05", "")):
        asked = Assignment(f"{room.id}-a{place}", room.id, f"Task {place}", at(0), topics=("t",), due=due, given=True)
        made.assignments.append(asked)
    for pupil in made.pupils:
        made.tries += _of(pupil.id, chance.random(), chance)
    doubtful = [one for one in made.tries if one.contested or one.verdict == "cant_tell"]
    wished = random.Random(1_000 + number)  # of its own: the tries stay those that they were
    verdicts: tuple[Decided, ...] = ("right", "partly", "wrong")
    made.decided = {one.id: wished.choice(verdicts) for one in doubtful if wished.random() < 0.5}
    made.decided |= {one.id: wished.choice(verdicts) for one in wished.sample(made.tries, len(made.tries) // 20)}
    chance.shuffle(made.tries)  # packs come in any order
    return made


def _of(pupil: str, able: float, chance: random.Random) -> list[Attempt]:
    found: list[Attempt] = []
    minute = chance.randrange(3000)
    asked = chance.sample(sorted(ITEMS), chance.randrange(len(ITEMS)))
    task = f"{pupil.split('-', maxsplit=1)[0]}-a{chance.randrange(4)}" if chance.random() < 0.7 else ""
    for item in asked * chance.choice((1, 1, 1, 4)):
        level = 0
        named = f"{item}~{chance.randrange(3)}" if item == "i8" else item
        for nth in range(1, chance.randrange(2, 5)):
            minute += chance.randrange(1, 200)
            one = attempt(f"{pupil}-{len(found)}", pupil, minute, item=named, skills=ITEMS[item], nth=nth, help=level)
            found.append(_judged(replace(one, assignment=task), able, chance))
            if found[-1].verdict == "right":
                break
            level = min(5, level + chance.randrange(5))
    return found


def _judged(one: Attempt, able: float, chance: random.Random) -> Attempt:
    hard = int(one.item[1]) / 12
    verdict = (
        "right" if chance.random() < 0.2 + 0.7 * able - 0.4 * hard else chance.choice(("wrong", "wrong", "partly"))
    )
    if chance.random() < 0.04:
        verdict = "cant_tell"
    said = chance.choice(WRONG) if verdict == "wrong" else "up"
    reason = "I meant it." if verdict == "wrong" and chance.random() < 0.02 else None
    score = {"right": 1.0, "partly": 0.5}.get(verdict, 0.0)
    kind = chance.choice(("text", "choice")) if verdict != "cant_tell" else "text"
    shows = SHOWS.get(said)
    return replace(one, verdict=verdict, score=score, answer=said, misconception=shows, contested=reason, kind=kind)
