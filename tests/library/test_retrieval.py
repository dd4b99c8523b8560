"""The passage that answers a question is among the first five that are found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from carrel.store.db import Store
from tests.conftest import CountingStamp
from tests.library.retrieval import asking
from tests.library.retrieval.asking import Question


@pytest.fixture
def store(tmp_path: Path, stamp: CountingStamp) -> Iterator[Store]:
    """A library of all documents."""
    with Store.open(tmp_path / "carrel.db", stamp) as store:
        asking.fill(store, stamp)
        yield store


def asked() -> list[Question]:
    """The questions whose documents are here."""
    known = asking.documents()
    return [one for one in asking.questions() if one.document in known]


def test_every_question_is_answered_by_a_sentence_of_its_document_alone() -> None:
    texts = {name: " ".join(text.split()) for name, (_title, text) in asking.documents().items()}
    questions = asking.questions()
    assert {one.document for one in questions if one.document.count(".") == 1} <= texts.keys()
    assert len(questions) == len({one.question for one in questions}) >= 150
    assert len({one.document for one in questions}) >= 30
    assert [one.quote for one in asked() if one.quote not in texts[one.document]] == []


def test_words_find_the_answer_among_the_first_five(store: Store) -> None:
    hits = asking.found(store, asking.by_words(store), asked())
    assert asking.recall(hits) >= 0.88
    assert asking.recall(hits, held_out=True) >= 0.85


@pytest.mark.native
@pytest.mark.skipif(not asking.made(), reason="packaging/make_embedding.py has made no model on this computer")
def test_meanings_find_more(store: Store, tmp_path: Path) -> None:
    (model,) = asking.made()
    with asking.embedding(Path(model), tmp_path) as embed:
        hits = asking.found(store, asking.with_meanings(store, embed), asked())
    assert asking.recall(hits) >= 0.95
    assert asking.recall(hits, beyond=True) >= 0.75
