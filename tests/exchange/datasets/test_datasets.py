"""Rows to learn from as other programs write them: the same bytes each time, and read again as far as they carry."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carrel.base.errors import Stopped
from carrel.base.work import Cancel
from carrel.exchange.datasets import DATASET_FORMATS
from carrel.exchange.datasets.api import DatasetFormat, DatasetRefused, Row, Turn
from carrel.exchange.datasets.reading import Found, read
from tests.exchange.datasets.rows import ROWS

GOLDEN = Path(__file__).parent / "golden"
ALL = pytest.mark.parametrize("written_as", DATASET_FORMATS, ids=lambda one: one.name)

LEFT_OUT = {
    "chat": {"said": 1, "why": 1},
    "alpaca": {"said": 1, "why": 1, "system": 1, "turns": 1},
    "preference": {"rows": 1, "why": 1},
    "preference-plain": {"rows": 1, "why": 1},
}


def reading(content: bytes | str) -> Found:
    """What is found in a file that holds this."""
    return read(content.encode() if isinstance(content, str) else content, DATASET_FORMATS, Cancel())


@ALL
def test_a_file_holds_the_golden_bytes_and_what_it_cannot_carry_is_counted(written_as: DatasetFormat) -> None:
    written = written_as.writes(ROWS)
    assert written.content == (GOLDEN / f"{written_as.name}{written_as.suffix}").read_bytes()
    assert dict(written.lost) == LEFT_OUT[written_as.name]
    assert len(written.lost.sentences()) == len(written.lost)
    assert written.count == len(reading(written.content).rows)


def test_what_the_formats_carry_is_what_their_readers_expect() -> None:
    """The keys and the shapes as TRL and Stanford Alpaca document them."""
    texts = {one.name: one.writes(ROWS).content.decode() for one in DATASET_FORMATS}
    chat = [json.loads(line) for line in texts["chat"].splitlines()]
    assert [list(one) for one in chat] == [["messages"], ["messages"]]
    assert [turn["role"] for turn in chat[1]["messages"]] == ["system", "user", "assistant", "user", "assistant"]
    assert all(set(one) == {"instruction", "input", "output"} for one in json.loads(texts["alpaca"]))
    (pair,) = [json.loads(line) for line in texts["preference"].splitlines()]
    assert pair["chosen"] == [{"role": "assistant", "content": "Water that flows."}]
    assert pair["rejected"] == [{"role": "assistant", "content": "Water."}]
    (plain,) = [json.loads(line) for line in texts["preference-plain"].splitlines()]
    assert plain == {"prompt": ROWS[0].asked, "chosen": "Water that flows.", "rejected": "Water."}


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1, max_size=30).map(
    lambda text: text.strip() or "x"
)
ROW = st.builds(
    lambda turns, asked, better, said: Row("", (*turns, Turn("user", asked)), better, said),
    st.lists(st.builds(Turn, st.sampled_from(("system", "user", "assistant")), TEXT), max_size=3).map(tuple),
    TEXT,
    TEXT,
    TEXT,
)


@settings(max_examples=30, deadline=None)
@given(rows=st.lists(ROW, min_size=1, max_size=4))
def test_what_a_format_carries_comes_back_exactly(rows: list[Row]) -> None:
    written = {one.name: reading(one.writes(rows).content) for one in DATASET_FORMATS}
    assert list(written["preference"].rows) == rows
    assert list(written["chat"].rows) == [replace(row, said="") for row in rows]
    last = [replace(row, turns=row.turns[-1:], said="") for row in rows]
    assert list(written["alpaca"].rows) == last


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "This is no JSON object."),
        ("[" * 5_000, "This is no JSON object."),
        ('{"a": 1}', "This is neither a chat"),
        ('{"messages": []}', "“messages” is no list of turns."),
        ('{"messages": [{"role": "root", "content": "x"}]}', "The role of a turn is none of"),
        ('{"messages": [{"role": "user", "content": "x"}]}', "No turn of it is a reply."),
        ('{"messages": [{"role": "user", "content": 5}]}', "“content” is no text"),
        ('{"messages": ["x"]}', "A turn is no object"),
        ('{"instruction": "x"}', "“output” is no text"),
        ('{"instruction": "x", "input": [], "output": "y"}', "“input” is no text"),
        ('{"prompt": "x", "chosen": "", "rejected": "z"}', "“chosen” is no text"),
        (json.dumps({"prompt": "x", "chosen": "y" * 100_001, "rejected": "z"}), "“chosen” is longer than 100,000"),
    ],
)
def test_a_bad_row_is_named_by_its_line_and_the_others_go_on(line: str, why: str) -> None:
    good = '{"prompt": "x", "chosen": "y", "rejected": "z", "score": 1}'
    found = reading(f"{good}\n\n x{line}\n{line}\n{good}")
    assert [row.better for row in found.rows] == ["y", "y"]
    assert [bad.place for bad in found.bad] == [3, 4]
    assert found.bad[1].sentence(by_line=found.by_line).startswith(f"Line 4: {why}")
    assert found.lost.sentences() == ("Things that Carrel does not know were left out in 2 rows.",)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"[]", b"hello", b"{}", b"[" * 100_000, b"null"])
def test_a_file_without_any_row_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(DatasetRefused) as refused:
        reading(content)
    assert refused.value.what
    assert refused.value.next_step


def test_a_file_is_read_up_to_its_bounds_and_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("carrel.exchange.datasets.reading.MOST_ROWS", 2)
    good = '{"instruction": "x", "output": "y"}'
    found = reading("\n".join([good] * 4))
    assert (len(found.rows), [bad.why for bad in found.bad]) == (2, ["Only the first 2 rows are read."])
    monkeypatch.setattr("carrel.exchange.datasets.reading.MOST_BYTES", 10)
    with pytest.raises(DatasetRefused, match="larger than"):
        reading(good)
    monkeypatch.undo()
    cancel = Cancel()
    cancel.set()
    with pytest.raises(Stopped):
        read(good.encode(), DATASET_FORMATS, cancel)
