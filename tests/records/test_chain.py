"""Whatever is done to a chain, the first entry that does not fit is found, and how it was broken is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from carrel.base.stamp import Moment
from carrel.records.chain import START, Break, Head, first_break, hash_of, head_of, link_after
from carrel.records.model import MOST_CHARACTERS, MOST_ENTRIES, Asked, Begun, Entry, Link, RecordFull, Revised
from tests.records.kit import at, chained

LINKS = chained()
PLACES = range(1, len(LINKS) + 1)


def forged(entry: Entry, before: str) -> Link:
    """A link whose own hash is right."""
    return Link(entry, before, hash_of(entry, before))


def otherwise(entry: Entry) -> Entry:
    """The entry as it was not."""
    return replace(entry, device="another")


def test_a_sound_chain_has_no_break_and_its_head_fits() -> None:
    assert first_break(LINKS) is None
    assert first_break(LINKS, head_of(LINKS)) is None
    assert first_break([], Head(0, START)) is None


def test_the_kit_has_every_kind_of_entry() -> None:
    assert len({type(link.entry.event) for link in LINKS}) == 9


@pytest.mark.parametrize("place", PLACES)
def test_a_changed_entry_is_named(place: int) -> None:
    link = LINKS[place - 1]
    changes: list[Link] = [
        replace(link, entry=otherwise(link.entry)),
        replace(link, entry=replace(link.entry, moment=at(9 if link.entry.moment == at(8) else 8))),
        replace(link, before="1" * 64),
        replace(link, hash="1" * 64),
        forged(otherwise(link.entry), link.before),
    ]
    for changed in changes:
        broken = first_break([*LINKS[: place - 1], changed, *LINKS[place:]], head_of(LINKS))
        assert broken is not None
        alone_at_the_end = changed is changes[-1] and place == len(LINKS)
        assert broken == (Break("rewritten", 1) if alone_at_the_end else Break("changed", place))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("many", [1, 2])
def test_a_missing_entry_is_named_with_how_many_are_gone(place: int, many: int) -> None:
    left = [*LINKS[: place - 1], *LINKS[place - 1 + many :]]
    gone = len(LINKS) - len(left)
    at_end = place + many > len(LINKS)
    assert first_break(left, head_of(LINKS)) == Break("cut" if at_end else "removed", place, gone)


@pytest.mark.parametrize("place", PLACES)
def test_an_inserted_entry_is_named(place: int) -> None:
    before, after = LINKS[: place - 1], LINKS[place - 1 :]
    last = before[-1] if before else None
    event = Asked("Not so", "m9", 1)
    true_to_form = link_after(last, event, at(0), "desk")
    out_of_form = replace(true_to_form, hash="1" * 64)
    for stranger in (true_to_form, out_of_form, forged(replace(true_to_form.entry, number=1), "1" * 64)):
        found = first_break([*before, stranger, *after], head_of(LINKS))
        assert found is not None
        assert found.kind in ({"inserted"} if place > 1 else {"inserted", "changed"}), stranger
        assert found.number == place


@pytest.mark.parametrize("place", PLACES)
def test_an_entry_that_stands_there_twice_is_named(place: int) -> None:
    for source in PLACES:
        twice = [*LINKS[: place - 1], LINKS[source - 1], *LINKS[place - 1 :]]
        assert first_break(twice) == Break("inserted", place + 1 if source == place else place), source


@pytest.mark.parametrize("one", PLACES)
def test_entries_that_changed_places_are_named(one: int) -> None:
    for other in PLACES[:one]:
        swapped = list(LINKS)
        swapped[one - 1], swapped[other - 1] = swapped[other - 1], swapped[one - 1]
        assert first_break(swapped) == (Break("reordered", other) if one != other else None)


def test_entries_after_the_head_were_added() -> None:
    assert first_break(LINKS, head_of(LINKS[:4])) == Break("inserted", 5)


def test_a_chain_written_anew_is_told_by_its_head_alone() -> None:
    anew = chained(device="another")
    assert first_break(anew) is None
    assert first_break(anew, head_of(LINKS)) == Break("rewritten", 1)


def test_numbers_that_were_smoothed_out_are_found() -> None:
    gone = [*LINKS[:3], forged(LINKS[4].entry, LINKS[2].hash)]
    assert first_break(gone) == Break("removed", 4, 1)
    more = [*LINKS[:3], forged(LINKS[2].entry, LINKS[2].hash)]
    assert first_break(more) == Break("inserted", 4)


def test_a_moment_is_kept_to_the_second_and_texts_are_safe_to_keep() -> None:
    moment = Moment("2026-03-02T03:15:07.654321Z", 345, "2026-03-02")
    entry = link_after(None, Begun("w", "a\x00\r\n\ud800"), moment, "desk").entry
    assert entry.moment.utc == "2026-03-02T03:15:07.000000Z"
    assert entry.event == Begun("w", "a\n\ufffd")


@pytest.mark.parametrize(
    ("last", "event"),
    [
        (replace(LINKS[0], entry=replace(LINKS[0].entry, number=MOST_ENTRIES)), Asked("p", "m", 1)),
        (LINKS[0], Revised(0, 0, "", MOST_CHARACTERS + 1, 1)),
    ],
)
def test_a_record_that_is_full_says_so(last: Link, event: Asked | Revised) -> None:
    with pytest.raises(RecordFull) as refused:
        link_after(last, event, at(0), "desk")
    assert refused.value.next_step.endswith(".")
