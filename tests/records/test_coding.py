"""An entry has one form as JSON, and everything else is no entry."""

from __future__ import annotations

from typing import Any

import pytest

from carrel.records.coding import Unreadable, canonical, entry_from, entry_object
from carrel.records.model import Link
from tests.records.kit import chained

LINKS = chained()


@pytest.mark.parametrize("link", LINKS, ids=lambda link: type(link.entry.event).__name__)
def test_every_kind_of_entry_reads_back_equal(link: Link) -> None:
    said = entry_object(link.entry)
    assert entry_from(said) == link.entry
    assert canonical(dict(reversed(said.items()))) == canonical(said)


SPOILED: tuple[dict[str, Any], ...] = (
    {"number": True},
    {"number": 4.0},
    {"number": -1},
    {"number": 20_001},
    {"zone": 99_999},
    {"zone": None},
    {"utc": "yesterday"},
    {"utc": "2026-13-02T03:15:00.000000Z"},
    {"utc": "0001-01-01T00:00:00.000000Z", "zone": -345},
    {"day": "2026-02-30"},
    {"device": 7},
    {"kind": "cheated"},
    {"kind": "hint"},
    {"event": {}},
    {"event": None},
    {"event": {"item": "i", "help": 6, "verdict": "right"}},
    {"event": {"item": "i", "help": True, "verdict": "right"}},
    {"event": {"item": 3, "help": 2, "verdict": "right"}},
    {"event": {"item": "i", "help": 2, "verdict": "perfect"}},
    {"event": {"item": "i", "help": 2, "verdict": ["right"]}},
    {"event": {"item": "i", "help": 2, "verdict": "right", "more": 1}},
    {"more": 1},
)


@pytest.mark.parametrize("spoiled", SPOILED, ids=str)
def test_a_field_of_the_wrong_kind_makes_no_entry(spoiled: dict[str, Any]) -> None:
    said = entry_object(LINKS[7].entry)
    assert said["kind"] == "answered"
    with pytest.raises(Unreadable):
        entry_from(said | spoiled)


@pytest.mark.parametrize("raw", [None, [], "entry", 3])
def test_what_is_no_object_makes_no_entry(raw: object) -> None:
    with pytest.raises(Unreadable):
        entry_from(raw)
