"""Cases come by rule, are put aside with a reason or for some days, and come back when they should."""

from __future__ import annotations

import pytest

from carrel.assessment.attempts.model import Attempt
from carrel.classroom.classes import tables
from carrel.classroom.classes.model import Assignment, ClassMissing, NotSaid
from carrel.flows.classes.seeing import settle, words
from carrel.flows.classes.seeing.case import Case
from carrel.flows.classes.seeing.queue import queue
from carrel.flows.kit import Kit
from tests.conftest import CountingStamp
from tests.flows.classes.seeing.conftest import Make
from tests.flows.classes.seeing.kit import at, attempt, put_tries

VERDICTS = {"R": "right", "w": "wrong", "?": "cant_tell"}


def tries(letters: str, first: int = 0) -> list[Attempt]:
    """Unaided tries of Ada, a letter each; a digit is a wrong one at that help level."""
    return [
        attempt(f"t{number:03}", "c0-Ada", number, verdict=VERDICTS.get(letter, "wrong"),
                help=int(letter) if letter.isdigit() else 0)
        for number, letter in enumerate(letters, first)
    ]  # fmt: skip


def kinds(kit: Kit) -> list[str]:
    """The kinds of the cases that wait."""
    return [case.kind for case in queue(kit, "c0").waiting]


def only(kit: Kit) -> Case:
    """The one case that waits."""
    [case] = queue(kit, "c0").waiting
    return case


@pytest.mark.parametrize(
    ("letters", "found"),
    [
        ("wwwwwwwwww", ["stuck"]),
        ("wwwwwwwww", []),
        ("wwwwwwwww?", []),
        ("RRwRRwRRwR", ["stuck"]),
        ("wwwwwwwRRR", []),
        ("RRRwwwwwwww", ["fall"]),
        ("RRRRRR" + 9 * "w", ["fall"]),
        ("RRRRRR" + 15 * "w", ["stuck"]),
        ("w3w5w3w5w3w5", ["stuck", "shown"]),
        ("RRR3535", []),
        ("RRR353535", ["shown"]),
        ("RRRRRRRR555", []),
        ("RRRRRwwwww", ["fall"]),
        ("RRRRRRwwww", ["fall"]),
        ("RRRRRRRwww", ["fall"]),
        ("RRRRRRRRww", ["fall"]),
        ("RRRRRRRRRw", []),
        ("RRRRwwwww", []),
    ],
)
def test_a_rule_finds_what_it_is_for_and_nothing_else(kit: Kit, make: Make, letters: str, found: list[str]) -> None:
    make(["Ada"], *tries(letters))
    assert sorted(kinds(kit)) == sorted(found)


def test_a_case_says_who_why_how_long_and_what_to_try_with_its_numbers(kit: Kit, make: Make) -> None:
    made = make(["Ada"], *tries("RRwwwwwwwwww"))
    case = only(kit)
    assert (case.pupil, case.days, case.numbers) == (made.pupils[0], 10, {"tries": 12, "best_run": 2})
    assert words.why(case) == "In the last 12 tries at “s1”, never more than 2 were right in a row."
    assert words.how_long(case) == "for 10 days"
    assert words.what_to_try(case)
    assert case.evidence == tuple(one.id for one in made.tries)


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("2026-02-27", "3 days late"),
        ("2026-03-02", "due today"),
        ("2026-03-03", "due in one day"),
        ("2026-03-04", "due in 2 days"),
        ("2026-03-05", None),
        ("", None),
    ],
)
def test_what_nobody_began_is_told_two_days_before_it_is_due(kit: Kit, make: Make, due: str, said: str | None) -> None:
    _assign(kit, make, due=due)
    assert [words.how_long(case) for case in queue(kit, "c0").waiting] == ([said] if said else [])


@pytest.mark.parametrize(
    "said",
    [{"opens": "2026-03-03"}, {"groups": ("red",)}, {"topics": (), "task": "Write."}, {"given": False}],
)
def test_what_is_not_asked_of_a_pupil_yet_or_cannot_be_seen_is_not_late(
    kit: Kit, make: Make, said: dict[str, object]
) -> None:
    _assign(kit, make, due="2026-03-03", **said)
    assert kinds(kit) == []


def test_work_that_was_begun_is_not_late(kit: Kit, make: Make) -> None:
    asked = _assign(kit, make, due="2026-02-27")
    assert kinds(kit) == ["late"]
    with kit.store.writing() as db:
        put_tries(db, [attempt("t", "c0-Ada", 1, assignment=asked.id)])
    assert kinds(kit) == []


def test_the_most_urgent_come_first(kit: Kit, make: Make) -> None:
    _assign(kit, make, due="2026-02-27")
    with kit.store.writing() as db:
        put_tries(db, [*tries("RRwwwwwwwwww"), attempt("c", "c0-Ada", 14_000, skills=("s2",), contested="Yes!")])
    assert kinds(kit) == ["late", "stuck", "contested"]


def test_a_dismissed_case_needs_a_reason_and_is_kept_with_it(kit: Kit, make: Make) -> None:
    make(["Ada"], *tries("wwwwwwwwww"))
    case = only(kit)
    with pytest.raises(NotSaid, match="reason"):
        settle.dismiss(kit, "c0", case.id, "  ")
    assert kinds(kit) == ["stuck"]
    settle.dismiss(kit, "c0", case.id, "We talked.")
    told = queue(kit, "c0")
    assert told.waiting == ()
    assert [(one.case.id, one.aside.because) for one in told.resting] == [(case.id, "We talked.")]
    settle.undo(kit, "c0", case.id)
    assert only(kit) == case
    with pytest.raises(ClassMissing, match="was put aside"):
        settle.undo(kit, "c0", case.id)


def test_a_dismissed_case_is_back_after_ten_more_tries(kit: Kit, make: Make) -> None:
    make(["Ada"], *tries("wwwwwwwwww"))
    settle.dismiss(kit, "c0", only(kit).id, "We talked.")
    with kit.store.writing() as db:
        put_tries(db, tries("wwwwwwwww", first=10))
    assert kinds(kit) == []
    with kit.store.writing() as db:
        put_tries(db, tries("w", first=19))
    assert only(kit).urgency == 3


def test_a_snoozed_case_is_back_on_its_day(kit: Kit, make: Make, stamp: CountingStamp) -> None:
    make(["Ada"], *tries("wwwwwwwwww"))
    settle.snooze(kit, "c0", only(kit).id, 3)
    assert queue(kit, "c0").resting[0].aside.until == "2026-03-05"
    stamp.pass_time(days=2)
    assert kinds(kit) == []
    stamp.pass_time(days=1)
    assert kinds(kit) == ["stuck"]


def test_a_clock_that_is_put_back_does_not_hide_a_case(kit: Kit, make: Make, stamp: CountingStamp) -> None:
    make(["Ada"], *tries("wwwwwwwwww"))
    stamp.pass_time(days=300)
    settle.snooze(kit, "c0", only(kit).id, 3)
    stamp.pass_time(days=-300)
    assert kinds(kit) == ["stuck"]


@pytest.mark.parametrize("days", [0, -1, 366])
def test_a_number_of_days_that_cannot_be_is_refused(kit: Kit, make: Make, days: int) -> None:
    make(["Ada"], *tries("wwwwwwwwww"))
    with pytest.raises(NotSaid, match="1 to 365"):
        settle.snooze(kit, "c0", only(kit).id, days)


def test_a_case_of_another_class_cannot_be_put_aside_here(kit: Kit, make: Make) -> None:
    make(["Ada"])
    with pytest.raises(ClassMissing, match="no case"):
        settle.dismiss(kit, "c0", "0123456789", "Why not.")


def test_a_class_that_goes_takes_what_was_put_aside_with_it(kit: Kit, make: Make) -> None:
    make(["Ada"], *tries("wwwwwwwwww"))
    settle.snooze(kit, "c0", only(kit).id, 3)
    with kit.store.writing() as db:
        tables.remove_classroom(db, "c0")
        assert db.execute("select count(*) from case_aside").fetchone() == (0,)


def _assign(kit: Kit, make: Make, **said: object) -> Assignment:
    make(["Ada"])
    told: dict[str, object] = {"topics": ("t",), "given": True} | said
    asked = Assignment("a1", "c0", "Adding", at(0), **told)  # type: ignore[arg-type]
    with kit.store.writing() as db:
        tables.keep_assignment(db, asked)
    return asked
