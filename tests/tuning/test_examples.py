"""Examples to train on: what is read from lines, what is refused with its line, and what is held out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from carrel.engine.api import Turn
from carrel.flows.tune.examples import Example, ExamplesUnusable, read, split

GOOD = {"messages": [{"role": "user", "content": "What is a verb?"}, {"role": "assistant", "content": "A word."}]}


def lines(folder: Path, *rows: object) -> Path:
    """A file with these rows; a text stands there as it is."""
    path = folder / "examples.jsonl"
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def many(count: int) -> list[Example]:
    """So many examples that differ."""
    return [Example((Turn("user", f"Question {number}?"),), f"Reply {number}.") for number in range(count)]


def test_lines_in_chat_form_are_read_with_all_their_turns(tmp_path: Path) -> None:
    long = {"messages": [{"role": "system", "content": "Be brief."}, *GOOD["messages"]], "held_out": True}
    assert read(lines(tmp_path, GOOD, "", long)) == (
        Example((Turn("user", "What is a verb?"),), "A word."),
        Example((Turn("system", "Be brief."), Turn("user", "What is a verb?")), "A word.", held_out=True),
    )


@pytest.mark.parametrize(
    "bad",
    [
        "{",
        "[" * 100_000,
        "7",
        {"messages": "none"},
        {"messages": GOOD["messages"][:1]},
        {"messages": GOOD["messages"][::-1]},
        {"messages": [*GOOD["messages"][:1], {"role": "assistant", "content": "  "}]},
        {"messages": [{"role": "tool", "content": "x"}, *GOOD["messages"]]},
        {"messages": [{"role": "user", "content": 7}, GOOD["messages"][1]]},
    ],
    ids=str,
)
def test_a_bad_line_is_named_by_its_number(bad: object, tmp_path: Path) -> None:
    with pytest.raises(ExamplesUnusable, match="Line 2") as caught:
        read(lines(tmp_path, GOOD, bad))
    assert caught.value.next_step


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "picture.jsonl").write_bytes(b"\x89PNG\xff\xfe")
    for name in ("picture.jsonl", "nowhere.jsonl"):
        with pytest.raises(ExamplesUnusable, match=name):
            read(tmp_path / name)


def test_about_one_in_five_is_held_out_and_always_the_same_ones() -> None:
    learn, held_out = split(many(20))
    assert (len(learn), len(held_out)) == (16, 4)
    again = split([*many(20)[::-1], *many(3)])
    assert set(again[1]) == set(held_out)


def test_what_is_held_out_is_never_learned_from() -> None:
    told = [*many(8), Example((Turn("user", "Question 3?"),), "Another reply.", held_out=True)]
    learn, held_out = split(told)
    assert (len(learn), len(held_out)) == (7, 1)
    assert not {one.turns for one in learn} & {one.turns for one in held_out}


def test_too_few_examples_are_refused_with_their_number() -> None:
    with pytest.raises(ExamplesUnusable, match="There are 3 examples"):
        split(many(4))
