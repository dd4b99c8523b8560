"""A behaviour is brought in and out by file, tried beside the usual manner, and tested with verdicts from code."""

from __future__ import annotations

from pathlib import Path

import pytest

from carrel.base.errors import Stopped
from carrel.base.work import Cancel, Progress
from carrel.behaviours.model import BehaviourMissing, BehaviourRefused
from carrel.engine.scripted import ScriptedEngine
from carrel.flows.behaviours import keeping, trying
from carrel.flows.kit import Kit
from tests.behaviours.test_reading import FILE
from tests.flows.behaviours.test_manner import write


def test_a_file_is_looked_at_before_it_is_kept_and_comes_out_as_it_went_in(kit: Kit, tmp_path: Path) -> None:
    path = tmp_path / "Coach.md"
    path.write_bytes(b"\xef\xbb\xbf" + FILE.replace("says =", "tone =").replace("\n", "\r\n").encode())
    incoming = keeping.looked_at(kit, path)
    assert (incoming.behaviour.name, incoming.former, [one.line for one in incoming.faults]) == ("coach", None, [3])
    with pytest.raises(BehaviourMissing):
        keeping.one(kit, "coach")
    assert keeping.take(kit, incoming) == 1
    path.write_text(FILE, encoding="utf-8")
    changed = keeping.looked_at(kit, path)
    assert [one.text for one in changed.changes if one.change == "new"] == ['says = "Helps calmly."']
    assert keeping.take(kit, changed) == 2
    assert keeping.back(kit, "coach", 1) == 3
    out = keeping.export(kit, "coach", tmp_path / "sub.md", number=2)
    assert out.read_text(encoding="utf-8") == FILE
    with pytest.raises(BehaviourRefused, match="there already"):
        keeping.export(kit, "coach", out)
    assert keeping.export(kit, "coach", tmp_path, replace=True).name == "coach.md"


def test_a_file_that_is_no_behaviour_is_refused_in_a_sentence(kit: Kit, tmp_path: Path) -> None:
    odd = {"zeros": b"\x00\x01\x02" * 9, "words": b"no behaviour", "long": b"x" * 300_000}
    for name, content in odd.items():
        (tmp_path / f"{name}.md").write_bytes(content)
    for one in (*(tmp_path / f"{name}.md" for name in odd), tmp_path, tmp_path / "gone.md", tmp_path / "….md"):
        with pytest.raises(BehaviourRefused) as refused:
            keeping.looked_at(kit, one)
        assert refused.value.next_step
    assert len(keeping.everything(kit)) == 4


def test_a_copy_has_a_name_and_a_title_of_its_own(kit: Kit) -> None:
    assert keeping.duplicate(kit, "socratic") == "socratic-2"
    assert keeping.one(kit, "socratic-2").behaviour.title == "Socratic (copy)"
    assert [keeping.begin(kit), keeping.begin(kit)] == ["my-behaviour", "my-behaviour-2"]
    assert keeping.opened(kit, "my-behaviour").read.faults == ()


def test_what_is_being_written_is_kept_sound_or_not_until_it_is_saved(kit: Kit) -> None:
    text = keeping.opened(kit, "socratic").text
    broken = keeping.write(kit, "socratic", "no behaviour")
    assert (broken.draft, broken.read.behaviour, keeping.one(kit, "socratic").version) == ("no behaviour", None, 0)
    assert keeping.write(kit, "socratic", text).draft is None
    keeping.write(kit, "socratic", text.replace("Socratic", "Mine"))
    assert keeping.save(kit, "socratic", keeping.opened(kit, "socratic").text) == 2
    assert (keeping.opened(kit, "socratic").draft, keeping.one(kit, "socratic").behaviour.title) == (None, "Mine")
    keeping.write(kit, "socratic", "again")
    assert keeping.discard(kit, "socratic") == "again"
    assert keeping.opened(kit, "socratic").text == text.replace("Socratic", "Mine")


def test_each_test_is_asked_with_the_behaviour_and_judged_by_code(kit: Kit, scripted: ScriptedEngine) -> None:
    scripted.replies.extend(["What is it made of?", "You are wrong.", "What do you know of it?"])
    held = keeping.one(kit, "socratic").behaviour
    steps = list(trying.run(kit, held, Cancel()))
    tried = [one for one in steps if isinstance(one, trying.Tried)]
    assert [one.done for one in steps if isinstance(one, Progress)] == [0, 1, 2]
    assert [one.passed for one in tried] == [True, False, True]
    assert [(one.check, one.evidence) for one in tried[1].failings] == [("lacks", "wrong"), ("asks", "")]
    assert all("one question at a time" in one.turns[0].text.lower() for one in scripted.asked)
    assert {(one.sampling.temperature, one.sampling.seed) for one in scripted.asked} == {(0, 0)}


def test_a_run_of_tests_can_be_stopped(kit: Kit, scripted: ScriptedEngine) -> None:
    cancel = Cancel()
    steps = trying.run(kit, keeping.one(kit, "socratic").behaviour, cancel)
    while not isinstance(next(steps), trying.Tried):
        pass
    cancel.set()
    with pytest.raises(Stopped):
        list(steps)
    assert len(scripted.asked) == 2


def test_one_question_is_asked_without_and_with_a_behaviour_and_nothing_is_kept(
    kit: Kit, scripted: ScriptedEngine, tmp_path: Path
) -> None:
    keeping.take(kit, keeping.looked_at(kit, write(tmp_path, "kind", "Be very kind.")))
    scripted.replies.extend(["Plain.", "Kind words."])
    steps = list(trying.side_by_side(kit, keeping.one(kit, "kind").behaviour, "Hello?", Cancel()))
    assert [(one.side, one.text) for one in steps if isinstance(one, trying.Reply)] == [
        ("without", "Plain."),
        ("with", "Kind words."),
    ]
    assert ["very kind" in one.turns[0].text for one in scripted.asked] == [False, True]
    with kit.store.reading() as db:
        assert db.execute("select count(*) from conversation").fetchone() == (0,)
