"""What code makes of 38 documents: measured by rules of its own, which know nothing of how the items were made."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import pytest

from carrel.assessment.items import item_from, to_json
from carrel.assessment.making.model import Made
from carrel.assessment.marking import mark
from carrel.flows.examine.by_code import by_code
from carrel.flows.examine.source import Matter
from carrel.library.packs.hint_rules import tells_key

HELD_OUT = "Place value"
"""Documents whose title comes after this one were not looked at while the rules were written."""


def plain(text: str) -> str:
    """Letters and digits of a text with single spaces, in the simplest way there is."""
    apart = unicodedata.normalize("NFKD", text.replace(",", "").casefold())
    return " " + " ".join(re.findall(r"[^\W_]+", "".join(one for one in apart if not unicodedata.combining(one)))) + " "


def keys(made: Made) -> list[str]:
    """All right answers of an item, in words."""
    item = made.item
    sides = [side for pair in item.pairs for side in pair]
    gaps = [gap.answers[0] for gap in item.gaps]
    return [*item.answers, *sides, *gaps, *(one.text for one in item.choices if one.right)]


def faults(made: Made, matter: Matter) -> Iterator[str]:
    """Everything that is wrong with an item, by the span it names."""
    item, sentence = made.item, made.sentence
    span = plain(sentence.quote)
    if matter.texts[sentence.part][sentence.first : sentence.last] != sentence.quote:
        yield "its span is not where it says"
    if not all(plain(key) in span for key in keys(made)):
        yield "a key is not in the span"
    wrong = [plain(one.text) for one in item.choices if not one.right]
    if any(one in span for one in wrong):
        yield "a wrong answer stands in the span"
    if len({*wrong, *(plain(one.text) for one in item.choices)}) != len(item.choices):
        yield "two choices are one"
    shown = plain(" ".join((item.prompt, *(gap.before for gap in item.gaps), item.after)))
    if item.kind != "match" and any(plain(key) in shown for key in keys(made)):
        yield "the question says its answer"
    for key in keys(made)[:1] if item.kind == "choice" else ():
        filled = [plain(sentence.quote).replace(plain(key), one, 1) for one in wrong]
        if any(one in plain(said) for one in filled for said in matter.all):
            yield "a wrong answer is true elsewhere"
    if any(tells_key(to_json(item), hint) for hint in item.hints):
        yield "a hint says the answer"


@pytest.fixture(scope="module")
def made(matters: list[Matter]) -> list[tuple[Matter, Made, bool]]:
    """Every item with its source; whether that was held out."""
    return [(matter, one, matter.title > HELD_OUT) for matter in matters for one in by_code(matter)]


def test_there_are_items_for_every_document(matters: list[Matter], made: list[tuple[Matter, Made, bool]]) -> None:
    counts = {matter.title: sum(one is matter for one, _made, _held in made) for matter in matters}
    assert len(counts) >= 30
    assert {title for title, count in counts.items() if count < 2} == set()
    assert sum(held for *_rest, held in made) >= 60


@pytest.mark.parametrize("held", [False, True], ids=["development", "held out"])
def test_every_key_follows_and_no_wrong_answer_does(made: list[tuple[Matter, Made, bool]], held: bool) -> None:
    found = [
        (fault, one.item.prompt, matter.title)
        for matter, one, out in made
        if out == held
        for fault in faults(one, matter)
    ]
    assert found == []


def test_every_item_is_a_sound_one_of_the_format_and_says_that_nobody_looked_at_it(
    made: list[tuple[Matter, Made, bool]],
) -> None:
    for _matter, one, _held in made:
        assert item_from(to_json(one.item)) == one.item
        assert one.item.unreviewed
        assert len(set(one.item.hints)) == 3
        assert one.item.source is not None
        assert one.item.source.quote == one.sentence.quote
        assert one.item.skills == ()


def test_the_grader_takes_the_key_and_no_wrong_answer(made: list[tuple[Matter, Made, bool]]) -> None:
    for _matter, one, _held in made:
        item = one.item
        right: object = dict(item.pairs) if item.pairs else keys(one)[0]
        assert mark(item, right).verdict == "right", item
        assert all(mark(item, each.text).verdict == "wrong" for each in item.choices if not each.right), item


def test_no_two_items_of_a_source_are_one(made: list[tuple[Matter, Made, bool]]) -> None:
    told = [one.item.id for _matter, one, _held in made]
    assert len(told) == len(set(told))
    asked = [(id(matter), one.item.prompt, one.item.text, one.item.pairs) for matter, one, _held in made]
    assert len(asked) == len(set(asked))
