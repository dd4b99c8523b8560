"""Items go into packages of Anki and come back, equal but for what is said to be lost."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as some

from carrel.assessment.model import Item
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
        assert lost["hints"] or shown(*back.hints) == shown(*item.hints)
        assert lost["solution"] or shown(back.solution) == shown(item.solution)
        assert lost["source"] or (back.source is None) == (item.source is None)
        if back.kind == item.kind:
            assert lost["markup"] or shown(back.prompt, back.after) == shown(item.prompt, item.after)
            assert lost["answers"] or {" ".join(key.split()) for key in item.answers} <= set(back.answers)
            assert lost["answers"] or [gap.answers for gap in back.gaps] == [gap.answers for gap in item.gaps]
    assert bool(lost["review"]) == bool(unheld((item,))["review"])


@settings(max_examples=20)
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


def shown(*texts: str) -> list[str]:
    """The texts as a card shows them: two ways to write the same are the same."""
    return [html(text) for text in texts]
