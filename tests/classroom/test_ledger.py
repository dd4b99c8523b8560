"""A pack counts once, and the latest is the same in whatever order packs arrive."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.classroom import ledger, packing
from carrel.classroom.ledger import Ledger
from carrel.classroom.model import Arrived, Kind
from tests.classroom.kit import ENTRIES, PUPIL, TEACHER, heading, read, resigned, small, unzipped, zipped


def arrived(
    number: int, kind: Kind = "results", *, secret: bytes = PUPIL, classroom: str = "7b", work: bytes = b"1"
) -> Arrived:
    """The pack of this number, as it was read."""
    told = heading(kind, number, secret=secret, classroom=classroom)
    return read(packing.write(told, {"work.json": work}, secret))


def after(packs: Sequence[Arrived]) -> Ledger:
    """The ledger after these packs came in, in this order."""
    return functools.reduce(lambda before, pack: ledger.entered(pack, before), packs, Ledger())


PACKS = [
    *(arrived(number) for number in (1, 2, 3)),
    arrived(2, work=b"2"),
    arrived(2, "class", secret=TEACHER),
    arrived(1, secret=TEACHER),
    arrived(4, classroom="8a"),
]


def test_the_first_pack_is_new_and_then_a_duplicate() -> None:
    first = arrived(1)
    assert ledger.standing(first, Ledger()) == "new"
    assert ledger.standing(first, after([first])) == "duplicate"
    assert ledger.standing(arrived(1), after([first])) == "duplicate"


def test_a_replayed_pack_is_a_duplicate_even_when_later_ones_came() -> None:
    assert ledger.standing(arrived(1), after([arrived(1), arrived(2)])) == "duplicate"


def test_a_pack_that_comes_late_is_older() -> None:
    assert ledger.standing(arrived(1), after([arrived(2)])) == "older"
    assert ledger.standing(arrived(3), after([arrived(2)])) == "new"


@pytest.mark.parametrize(
    "other",
    [arrived(1, secret=TEACHER), arrived(1, "class"), arrived(1, classroom="8a")],
    ids=["of another device", "of another kind", "of another class"],
)
def test_a_pack_of_another_line_is_new(other: Arrived) -> None:
    assert ledger.standing(other, after([arrived(9)])) == "new"


def test_a_number_that_a_restored_backup_gave_twice_is_not_taken_for_a_duplicate() -> None:
    one, other = arrived(2), arrived(2, work=b"2")
    assert {ledger.standing(one, after([other])), ledger.standing(other, after([one]))} == {"new", "older"}


def test_a_pack_with_the_id_of_another_hides_nothing() -> None:
    forged = arrived(1, secret=TEACHER)
    assert forged.heading.id == arrived(1).heading.id
    assert ledger.standing(arrived(1), after([forged])) == "new"


@given(st.permutations(PACKS), st.lists(st.sampled_from(PACKS)))
def test_the_ledger_is_the_same_in_every_order_and_with_every_repetition(
    order: list[Arrived], again: list[Arrived]
) -> None:
    assert after([*order, *again]) == after(PACKS)


@given(st.lists(st.sampled_from(PACKS)))
def test_each_pack_is_counted_once(order: list[Arrived]) -> None:
    known, counted = Ledger(), []
    for pack in order:
        if ledger.standing(pack, known) != "duplicate":
            counted.append(pack.digest)
        known = ledger.entered(pack, known)
    assert sorted(counted) == sorted({pack.digest for pack in order})


def test_a_changed_pack_never_stands_in_the_way_of_the_true_one() -> None:
    changed = read(zipped({**unzipped(small()), "assignments.json": b"[]"}.items()))
    assert (changed.state, changed.digest) == ("changed", read(small()).digest)
    with pytest.raises(ValueError, match="changed"):
        ledger.entered(changed, Ledger())


@pytest.mark.parametrize("state", ["unsigned", "changed", "unknown"])
def test_only_what_is_ok_is_entered(state: str) -> None:
    with pytest.raises(ValueError, match=state):
        ledger.entered(replace(arrived(1), state=state), Ledger())  # type: ignore[arg-type] # one of the three


def test_two_packs_that_say_the_same_are_the_same() -> None:
    assert read(small()).digest == read(packing.write(heading(), ENTRIES, TEACHER)).digest
    assert read(small()).digest != read(resigned(lambda said: said.update(sequence=2))).digest
