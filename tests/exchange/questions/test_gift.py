"""GIFT comes back equal but for what was counted, and is written as Moodle reads it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from hypothesis import given, settings

from carrel.assessment.items import item_from
from carrel.assessment.marking.quantities import Quantity, quantity_from
from carrel.assessment.model import Item
from carrel.exchange.questions import gift, gift_reading
from carrel.exchange.questions.api import Losses, Questions, Written, unheld
from tests.exchange.questions.items import anything, items, without

GOLDEN = Path(__file__).parent / "golden"
EVERYTHING = (
    {
        "id": "bio.cell.07",
        "kind": "choice",
        "prompt": "Which part of a cell {here} makes *ATP*?\n\nOne of these: $\\frac{a}{b} \\neq 1$.",
        "skills": ["biology.cells", "biology.energy"],
        "solution": "It is the mitochondrion.\n#2 only stores.",
        "choices": [
            {"text": "the mitochondrion", "right": True, "feedback": "Yes: its inner membrane."},
            {"text": "the nucleus = core", "right": False, "feedback": "It keeps DNA.", "misconception": "core rules"},
            {"text": "50% of ~ all", "right": False},
            {"text": "%50% of them", "right": False},
        ],
    },
    {
        "kind": "choice",
        "prompt": "Which are prime?",
        "multiple": True,
        "choices": [{"text": str(n), "right": n != 9} for n in (2, 3, 5, 9)],
    },
    {"kind": "true_false", "prompt": "Water boils at 100 °C.", "answers": ["true"], "hints": ["At sea level?"]},
    {"kind": "numeric", "prompt": "How fast does it fall?", "answers": ["9.81"], "unit": "m/s^2"},
    {"kind": "numeric", "prompt": "Say π.", "answers": ["3.14159"], "tolerance": {"absolute": 0.005}},
    {"kind": "numeric", "prompt": "Solve $x^2=4$.", "answers": ["-2", "2"], "tolerance": {"relative": 0.01}},
    {"kind": "numeric", "prompt": "Share it.", "answers": ["1/4", "1/3"]},
    {"kind": "numeric", "prompt": "Halve it.", "answers": ["1/2"]},
    {"kind": "expression", "prompt": "Factor it.", "answers": ["3*(x+2)"], "form": "factored"},
    {"kind": "text", "prompt": "How do cells divide?", "answers": ["mitosis"], "reject": ["meiosis"]},
    {"kind": "cloze", "text": "The {{mitochondrion|mitochondria}} makes ATP."},
    {"kind": "cloze", "prompt": "Fill in.", "text": "A {{leaf}} takes {{light|sun}}."},
    {"kind": "match", "prompt": "Pair them.", "pairs": [["H2O", "water"], ["A -> B", "a reaction -> a change"]]},
    {"kind": "order", "prompt": "In which order?", "sequence": ["prophase", "metaphase"]},
    {
        "kind": "open",
        "prompt": "Why are leaves green?",
        "solution": "Look at what light they throw back.",
        "points": [{"says": "chlorophyll reflects green light"}, {"says": "it takes in red and blue"}],
        "model_answer": "Because of chlorophyll.",
    },
    {"kind": "choice", "prompt": "None?", "multiple": True, "choices": [{"text": "a"}, {"text": "b"}]},
)


def trip(item: Item) -> tuple[Losses, Item | None]:
    """What was lost in writing the item, and what comes back: nothing where it was left out, and counted."""
    written = gift.write(Questions("Cells", (item,)))
    assert written.count == 1 - written.lost["items"]
    if not written.count:
        return written.lost, None
    found = gift_reading.read(written.content, "Cells.gift")
    assert (found.title, found.bad) == ("Cells", ())
    assert set(found.lost) <= {"tolerance"} & set(written.lost), "a share of several numbers is of several sizes"
    assert set(unheld([item], skills=True, solution=True)) <= set(written.lost)
    [back] = found.items
    return written.lost, back


def value(text: str) -> Fraction:
    read = quantity_from(text)
    assert isinstance(read, Quantity)
    return read.value


def common(item: Item, lost: Losses) -> Item:
    """The item as it comes back, as far as every kind loses the same."""
    item = without(item, "hints", "source", "unreviewed")
    return without(item, "case_sensitive", "accents_matter") if lost["strictness"] else item


@settings(max_examples=40, deadline=None)
@given(item=items("choice", "true_false", "text", "match"))
def test_what_gift_has_words_for_comes_back_equal_but_for_what_was_counted(item: Item) -> None:
    lost, back = trip(item)
    if back is None:
        assert (item.choices and not any(one.right for one in item.choices)) or "->" in item.answers[0]
        return
    expected = common(item, lost)
    if lost["misconceptions"]:
        expected = replace(expected, choices=tuple(replace(one, misconception="") for one in expected.choices))
    if lost["answers"]:
        expected = replace(expected, answers=tuple(key for key in item.answers if "->" not in key)[:1])
    if lost["rejected"]:
        expected = replace(expected, reject=tuple(word for word in item.reject if "->" not in word))
    assert back == expected


@settings(max_examples=25, deadline=None)
@given(item=items("numeric"))
def test_numbers_keep_their_values(item: Item) -> None:
    lost, back = trip(item)
    assert back is not None
    assert lost["unit"] == bool(item.unit)
    assert back.prompt == (f"{item.prompt} ({item.unit})" if item.unit else item.prompt)
    if lost["kind"]:
        assert (back.kind, back.answers) == ("text", item.answers)
        return
    assert back.kind == "numeric"
    assert [value(key) for key in back.answers] == [value(key) for key in item.answers]
    assert back.tolerance == item.tolerance or lost["tolerance"]


@settings(max_examples=25, deadline=None)
@given(item=items("cloze", "expression", "order", "open"))
def test_what_gift_has_no_words_for_becomes_what_comes_nearest(item: Item) -> None:
    lost, back = trip(item)
    if back is None:
        assert "->" in item.gaps[0].answers[0]
    elif lost["kind"]:
        wanted = {"cloze": "match" if len(item.gaps) > 1 else "text", "expression": "text", "order": "match"}
        assert back.kind == wanted[item.kind]
    else:
        assert back.kind == item.kind
        assert back.prompt == item.prompt
        assert lost["points"] == (item.kind == "open")
        said = [gap.answers for gap in item.gaps]
        assert [gap.answers for gap in back.gaps] == said or lost["answers"]
        assert back.text == item.text or lost["answers"]


@settings(max_examples=25, deadline=None)
@given(item=items(texts=anything, prompts=anything))
def test_any_letters_at_all_are_written_so_that_they_can_be_read(item: Item) -> None:
    written = gift.write(Questions("Cells", (item,)))
    if written.count:
        found = gift_reading.read(written.content, "Cells.gift")
        assert len(found.items) + len(found.bad) == 1


def test_the_file_is_the_golden_one_byte_for_byte() -> None:
    written = gift.write(Questions("Everything", tuple(map(item_from, EVERYTHING))))
    assert written.content.decode() == (GOLDEN / "written.gift").read_text(encoding="utf-8")
    assert written.count == len(EVERYTHING) - 1
    assert written.lost == Losses(
        items=1, hints=1, misconceptions=1, unit=1, tolerance=1, form=1, answers=1, points=1, kind=4
    )


def test_no_questions_make_an_empty_file() -> None:
    assert gift.write(Questions("None", ())) == Written(b"", 0)


def test_a_skill_that_cannot_be_a_tag_is_left_out_and_counted() -> None:
    item = item_from({"kind": "true_false", "prompt": "?", "answers": ["true"], "skills": ["a[1]", "<b>", "c\\"]})
    lost, back = trip(item)
    assert lost["skills"] == 1
    assert back == replace(item, skills=("a[1]",))
