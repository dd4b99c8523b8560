"""What the limited child tells of a file is what would be read without it, word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from carrel.assessment.items import item_from
from carrel.base.work import Cancel
from carrel.exchange.questions import QUESTION_FORMATS
from carrel.exchange.questions import reading as questions
from carrel.exchange.questions.api import QuestionFormat, Questions
from carrel.exchange.rosters import apart as rosters
from carrel.exchange.rosters import reading

GOLDEN = Path(__file__).parent / "rosters" / "golden"
ITEMS = tuple(
    item_from(said)
    for said in (
        {"kind": "text", "prompt": "What gives the cell its energy? ½ ü 細胞", "answers": ["mitochondrion"]},
        {"kind": "numeric", "prompt": "How fast does it fall?", "answers": ["9.81"], "unit": "m/s^2"},
        {"kind": "true_false", "prompt": "A cell is alive.", "answers": ["true"], "hints": ["Look."], "skills": ["a"]},
        {
            "kind": "choice",
            "prompt": "Which one divides?",
            "choices": [{"text": "the nucleus", "right": True}, {"text": "the wall", "right": False}],
        },
    )
)
BOTH = [one for one in QUESTION_FORMATS if one.writes is not None and one.reads is not None]


@pytest.mark.parametrize("written_as", BOTH, ids=[one.name for one in BOTH])
def test_questions_are_the_same_through_the_child(written_as: QuestionFormat) -> None:
    assert written_as.writes is not None
    assert written_as.reads is not None
    content = written_as.writes(Questions("Cells", ITEMS)).content
    name = f"cells{written_as.suffix}"
    found = questions.format_of(content, name, Cancel())
    assert found is written_as
    told = questions.read(found, content, name, Cancel())
    assert told == written_as.reads(content, name)
    assert told.items


def test_a_list_is_the_same_through_the_child() -> None:
    text = "Name;Class;Group;Id\nAmara Öbi;7b;blue;1\nBo;7b;;2\n;7b;;3\n陳大文;8a;red;4\n".encode()
    for files in ({"list.csv": text}, {"latin.csv": "Name\nJürgen\n".encode("latin-1")}):
        assert rosters.read(files, "7b", Cancel()) == reading.read(files, "7b")


@pytest.mark.parametrize(
    "folder", sorted(path for path in GOLDEN.iterdir() if path.is_dir()), ids=lambda path: path.name
)
def test_an_export_of_a_school_is_the_same_through_the_child(folder: Path) -> None:
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    told = rosters.read(files, "7b", Cancel())
    assert told == reading.read(files, "7b")
    assert list(told.pupils())
