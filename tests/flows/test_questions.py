"""Questions go into files of other programs and come back as something to practise with."""

from __future__ import annotations

from pathlib import Path

import pytest

from carrel.exchange.questions import QUESTION_FORMATS
from carrel.exchange.questions.api import QuestionFormat, QuestionsRefused
from carrel.flows import pack_shelf, practise, questions
from carrel.flows.kit import Kit
from carrel.flows.practise import Wish
from carrel.flows.questions import NoQuestions, QuestionsIn
from carrel.flows.take_out import FileExists
from carrel.library.packs.model import PackMissing
from tests.flows.practising.conftest import install
from tests.library.packs.kit import good, written

AIKEN = "Which gas do plants take in?\nA. Oxygen\nB. Carbon dioxide\nANSWER: B\n"
BY_NAME = {one.name: one for one in QUESTION_FORMATS}
WRITING = [one for one in QUESTION_FORMATS if one.writes is not None]


@pytest.fixture
def pack(kit: Kit, tmp_path: Path) -> str:
    """The id of a small pack that is installed."""
    install(kit, written(good(), tmp_path / "pack"))
    return "small-sums"


def brought(kit: Kit, path: Path) -> QuestionsIn:
    """What comes of a file."""
    found = questions.found(path)
    assert found is not None
    return questions.bring_in(kit, path, *found)


@pytest.mark.parametrize("form", WRITING, ids=lambda form: form.name)
def test_the_questions_of_a_pack_are_written_and_come_back_to_be_practised(
    kit: Kit, pack: str, tmp_path: Path, form: QuestionFormat
) -> None:
    path = tmp_path / f"sums{form.suffix}"
    out = questions.take_out(kit, form, pack, (), path)
    assert out.count > 0
    assert path.stat().st_size > 0
    if form.reads is None:
        return
    told = brought(kit, path)
    assert (told.source, told.count, told.bad) == (form.title(), out.count, ())
    now = practise.begin(kit, Wish("topic", (told.topic,), count=1))
    assert now.item is not None
    assert now.item.id.startswith(told.pack)


def test_the_same_file_once_more_changes_what_it_brought(kit: Kit, tmp_path: Path) -> None:
    path = tmp_path / "gases.txt"
    path.write_text(AIKEN)
    first = brought(kit, path)
    path.write_text(AIKEN + "\n" + AIKEN.replace("plants", "animals").replace("ANSWER: B", "ANSWER: A"))
    assert brought(kit, path) == QuestionsIn(first.source, first.pack, first.topic, first.title, 2, (), first.lost)
    [(held, count)] = pack_shelf.installed(kit)
    assert (held.id, held.title, count) == (first.pack, "gases", 2)
    path.write_text(AIKEN)
    assert brought(kit, path).count == pack_shelf.named(kit, first.pack)[1] == 1


def test_what_was_brought_in_is_taken_away_like_a_pack(kit: Kit, tmp_path: Path) -> None:
    path = tmp_path / "gases.txt"
    path.write_text(AIKEN)
    pack_shelf.remove(kit, brought(kit, path).pack)
    assert pack_shelf.installed(kit) == []


def test_one_topic_is_written_without_the_others(kit: Kit, pack: str, tmp_path: Path) -> None:
    with pytest.raises(NoQuestions):
        questions.take_out(kit, BY_NAME["csv"], pack, ("sums.other",), tmp_path / "none.csv")
    assert questions.take_out(kit, BY_NAME["csv"], pack, ("sums.adding",), tmp_path / "some.csv").count > 0


def test_a_file_that_is_there_is_kept_unless_it_may_be_replaced(kit: Kit, pack: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("mine")
    with pytest.raises(FileExists):
        questions.take_out(kit, BY_NAME["csv"], pack, (), path)
    assert path.read_text() == "mine"
    questions.take_out(kit, BY_NAME["csv"], pack, (), path, replace_it=True)
    assert path.read_text() != "mine"


def test_a_pack_that_is_not_here_is_told(kit: Kit, tmp_path: Path) -> None:
    with pytest.raises(PackMissing):
        questions.take_out(kit, BY_NAME["csv"], "nothing", (), tmp_path / "none.csv")


def test_a_file_in_which_no_question_can_be_read_is_told(kit: Kit, tmp_path: Path) -> None:
    path = tmp_path / "bad.gift"
    path.write_text("::one:: What is this { =\n\n")
    with pytest.raises(QuestionsRefused) as told:
        questions.bring_in(kit, path, path.read_bytes(), BY_NAME["gift"])
    assert told.value.what
    assert told.value.next_step
    assert pack_shelf.installed(kit) == []


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n", b"PK\x03\x04", b"Dear diary, nothing happened today.", b"[]"])
def test_what_holds_no_questions_is_left_to_others(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "something"
    path.write_bytes(content)
    assert questions.found(path) is None


def test_a_folder_and_a_pipe_hold_no_questions(tmp_path: Path) -> None:
    assert questions.found(tmp_path) is None
    assert questions.found(tmp_path / "nothing") is None
