"""Passages are brought by words, and by meaning where that is possible."""

from __future__ import annotations

from dataclasses import replace

import pytest

from carrel.base.errors import Stopped
from carrel.base.work import Cancel
from carrel.engine.api import EngineLost
from carrel.flows.index import index_meanings
from carrel.flows.kit import Kit
from carrel.flows.retrieve import retrieve
from carrel.library.model import Scope
from tests.flows.meaning import OneMeaning
from tests.library.kit import kept, titles


@pytest.fixture
def filled(kit: Kit) -> Kit:
    """A library of three documents, and a model for meanings."""
    with kit.store.writing() as db:
        kept(db, kit.stamp, "Leaves", "In the dark a leaf gives off carbon dioxide.")
        kept(db, kit.stamp, "Owls", "Owls give a call at night.", kind="pdf")
        kept(db, kit.stamp, "Metal", "Iron rusts.")
    return replace(kit, meanings=OneMeaning())


def test_words_alone_answer_where_there_is_no_model(kit: Kit, filled: Kit) -> None:
    got = retrieve(kit, "What do owls give off?", Scope(), 5, Cancel())
    assert (titles(got.found), got.by_meaning, got.documents) == (["Owls", "Leaves"], False, 3)
    assert retrieve(kit, "owls", Scope(kinds=("text",)), 5, Cancel()).documents == 2
    assert retrieve(kit, "quokka", Scope(), 5, Cancel()).found == ()


def test_what_says_the_same_in_other_words_is_found_by_meaning(filled: Kit) -> None:
    assert not retrieve(filled, "evening trees", Scope(), 5, Cancel()).by_meaning  # nothing is indexed yet
    list(index_meanings(filled, Cancel()))
    got = retrieve(filled, "evening trees", Scope(), 5, Cancel())
    assert (titles(got.found), got.by_meaning) == (["Leaves", "Owls"], True)
    assert (got.found[0].by_words, got.found[0].by_meaning) == (None, 1)
    assert titles(retrieve(filled, "evening trees", Scope(kinds=("pdf",)), 5, Cancel()).found) == ["Owls"]
    assert retrieve(filled, " ", Scope(), 5, Cancel()).found == ()


def test_when_the_model_fails_words_decide(filled: Kit) -> None:
    list(index_meanings(filled, Cancel()))
    lost = replace(filled, meanings=OneMeaning(error=EngineLost("It ended.", "Try again.")))
    got = retrieve(lost, "iron", Scope(), 5, Cancel())
    assert (titles(got.found), got.by_meaning) == (["Metal"], False)


def test_neighbours_are_joined_and_the_limit_holds(filled: Kit) -> None:
    text = "\n\n".join(f"Paragraph {name} tells of glass. " * 20 for name in "abcdefgh")
    with filled.store.writing() as db:
        kept(db, filled.stamp, "Glass", text, *("Glass is here.",) * 5)
    got = retrieve(filled, "glass paragraph", Scope(), 3, Cancel())
    assert 1 < len(got.found) <= 3
    assert "\n\nParagraph" in got.found[0].passage.text


def test_it_can_be_stopped(filled: Kit) -> None:
    cancel = Cancel()
    cancel.set()
    with pytest.raises(Stopped):
        retrieve(filled, "iron", Scope(), 5, cancel)
