"""What comes back to a pupil: words of the teacher, what the teacher sees, and a folder that is watched."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog

from carrel.assessment.attempts import tables as attempts
from carrel.base.work import Cancel
from carrel.flows import practise
from carrel.flows.choose_practice import for_task
from carrel.flows.classes import hand_back, take_in
from carrel.flows.classes.feedback import decide, draft, queue
from carrel.flows.classes.seeing.contested import contested
from carrel.flows.classes.watching import watched_as
from carrel.ui.panes.joined.said import SaidList
from tests.ui.joined.conftest import Pupil, Teacher


def tried(pupil: Pupil, answer: str, reason: str) -> str:
    """The pupil tries the first question of the task, and contests the verdict; the id of the try."""
    now = practise.attempt(pupil.kit, practise.begin(pupil.kit, for_task(pupil.kit, "Adding")).session, answer)
    with pupil.kit.store.reading() as db:
        one = attempts.attempts(db, pupil.kit.learner)[-1]
    practise.contest(pupil.kit, one.id, reason)
    practise.leave(pupil.kit, now.session)
    return one.id


def taken(pupil: Pupil, teacher: Teacher, name: str) -> None:
    """What was done reaches the teacher."""
    path = teacher.share / f"{name}{hand_back.SUFFIX}"
    hand_back.hand_back(pupil.kit, teacher.room.id, path)
    [told] = [
        one
        for one in take_in.take_in(teacher.kit, teacher.room.id, [path], Cancel(), trust=True)
        if isinstance(one, take_in.TakenIn)
    ]
    assert told.state == "ok"


def said_to(pupil: Pupil) -> SaidList:
    """What stands there of the teacher's words, once the place has looked again."""
    found: list[SaidList] = []

    def is_there() -> bool:
        found[:] = [one for one in pupil.pane.findChildren(SaidList) if one.isVisible()]
        return bool(found)

    pupil.hand.until(is_there)
    return found[0]


def test_what_a_teacher_approved_and_decided_stands_in_the_class_with_its_try(pupil: Pupil, teacher: Teacher) -> None:
    teacher.asks()
    pupil.join(teacher.gives())
    assert pupil.pane.findChild(SaidList) is None
    tried(pupil, "no number", "It is what I meant.")
    taken(pupil, teacher, "first")
    [doubt] = contested(teacher.kit, teacher.room.id)
    list(draft.draft(teacher.kit, teacher.room.id, Cancel()))
    decide.decide(teacher.kit, teacher.room.id, doubt.attempt, "partly", "The way is right.")
    [entry] = queue.queue(teacher.kit, teacher.room.id)
    queue.approve(teacher.kit, entry.feedback.id, "You began well. Write the number <b>too</b>.")
    pupil.join(teacher.gives("second"))
    said = said_to(pupil)
    words = pupil.shown(said)
    for part in (doubt.question, "no number", "it is partly right. The way is right.", "Write the number <b>too</b>."):
        assert part in words


def test_only_the_newest_stand_there_until_all_are_asked_for(pupil: Pupil, teacher: Teacher) -> None:
    teacher.asks()
    pupil.join(teacher.gives())
    for number in range(5):
        tried(pupil, "no", f"Reason {number}.")
    taken(pupil, teacher, "first")
    list(draft.draft(teacher.kit, teacher.room.id, Cancel()))
    for number, entry in enumerate(queue.queue(teacher.kit, teacher.room.id)):
        queue.approve(teacher.kit, entry.feedback.id, f"Said {number}.")
    pupil.join(teacher.gives("second"))
    said = said_to(pupil)
    assert sum(f"Said {number}." in pupil.shown(said) for number in range(5)) == 3
    pupil.press("saidMore")
    assert sum(f"Said {number}." in pupil.shown(said) for number in range(5)) == 5


def test_a_pupil_sees_the_page_that_the_teacher_sees(pupil: Pupil, teacher: Teacher) -> None:
    teacher.asks()
    pane = pupil.join(teacher.gives())
    tried(pupil, "no", "Why?")
    pupil.hand.qtbot.mouseClick(pane.sections[0].seen, Qt.MouseButton.LeftButton)
    pupil.hand.until(lambda: pupil.window.findChild(QDialog, "pupilDialog"))
    dialog = pupil.window.findChild(QDialog, "pupilDialog")
    assert dialog is not None
    dialog.reject()
    pupil.gone(QDialog)


def test_a_folder_is_watched_for_the_class_and_left_again(pupil: Pupil, teacher: Teacher, tmp_path: Path) -> None:
    teacher.asks()
    pane = pupil.join(teacher.gives())
    share = tmp_path / "watched"
    share.mkdir()
    pupil.press("chooseFolder")
    chooser = pupil.window.findChild(QFileDialog, "classFolderDialog")
    assert chooser is not None
    chooser.fileSelected.emit(str(share))
    chooser.close()
    pupil.hand.until(lambda: str(share) in pupil.shown(pane.sections[0].folder))
    folder = watched_as(pupil.kit, teacher.room.id, "pupil")
    assert folder is not None
    assert folder.folder == str(share)
    pupil.press("stopFolder")
    pupil.hand.until(lambda: watched_as(pupil.kit, teacher.room.id, "pupil") is None)
