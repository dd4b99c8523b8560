"""Vectors are made in the background, a batch at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from carrel.base.errors import Stopped
from carrel.base.work import Cancel
from carrel.engine.api import Urgency
from carrel.flows import index
from carrel.flows.index import BATCH, index_meanings, indexed
from carrel.flows.kit import Kit
from carrel.library import tables
from tests.flows.meaning import OneMeaning
from tests.library.kit import kept

PAGES = 2 * BATCH + 3


@pytest.fixture
def meaning() -> OneMeaning:
    """The model behind the kit."""
    return OneMeaning()


@pytest.fixture
def filled(kit: Kit, meaning: OneMeaning) -> Kit:
    """A library of nineteen passages."""
    with kit.store.writing() as db:
        kept(db, kit.stamp, "Pages", *(f"Page {number} on plants." for number in range(PAGES)))
    return replace(kit, meanings=meaning)


def test_every_passage_gets_a_vector_once_with_its_title(filled: Kit, meaning: OneMeaning) -> None:
    assert indexed(filled) == (0, PAGES)
    steps = list(index_meanings(filled, Cancel()))
    assert [(step.done, step.total) for step in steps] == [(BATCH, PAGES), (2 * BATCH, PAGES), (PAGES, PAGES)]
    assert (len(meaning.made.embedded), len(set(meaning.made.embedded))) == (PAGES, PAGES)
    assert meaning.made.embedded[0].startswith("Pages\n")
    assert indexed(filled) == (PAGES, PAGES)
    assert list(index_meanings(filled, Cancel())) == []


def test_without_a_model_nothing_is_done(kit: Kit, filled: Kit) -> None:
    assert (list(index_meanings(kit, Cancel())), indexed(kit)) == ([], (0, 0))


def test_a_stop_keeps_the_batches_before_it_and_the_next_run_goes_on(filled: Kit, meaning: OneMeaning) -> None:
    cancel = Cancel()
    run = index_meanings(filled, cancel)
    next(run)
    cancel.set()
    with pytest.raises(Stopped):
        next(run)
    assert indexed(filled) == (BATCH, PAGES)
    list(index_meanings(filled, Cancel()))
    assert len(meaning.made.embedded) == PAGES


def test_whoever_asks_goes_first_and_the_batch_is_done_again(filled: Kit, meaning: OneMeaning) -> None:
    pushed: list[Urgency] = []

    def push(urgency: Urgency, cancel: Cancel) -> None:
        if len(pushed) < 2:
            pushed.append(urgency)
            cancel.set()

    meaning.made.before = push
    list(index_meanings(filled, Cancel()))
    assert (pushed, indexed(filled)) == ([Urgency.READ_AHEAD] * 2, (PAGES, PAGES))


def test_it_waits_while_the_other_model_is_needed(
    filled: Kit, meaning: OneMeaning, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "PAUSE_S", 0.0)
    meaning.waiting = 5
    next(index_meanings(filled, Cancel()))
    assert meaning.waiting == -1


def test_another_model_begins_anew_and_what_comes_in_meanwhile_is_indexed_too(filled: Kit, meaning: OneMeaning) -> None:
    list(index_meanings(filled, Cancel()))
    meaning.name = "another"
    run = index_meanings(filled, Cancel())
    next(run)
    with filled.store.writing() as db:
        kept(db, filled.stamp, "Late", "A river.")
        tables.remove(db, [kept(db, filled.stamp, "Gone", "A stream.")], filled.stamp.now())
    list(run)
    assert indexed(filled) == (PAGES + 1, PAGES + 1)


def test_a_model_that_changes_on_the_way_ends_the_run(filled: Kit, meaning: OneMeaning) -> None:
    meaning.made.before = lambda urgency, cancel: setattr(meaning, "name", "another")
    assert list(index_meanings(filled, Cancel())) == []
    assert indexed(filled) == (0, PAGES)
