"""Whatever an item says, Moodle's format brings it back, up to what is counted."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from carrel.assessment.model import Item
from carrel.exchange.questions.api import Questions
from carrel.exchange.questions.moodle import FORMAT, read, write
from tests.exchange.questions.moodle_items import carried, items, losses


@settings(max_examples=60)
@given(item=items())
def test_an_item_of_any_kind_comes_back_up_to_what_is_counted(item: Item) -> None:
    written = write(Questions("Cells", (item,)))
    found = read(written.content, "cells.xml")
    assert found.bad == ()
    assert found.items == (carried(item),)
    assert set(written.lost) - {"strictness"} == losses(item)
