"""Every version of a text comes back exactly, and typing is gathered without a trace of single keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.base.text import clean
from carrel.base.work import Cancel
from carrel.records.bursts import MOST_TYPED, NEAR, REST_S, Burst, closed, rested, typed
from carrel.records.diffs import applied, revision, span
from carrel.records.model import Begun, Entry, HandedIn, Revised
from carrel.records.rebuilding import DoesNotFit, first_misfit, handed_in, versions
from tests.records.kit import at, of

ANY = st.text(st.characters(), max_size=30)
ALIKE = st.text("ab \n😀", max_size=20)


@given(before=ANY | ALIKE, after=ANY | ALIKE)
def test_a_revision_rebuilds_the_text_and_holds_the_shortest_place(before: str, after: str) -> None:
    revised = revision(before, after)
    assert applied(before, revised) == after
    assert (revised.characters, revised.words) == (len(after), len(after.split()))
    went = before[revised.start : revised.start + revised.removed]
    assert not (went and revised.added and (went[0] == revised.added[0] or went[-1] == revised.added[-1]))


@given(texts=st.lists(ALIKE | ANY, max_size=8))
def test_every_version_of_a_record_is_rebuilt_exactly(texts: list[str]) -> None:
    kept = [clean(text) for text in texts]
    links = of(*(revision(before, after) for before, after in zip(["", *kept], kept, strict=False)))
    assert list(versions(link.entry for link in links))[1:] == kept


def test_a_change_in_a_long_text_is_small() -> None:
    text = "Leaves eat light. " * 6_000
    revised = revision(text, f"{text[:50_000]}!{text[50_000:]}")
    assert (revised.start, revised.removed, revised.added) == (50_000, 0, "!")
    assert span(text, text).size == 0


def test_a_revision_of_another_text_is_refused() -> None:
    with pytest.raises(ValueError, match="beyond"):
        applied("ab", Revised(1, 2, "", 1, 1))


@pytest.mark.parametrize(
    "event",
    [
        Revised(1, 0, "a", 1, 1),
        Revised(0, 1, "a", 1, 1),
        Revised(0, 0, "a", 2, 1),
        Revised(0, 0, "a" * 300_001, 300_001, 1),
        HandedIn(handed_in("b").digest, 0, 0),
        Begun("w2", "Again"),
    ],
)
def test_an_entry_that_cannot_have_come_there_is_named(event: Revised | HandedIn | Begun) -> None:
    entries = [link.entry for link in of()] + [Entry(2, at(0), "desk", event)]
    assert first_misfit(entries, Cancel()) == 2
    with pytest.raises(DoesNotFit, match="entry 2"):
        list(versions(entries))


def test_a_record_begins_with_the_beginning() -> None:
    assert first_misfit([Entry(1, at(0), "desk", revision("", "a"))], Cancel()) == 1
    assert first_misfit((link.entry for link in of()), Cancel()) is None


STEPS = st.lists(st.tuples(ALIKE | ANY, st.floats(0, 60)), max_size=12)


@given(steps=STEPS)
def test_no_letter_is_lost_however_it_is_typed(steps: list[tuple[str, float]]) -> None:
    burst, seconds, kept = Burst(), 0.0, ""
    for text, pause in steps:
        seconds += pause
        burst, done = typed(burst, text, seconds)
        kept = applied(kept, done) if done else kept
        assert kept == burst.settled
        assert clean(text) == burst.present
    burst, done = closed(burst)
    assert (applied(kept, done) if done else kept) == burst.present == (clean(steps[-1][0]) if steps else "")


def typing(text: str, pause: float) -> list[Revised]:
    """The revisions of somebody who types these letters one by one, and stops for good."""
    burst, found = Burst(), []
    for end in range(1, len(text) + 1):
        burst, done = typed(burst, text[:end], 100 + end * pause)
        found.append(done)
    return [done for done in [*found, closed(burst)[1]] if done]


def test_what_is_typed_without_a_rest_is_one_revision() -> None:
    assert typing("Leaves eat light.", 1) == [revision("", "Leaves eat light.")]


def test_a_rest_begins_a_new_revision() -> None:
    assert len(typing("abc", REST_S)) == 3
    assert len(typing("abc", REST_S - 1)) == 1


def test_much_typing_is_cut_into_revisions() -> None:
    assert [len(done.added) for done in typing("x" * (2 * MOST_TYPED + 1), 0)] == [MOST_TYPED, MOST_TYPED, 1]


def test_a_change_far_away_begins_a_new_revision_and_one_nearby_does_not() -> None:
    for gap, expected in ((NEAR, True), (NEAR // 2, False)):
        text = "." * gap
        burst, _done = typed(Burst(text, text), f"ab{text}", 1)
        _burst, done = typed(burst, f"ab{text}z", 2)
        assert (done is not None) == expected, gap


def test_a_rest_ends_a_revision_by_itself() -> None:
    burst, _done = typed(Burst(), "a", 100)
    assert rested(burst, 100 + REST_S - 1) == (burst, None)
    burst, done = rested(burst, 100 + REST_S)
    assert done == revision("", "a")
    assert rested(burst, 900) == (burst, None)


def test_typing_and_taking_back_leaves_nothing() -> None:
    burst, _done = typed(Burst("a", "a"), "ab", 1)
    burst, _done = typed(burst, "a", 2)
    assert closed(burst)[1] is None
