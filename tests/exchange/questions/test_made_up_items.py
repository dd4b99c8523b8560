"""The made-up items are sound, so that a round trip that fails is the format's fault."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from carrel.assessment.items import KINDS, item_from, to_json
from carrel.assessment.model import Item
from tests.exchange.questions.items import anything, items, without


@settings(max_examples=60)
@given(item=items() | items(texts=anything, prompts=anything))
def test_a_made_up_item_is_one_that_carrel_reads_the_same(item: Item) -> None:
    assert item_from(to_json(item)) == item


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_asked_for_alone(kind: str) -> None:
    @settings(max_examples=2)
    @given(item=items(kind))
    def each(item: Item) -> None:
        assert item.kind == kind

    each()


def test_what_is_lost_is_as_empty_as_if_it_had_never_been() -> None:
    item = item_from({"id": "a", "kind": "text", "answers": ["x"], "skills": ["s"], "hints": ["h"]})
    assert without(item, "id", "skills", "hints") == item_from({"kind": "text", "answers": ["x"]})
