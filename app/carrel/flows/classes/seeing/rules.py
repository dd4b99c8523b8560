"""The rules that find a pupil who may need the teacher: each counts tries, and none guesses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from carrel.assessment.attempts.model import SHOWN
from carrel.classroom.classes.model import Assignment, Pupil
from carrel.flows.classes.seeing.case import Case, Kind
from carrel.flows.classes.seeing.contested import Contested
from carrel.progress.mastery import counts
from carrel.progress.model import Try
from carrel.progress.stuck import MANY, RUN, best_run, is_stuck

DAYS_LEFT = 2
"""Work that nobody began is a case from so many study days before it is due."""

WINDOW = 20
SHOWN_OFTEN = 3
"""So many solutions shown among the last twenty tries, half of them with help, are a habit."""

NOW, BEFORE = 5, 10
"""The last unaided tries are compared with those before them, at least as many and at most these."""
FALL_IN_TENTHS = 4
"""From, say, 8 of 10 right to 2 of 5: not one bad day by chance alone."""

PATIENCE_DAYS = 3
"""A pupil who waits so long for an answer waits too long."""


@dataclass(frozen=True)
class AtSkill:
    """A pupil at a skill, with all tries at it that have a verdict, oldest first. today: the study day."""

    pupil: Pupil
    skill: str
    name: str
    tries: Sequence[Try]
    today: str

    def case(
        self, kind: Kind, urgency: int, numbers: Mapping[str, int], tries: Sequence[Try], since: Try | None = None
    ) -> Case:
        """A case that began with this try, or with the first of those that are counted."""
        days = max(0, days_between((since or tries[0]).created.day, self.today))
        evidence = tuple(one.id for one in tries)
        return Case(self.pupil, kind, self.skill, self.name, days, urgency, numbers, evidence, len(self.tries))


def at_skill(at: AtSkill) -> list[Case]:
    """The cases of a pupil at a skill."""
    return [case for rule in (_stuck, _shown, _fall) for case in rule(at)]


def late(pupil: Pupil, asked: Assignment, tries: int, today: str) -> Case | None:
    """Whether nothing was done of an assignment that is due in two study days, or was due.

    Only practice can be seen from tries: where nothing is to be practised, nothing is said.
    """
    is_open = asked.given and (not asked.opens or asked.opens <= today)
    if not (asked.due and is_open and (asked.topics or asked.items) and asked.is_for(pupil.groups)) or tries:
        return None
    left = days_between(today, asked.due)
    if left > DAYS_LEFT:
        return None
    numbers = {"days_left": left, "tries": tries}
    return Case(pupil, "late", asked.id, asked.title, -left, 3 if left < 0 else 2, numbers, (), tries)


def waiting(one: Contested, today: str) -> Case:
    """A contested verdict waits for the teacher."""
    days = max(0, days_between(one.created.day, today))
    numbers = {"waiting": days}
    urgency = 2 if days >= PATIENCE_DAYS else 1
    return Case(one.pupil, "contested", one.attempt, one.question, days, urgency, numbers, one.evidence, 1)


def days_between(first: str, last: str) -> int:
    """How many study days from the one to the other."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _stuck(at: AtSkill) -> Iterator[Case]:
    tries = _since_a_run(at.tries)
    if is_stuck(tries):
        numbers = {"tries": len(tries), "best_run": best_run(tries)}
        yield at.case("stuck", 3 if len(tries) >= 2 * MANY else 2, numbers, tries)


def _since_a_run(tries: Sequence[Try]) -> Sequence[Try]:
    """The tries after the last time that it went well: what was once known may be lost again."""
    ends = [end for end in range(RUN, len(tries) + 1) if best_run(tries[end - RUN : end]) == RUN]
    return tries[max(ends, default=0) :]


def _shown(at: AtSkill) -> Iterator[Case]:
    recent = at.tries[-WINDOW:]
    helped = sum(one.help > 0 for one in recent)
    shown = sum(one.help == SHOWN for one in recent)
    if shown >= SHOWN_OFTEN and 2 * helped >= len(recent):
        yield at.case("shown", 2, {"tries": len(recent), "helped": helped, "shown": shown}, recent)


def _fall(at: AtSkill) -> Iterator[Case]:
    alone = [one for one in at.tries if counts(one)]
    now, before = alone[-NOW:], alone[-NOW - BEFORE : -NOW]
    if len(before) < NOW:
        return
    now_right, before_right = (sum(one.verdict == "right" for one in tries) for tries in (now, before))
    fallen = before_right * len(now) - now_right * len(before)
    if 10 * fallen >= FALL_IN_TENTHS * len(now) * len(before):
        numbers = {"before": len(before), "before_right": before_right, "now": len(now), "now_right": now_right}
        yield at.case("fall", 2, numbers, [*before, *now], since=now[0])
