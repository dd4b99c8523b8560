"""Items with other numbers are one item in other clothes: told apart where it helps, and not where it would bore."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from carrel.progress.model import Try
from carrel.progress.picking import Candidate, Scene, pick
from tests.progress.kit import at, tries

ITEMS = ("s.01", "s.01~2", "s.01~3", "s.02", "s.03")


def scene(told: Sequence[Try] = (), here: Sequence[str] = (), items: Sequence[str] = ITEMS, seed: int = 7) -> Scene:
    """A practice of one skill."""
    candidates = [Candidate(one, "numeric", ("s",)) for one in items]
    return Scene(candidates, {"s": ()}, {"s": 0.3}, told, here, at().day, seed)


def tried(item: str, letter: str, minutes: int) -> Try:
    """One try; a capital letter was helped."""
    [one] = tries(letter, item=item)
    return replace(one, id=f"{item}{minutes}", created=at(minutes=minutes))


def test_what_was_helped_with_comes_back_with_other_numbers() -> None:
    told = [tried("s.01", "R", 0), tried("s.02", "r", 1), tried("s.03", "r", 2)]
    for seed in range(20):
        assert pick(scene(told, ["s.01", "s.02", "s.03"], seed=seed)) in {"s.01~2", "s.01~3"}


def test_the_same_item_with_other_numbers_waits_until_the_others_were_seen() -> None:
    for seed in range(20):
        assert pick(scene(here=["s.01~2"], seed=seed)) in {"s.02", "s.03"}
    assert pick(scene(here=["s.02", "s.03", "s.01"])) in {"s.01~2", "s.01~3"}


def test_other_numbers_make_no_fresh_item() -> None:
    told = [tried("s.01", "r", 0)]
    for seed in range(20):
        assert pick(scene(told, seed=seed)) in {"s.02", "s.03"}


def test_of_numbers_tried_before_the_untried_ones_come_first() -> None:
    told = [tried("s.01", "r", 0), tried("s.01~2", "w", 1)]
    for seed in range(20):
        assert pick(scene(told, items=ITEMS[:3], seed=seed)) == "s.01~3"
