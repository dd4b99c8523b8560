"""What is cited for a sentence that quotes nothing: near misses, half of which no measure was chosen by."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from carrel.library.checking import SUPPORTED
from carrel.library.supporting import support

PAIRS = [json.loads(line) for line in Path(__file__).with_name("pairs.jsonl").read_text(encoding="utf-8").splitlines()]

WRONG = 0.02
"""The largest share of unsupported claims that may be taken for supported."""

FOUND = 0.5
"""The least share of supported claims that is found, most of them said in other words or another order."""


def taken(half: str, *, supported: bool) -> tuple[list[Any], int]:
    """The pairs of a half, of this kind, that are taken for supported; and how many there are."""
    pairs = [pair for pair in PAIRS if pair["half"] == half and pair["supported"] is supported]
    return [pair for pair in pairs if support(pair["claim"], pair["sentence"]) >= SUPPORTED], len(pairs)


def test_there_are_enough_pairs_and_no_sentence_is_in_both_halves() -> None:
    assert len(PAIRS) >= 160
    halves = [{pair["sentence"] for pair in PAIRS if pair["half"] == half} for half in ("development", "held-out")]
    assert not halves[0] & halves[1]


@pytest.mark.parametrize("half", ["development", "held-out"])
def test_hardly_a_near_miss_is_taken_for_supported(half: str) -> None:
    wrong, many = taken(half, supported=False)
    assert len(wrong) <= WRONG * many, wrong
    right, many = taken(half, supported=True)
    print(f"{half}: {len(right)} of {many} found")
    assert len(right) >= FOUND * many


@pytest.mark.parametrize("pair", PAIRS[::4], ids=lambda pair: pair["claim"][:30])
def test_every_sentence_bears_itself_out(pair: dict[str, str]) -> None:
    assert support(pair["sentence"], pair["sentence"]) == 1.0


@pytest.mark.parametrize(
    ("claim", "stands"),
    [
        ("The bridge was built by the town in 1911.", True),
        ("The town was built by the bridge in 1911.", False),
        ("The bridge built the town in 1911.", False),
    ],
)
def test_who_did_what_is_the_same_in_both_voices(claim: str, stands: bool) -> None:
    assert (support(claim, "The town built the bridge in 1911.") >= SUPPORTED) is stands
