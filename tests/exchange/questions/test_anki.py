"""Items go into packages of Anki and come back, equal but for what is said to be lost."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from carrel.assessment.items import item_from
from carrel.assessment.model import Item, Source
from carrel.exchange.questions import anki
from carrel.exchange.questions.anki_html import html
from carrel.exchange.questions.api import Losses, Questions, unheld
from tests.exchange.questions.anki_kit import GOLDEN, NINE, rows
from tests.exchange.questions.items import items


def there_and_back(*given_items: Item) -> tuple[tuple[Item, ...], Losses]:
    """What comes back of the items, and what was said to be lost."""
    written = anki.write(Questions("Cells", given_items))
    found = anki.read(written.content, "cells.apkg")
    assert found.bad == ()
    return found.items, written.lost


def test_the_notes_are_the_golden_ones() -> None:
    content = anki.write(NINE).content
    types = json.loads(rows(content, "select models from col")[0][0])
    told = []
    for mid, guid, tags, flds in rows(content, "select mid, guid, tags, flds from notes order by id"):
        kind = types[str(mid)]
        names = [field["name"] for field in kind["flds"]]
        fields = [f"{name}: {html}".strip() for name, html in zip(names, flds.split("\x1f"), strict=True)]
        told.append("\n".join([f"{kind['name']} | {guid} | {tags.strip()}".strip(), *fields]))
    assert "\n\n".join(told) + "\n" == (GOLDEN / "anki_notes.txt").read_text(encoding="utf-8")


def test_the_same_questions_make_the_same_bytes() -> None:
    assert anki.write(NINE) == anki.write(replace(NINE))


def test_a_gap_is_a_card_and_every_other_note_is_one() -> None:
    content = anki.write(NINE).content
    counts = dict(rows(content, "select guid, count(*) from cards join notes on nid = notes.id group by guid"))
    assert counts == {f"carrel:{one.id}": 2 if one.kind == "cloze" else 1 for one in NINE.items}


def test_what_the_nine_kinds_lose_is_counted() -> None:
    assert anki.write(NINE).lost == {
        "kind": 6,
        "answers": 1,
        "feedback": 1,
        "misconceptions": 1,
        "tolerance": 1,
        "unit": 1,
        "form": 1,
        "points": 1,
        "review": 1,
    }


def test_every_loss_is_told_in_a_sentence() -> None:
    lost = anki.write(NINE).lost
    assert len(lost.sentences()) == len(lost)


def test_a_question_without_words_is_left_out_and_counted() -> None:
    written = anki.write(Questions("Cells", (Item("a", "text", answers=("x",)), NINE.items[0])))
    assert (written.count, written.lost["items"]) == (1, 1)


def test_a_short_answer_comes_back_with_all_that_stood_around_it() -> None:
    [back], lost = there_and_back(NINE.items[0])
    assert back == replace(NINE.items[0], unreviewed=True)
    assert not lost


def test_a_long_answer_comes_back_as_a_model_answer() -> None:
    long = Item("a", "text", "Why?", answers=("because the leaves of it fall in autumn",))
    [back], lost = there_and_back(long)
    assert (back.kind, back.model_answer, lost) == ("open", long.answers[0], {"kind": 1})


LOSSES: dict[str, tuple[Item, dict[str, int]]] = {
    "a table that is set in its middle": (Item("a", "text", "| a |\n|:-:|\n| b |", answers=("b",)), {"markup": 1}),
    "a skill of two words": (Item("a", "text", "Q", ("cell division",), answers=("b",)), {"skills": 1}),
    "a hint without words": (
        Item("a", "text", "Q", hints=("[](https://a.org)",), answers=("b",)),
        {"hints": 1, "markup": 1},
    ),
    "a solution without words": (
        Item("a", "text", "Q", solution="[](https://a.org)", answers=("b",)),
        {"solution": 1, "markup": 1},
    ),
    "pictures": (Item("a", "text", "![leaf](a.png) ![](b.png)", answers=("b",)), {"pictures": 2}),
    "a formula to type": (item_from({"kind": "cloze", "text": "Of {{\\(x\\)}}."}), {"markup": 1}),
    "words that are refused": (
        Item("a", "text", "Q", answers=("b",), reject=("c",), case_sensitive=True),
        {"rejected": 1, "strictness": 1},
    ),
}


@pytest.mark.parametrize(("item", "lost"), LOSSES.values(), ids=LOSSES)
def test_what_is_lost_is_counted(item: Item, lost: dict[str, int]) -> None:
    assert there_and_back(item)[1] == lost


@pytest.mark.parametrize("text", ["Is {{a::b}} or {{x}} it?", "{{c1::x}} and {{y}", "{{ {a }} {{b: :}}", "{{a}b{}} }}"])
def test_signs_of_gaps_in_a_gap_do_no_harm(text: str) -> None:
    item = item_from({"kind": "cloze", "id": "a", "text": text if "}}" in text else "{{z}} " + text})
    [back], lost = there_and_back(item)
    assert [gap.answers for gap in back.gaps] == [gap.answers for gap in item.gaps]
    assert shown(back.after) == shown(item.after) or lost["markup"]


def test_a_sign_between_fields_does_not_make_more_of_them() -> None:
    [back], _lost = there_and_back(Item("a", "text", "one\x1ftwo", answers=("b\x1fc",), hints=("d\x1fe",)))
    assert (back.prompt, back.answers, back.hints) == ("one two", ("b c",), ("d e",))


def test_a_line_across_an_answer_does_not_part_it() -> None:
    item = item_from({"kind": "open", "prompt": "Q", "model_answer": "a\n\n---\n\nb", "points": [{"says": "c"}]})
    [back], _lost = there_and_back(replace(item, solution="d"))
    assert (back.model_answer, back.solution) == ("a\n\nb\n\n- c", "d")


def test_an_item_without_an_id_gets_the_same_mark_each_time() -> None:
    nameless = replace(NINE.items[0], id="")
    marks = {rows(anki.write(Questions("x", (nameless,))).content, "select guid from notes")[0] for _ in range(2)}
    assert len(marks) == 1


@settings(max_examples=25)
@given(item=items())
def test_any_item_comes_back_equal_but_for_what_is_counted(item: Item) -> None:
    written = anki.write(Questions("x", (item,)))
    found, lost = anki.read(written.content, "x.apkg"), written.lost
    assert len(found.items) + len(found.bad) == 1
    for back in found.items:
        assert not item.id or back.id == item.id
        assert lost["kind"] or back.kind == item.kind
        assert lost["skills"] or back.skills == item.skills
        assert lost["hints"] or lost["markup"] or shown(*back.hints) == shown(*item.hints)
        assert lost["solution"] or lost["markup"] or shown(back.solution) == shown(item.solution)
        assert source_of(back) == source_of(item)
        if back.kind == item.kind:
            assert lost["markup"] or shown(back.prompt, back.after) == shown(item.prompt, item.after)
            assert lost["markup"] or [" ".join(key.split()) for key in item.answers] == list(back.answers)
            assert lost["markup"] or firsts(back) == firsts(item)
            assert lost["answers"] == any(len(gap.answers) > 1 for gap in item.gaps)
    assert bool(lost["review"]) == bool(unheld((item,))["review"])


@settings(max_examples=8)
@given(some_items=some.lists(items(), min_size=1, max_size=2))
def test_the_same_notes_as_text_are_the_same_items(some_items: list[Item]) -> None:
    content = anki.write(Questions("Cells", tuple(some_items))).content
    kinds = json.loads(rows(content, "select models from col")[0][0])
    out = io.StringIO(
        "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:4\n"
    )
    out.seek(0, io.SEEK_END)
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    for mid, guid, tags, flds in rows(content, "select mid, guid, tags, flds from notes order by id"):
        writer.writerow([guid, kinds[str(mid)]["name"], "Cells", tags, *flds.split("\x1f")])
    package, text = anki.read(content, ""), anki.read_text(out.getvalue().encode(), "")
    assert (text.title, text.items, text.lost) == (package.title, package.items, package.lost)


def source_of(item: Item) -> list[str]:
    """Where it comes from, line breaks or not."""
    source = item.source or Source("")
    return [" ".join(part.split()) for part in (source.document, source.locator, source.quote)]


def firsts(item: Item) -> list[str]:
    """The first answer of each gap."""
    return [" ".join(gap.answers[0].split()) for gap in item.gaps]


def shown(*texts: str) -> list[str]:
    """The texts as a card shows them: two ways to write the same are the same."""
    return [html(text) for text in texts]
