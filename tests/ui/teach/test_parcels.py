"""Packs go out of the window and results come into it: each file is told of, and nothing is believed unseen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QListWidget, QPushButton

from carrel.base.work import Cancel, Progress
from carrel.classroom.classes.model import Assignment
from carrel.flows.classes import open_pack, rooms, take_in
from carrel.flows.classes.files import Parted, parted
from carrel.flows.classes.setting import tasks
from carrel.flows.classes.take_in import TakenIn
from tests.ui.teach.conftest import TOPIC, Learner, Teacher
from tests.ui.teach.test_pupils import drop

Learners = tuple[Learner, Learner]


def sent(teacher: Teacher, path: Path) -> str:
    """Set something and send the pack; the id of the task."""
    made = rooms.assign(teacher.kit, "7b", Assignment("", "", "Sums", teacher.kit.stamp.now(), topics=(TOPIC,)))
    teacher.choose_file("packFileDialog", path, lambda: teacher.hand.press("sendPack"))
    return made.id


def results(dialog: QDialog) -> list[str]:
    """What the list says of the files."""
    listed = dialog.findChild(QListWidget, "takenList")
    assert listed is not None
    return [listed.item(row).text() for row in range(listed.count())]


def again(teacher: Teacher, before: QDialog) -> QDialog:
    """The list that comes up after this one."""
    found: list[QDialog] = []

    def is_there() -> bool:
        found[:] = [one for one in teacher.window.findChildren(QDialog, "takenDialog") if one is not before]
        return bool(found)

    teacher.hand.until(is_there)
    return found[0]


def offered(dialog: QDialog) -> list[str]:
    """The buttons that can be pressed in a dialog."""
    return [one.objectName() for one in dialog.findChildren(QPushButton) if one.isVisible()]


def closed(teacher: Teacher, name: str = "takenDialog") -> None:
    """Close the list by its button, and wait."""
    teacher.hand.press("closeDialog", teacher.dialog(name))
    teacher.gone(name)


def test_before_there_is_anything_to_send_it_says_what_is_missing(teacher: Teacher, pack: Path) -> None:
    teacher.make_class()
    teacher.hand.press("sendPack")
    teacher.hand.until(lambda: teacher.said()[-1] == "Nobody is in this class yet. Add its pupils first.")
    teacher.pupils.add_requested.emit("Amara")
    teacher.hand.until(teacher.kept)
    teacher.hand.press("sendPack")
    teacher.hand.until(lambda: teacher.said()[-1].startswith("There is nothing to do in this class yet."))
    assert teacher.window.findChild(QDialog, "packFileDialog") is None


def test_the_pack_is_written_and_its_number_is_the_one_that_pupils_see(
    ready: Teacher, learners: Learners, tmp_path: Path
) -> None:
    path = tmp_path / "share" / "7b.carrel-class"
    sent(ready, path)
    seen = open_pack.look(learners[0].kit, path)
    said = ready.said()[-1].replace("\u00a0", " ")
    assert said.startswith("7b.carrel-class was written, for 2 pupils.")
    assert said.endswith(seen.fingerprint)
    assert (seen.contents.title, seen.pack.heading.issuer.name) == ("7b", "Ms Adeyemi")
    assert any(choice.name == "showFolder" for choice in ready.pane.notices.notices[-1].choices)


def test_a_pack_that_cannot_be_written_is_told(ready: Teacher, tmp_path: Path) -> None:
    sent(ready, tmp_path / "nowhere" / "7b.carrel-class")
    assert "Choose another folder." in ready.said()[-1]


def test_work_of_a_strange_device_is_shown_and_taken_in_once_it_is_trusted(
    ready: Teacher, learners: Learners, tmp_path: Path
) -> None:
    pack = tmp_path / "share" / "7b.carrel-class"
    task = sent(ready, pack)
    numbers = {}
    for one, name in zip(learners, ("Amara", "Bo"), strict=True):
        one.join(pack, ready.kept()[name].code)
        one.work(task, "7", "8")
        numbers[name] = one.give_back(name.lower()).fingerprint
    drop(ready, tmp_path / "share")
    dialog = ready.dialog("takenDialog")
    told = results(dialog)
    assert len(told) == 3, "the class pack lies there, too"
    assert any("This is a class pack" in one for one in told)
    strange = {name: next(one for one in told if one.startswith(f"{name.lower()}.")) for name in numbers}
    for name, line in strange.items():
        assert f"has the code of {name}, but the device that signed it is not known here" in line
        assert numbers[name] in line
    listed = ready.hand.find(QListWidget, "takenList", dialog)
    listed.item(told.index(strange["Bo"])).setCheckState(Qt.CheckState.Unchecked)
    ready.hand.find(QPushButton, "trustDevices", dialog).setFocus()
    ready.hand.key(Qt.Key.Key_Space)
    assert results(again(ready, dialog)) == ["amara.carrel-results: The work of Amara was taken in. 2 tries are new."]
    closed(ready)
    assert [(one.asked, one.began) for one in tasks(ready.kit, "7b")] == [(2, 1)]
    assert "tries came back from 1 of 2" in ready.assignments.list.lines.lines[0].below


def test_each_state_is_told_in_a_line_of_its_own(ready: Teacher, learners: Learners, tmp_path: Path) -> None:
    share = tmp_path / "share"
    pack = share / "7b.carrel-class"
    task = sent(ready, pack)
    learners[0].join(pack, ready.kept()["Amara"].code)
    learners[0].work(task, "7")
    early = learners[0].give_back("early").path
    list(take_in.take_in(ready.kit, ready.pane.classroom, [early], Cancel(), trust=True))
    learners[0].work(task, "8", "15")
    late = learners[0].give_back("late").path
    content = late.read_bytes()
    broken = share / "broken.carrel-results"
    broken.write_bytes(content[:-9] + bytes([content[-9] ^ 1]) + content[-8:])
    drop(ready, early, late, broken, share / "gone.carrel-results")
    dialog = ready.dialog("takenDialog")
    told = {one.split(":")[0]: one for one in results(dialog)}
    assert "was taken in before" in told["early.carrel-results"]
    assert "2 tries are new" in told["late.carrel-results"]
    assert "damaged" in told["broken.carrel-results"]
    assert "There is no file" in told["gone.carrel-results"]
    assert ready.hand.find(QLabel, "takenSaid", dialog).text() == (
        "One file was taken in. 2 tries are new. 3 files were not."
    )
    assert offered(dialog) == ["closeDialog"]
    closed(ready)


def test_a_device_of_somebody_else_is_not_believed_by_trusting_it(
    ready: Teacher, learners: Learners, tmp_path: Path
) -> None:
    pack = tmp_path / "share" / "7b.carrel-class"
    task = sent(ready, pack)
    learners[0].join(pack, ready.kept()["Amara"].code)
    learners[0].work(task, "7")
    mine = learners[0].give_back("a").path
    list(take_in.take_in(ready.kit, ready.pane.classroom, [mine], Cancel(), trust=True))
    second = tmp_path / "share" / "8.carrel-class"
    ready.choose_file("packFileDialog", second, lambda: ready.hand.press("sendPack"))
    learners[0].join(second, ready.kept()["Bo"].code)
    drop(ready, learners[0].give_back("b").path)
    dialog = ready.dialog("takenDialog")
    ready.hand.press("trustDevices", dialog)
    still = again(ready, dialog)
    assert "belongs to somebody else" in results(still)[0]
    assert offered(still) == ["closeDialog"]
    closed(ready)
    assert [one.began for one in tasks(ready.kit, "7b")] == [1]


def test_taking_in_shows_how_far_it_is_and_can_be_stopped(
    ready: Teacher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(_kit: Any, _classroom: str, paths: Any, cancel: Cancel, *, trust: bool) -> Iterator[Progress | TakenIn]:
        assert not trust
        yield Progress("Taking in", 0, 2)
        yield TakenIn(paths[0], "ok", "The work of Amara was taken in.", tries=3)
        yield Progress("Taking in", 1, 2)
        cancel.wait(60)
        cancel.check()

    monkeypatch.setattr(take_in, "take_in", slow)
    ready.pane.take_requested.emit(ready.pane.classroom)
    chooser = ready.dialog("resultsFileDialog")
    assert isinstance(chooser, QFileDialog)
    chooser.filesSelected.emit([str(tmp_path / "a.carrel-results")])
    chooser.close()
    busy = ready.pane.busy
    ready.hand.until(lambda: busy.isVisible() and "1 of 2" in busy.words.accessibleName())
    drop(ready, tmp_path / "b.carrel-results")
    ready.hand.until(lambda: any("already" in one for one in ready.said()))
    ready.hand.press("stopTaking")
    dialog = ready.dialog("takenDialog")
    assert results(dialog) == ["a.carrel-results: The work of Amara was taken in. 3 tries are new."]
    assert "It was stopped" in ready.hand.find(QLabel, "takenSaid", dialog).text()
    assert not busy.isVisible()
    closed(ready)


def test_what_is_let_go_where_there_is_no_class_is_told(teacher: Teacher, tmp_path: Path) -> None:
    drop(teacher, tmp_path)
    assert teacher.said() == ["There is no class yet. Make one first."]


def test_an_address_that_is_no_file_is_told(ready: Teacher) -> None:
    ready.pane.dropped.emit(ready.pane.classroom, [Path()])
    assert ready.said()[-1].startswith("This is not a file on this computer.")


def test_work_that_is_let_go_over_the_chat_is_taken_in_for_its_class(
    ready: Teacher, learners: Learners, tmp_path: Path
) -> None:
    pack = tmp_path / "share" / "7b.carrel-class"
    task = sent(ready, pack)
    learners[0].join(pack, ready.kept()["Amara"].code)
    learners[0].work(task, "7")
    given = learners[0].give_back("amara").path
    other = rooms.make(ready.kit, "8a")
    ready.window.teaching.open(other.id)
    ready.window.stage.leave()
    ready.window.my_class.take_packs(parted([given]))
    dialog = ready.dialog("takenDialog")
    assert "has the code of Amara" in results(dialog)[0]
    assert ready.window.stage.here == "teach"
    assert ready.pane.classroom == rooms.room(ready.kit, "7b").classroom.id
    closed(ready)


def test_work_for_a_class_of_somebody_else_is_told_and_not_taken(ready: Teacher, tmp_path: Path) -> None:
    strange = tmp_path / "strange.carrel-results"
    strange.write_bytes(b"CARREL-SEALED no pack at all")
    ready.window.stage.leave()
    ready.window.my_class.take_packs(Parted(results=(strange,)))
    ready.hand.until(lambda: ready.hand.notice() == "This is the work of a pupil.")
