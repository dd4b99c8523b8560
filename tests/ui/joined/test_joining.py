"""Opening a class pack in the window: what is said before anything is taken, and from where it can come."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton

from carrel.classroom import packing, signing
from carrel.classroom.joined import tables
from carrel.flows.classes import hand_back
from carrel.flows.classes.give_out import told
from carrel.store.lock import Lock, ask_to_show
from carrel.ui.application import ShowFile, open_in
from carrel.ui.dialogs.class_pack import PackDialog
from tests.conftest import CountingStamp
from tests.ui.conftest import Desk
from tests.ui.joined.conftest import CODE, Pupil, Teacher


def joined(pupil: Pupil) -> list[str]:
    """The titles of the classes somebody is in."""
    with pupil.kit.store.reading() as db:
        return [one.title for one in tables.classes(db)]


def line(pupil: Pupil) -> QPushButton:
    """The line of the class in the list of places."""
    found = pupil.window.sidebar.places.findChild(QPushButton, "place_my_class")
    assert found is not None
    return found


def test_before_anything_is_taken_all_of_it_is_said(pupil: Pupil, teacher: Teacher) -> None:
    teacher.asks()
    pack = teacher.gives()
    dialog = pupil.open(pack)
    said = pupil.shown(dialog)
    number = signing.fingerprint(packing.read(pack.read_bytes(), ()).heading.issuer.key)
    assert dialog.windowTitle() == "Join the class “7b”?"
    for words in ("Ms Adeyemi made this pack.", "compare this number", number, told(()), "It asks for one thing."):
        assert words in said
    assert not dialog.take.isEnabled(), "there is no code yet"
    assert QApplication.focusWidget() is dialog.code
    pupil.hand.qtbot.mouseClick(dialog.leave, Qt.MouseButton.LeftButton)
    pupil.gone(PackDialog)
    assert joined(pupil) == []


def test_with_the_code_and_enter_one_is_in_the_class_and_sees_it(pupil: Pupil, teacher: Teacher) -> None:
    teacher.asks()
    assert not line(pupil).isVisible()
    dialog = pupil.open(teacher.gives())
    pupil.hand.qtbot.keyClicks(dialog.code, " koma-7 ")
    pupil.hand.qtbot.keyClick(dialog.code, Qt.Key.Key_Return)
    pupil.gone(PackDialog)
    assert joined(pupil) == ["7b"]
    assert pupil.window.stage.here == "my_class"
    assert "With Ms Adeyemi. Your code is KOMA-7." in pupil.shown(pupil.pane)
    assert pupil.hand.find(QPushButton, "place_my_class").isChecked()


def test_a_wrong_code_is_told_in_the_dialog_and_can_be_mended(pupil: Pupil, teacher: Teacher) -> None:
    teacher.asks()
    dialog = pupil.open(teacher.gives())
    pupil.hand.qtbot.keyClicks(dialog.code, "KOMA-8")
    pupil.hand.qtbot.keyClick(dialog.code, Qt.Key.Key_Return)
    pupil.settle()
    assert "is not in the class “7b”" in dialog.error.text()
    assert QApplication.focusWidget() is dialog.code
    pupil.hand.qtbot.keyClicks(dialog.code, CODE)
    pupil.hand.qtbot.keyClick(dialog.code, Qt.Key.Key_Return)
    pupil.gone(PackDialog)
    assert joined(pupil) == ["7b"]


def test_a_pack_that_was_changed_or_cut_is_refused_with_a_sentence(pupil: Pupil, teacher: Teacher) -> None:
    teacher.asks()
    pack = teacher.gives()
    content = pack.read_bytes()
    for broken in (content.replace(b'"hints"', b'"open!"'), content[:-40], content + b"x"):
        pack.write_bytes(broken)
        pupil.drop(pupil.window.pane._drop, pack)
        pupil.hand.until(pupil.hand.notice)
        assert pupil.window.findChild(PackDialog) is None
        assert pupil.window.pane.notices.notices[-1].tone == "error"
        pupil.window.pane.notices.clear()
    assert joined(pupil) == []
    assert pupil.window.pane.attaching.taken == (), "it is no text to be attached"


def test_the_next_pack_needs_no_code_and_an_old_one_has_nothing_to_take(pupil: Pupil, teacher: Teacher) -> None:
    teacher.asks()
    early = teacher.gives("early")
    pupil.join(early)
    teacher.asks("More")
    dialog = pupil.open(teacher.gives("late"))
    assert dialog.windowTitle() == "There is something new for “7b”."
    assert dialog.findChild(QLineEdit, "packCode") is None
    assert "signed as your teacher's packs were before" in pupil.shown(dialog)
    pupil.hand.qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    pupil.gone(PackDialog)
    pupil.hand.until(lambda: "More" in pupil.shown(pupil.pane))
    old = pupil.open(early)
    assert old.windowTitle() == "Nothing in this pack is new for “7b”."
    assert not old.take.isVisible()
    old.close()
    pupil.gone(PackDialog)


def test_another_teachers_pack_for_the_same_class_is_refused(pupil: Pupil, teacher: Teacher, tmp_path: Path) -> None:
    from dataclasses import replace  # noqa: PLC0415

    teacher.asks()
    pack = teacher.gives()
    pupil.join(pack)
    arrived = packing.read(pack.read_bytes(), ())
    forger = signing.new_private_key()
    issuer = replace(arrived.heading.issuer, key=signing.public_key(forger))
    forged = tmp_path / "forged"
    forged.write_bytes(packing.write(replace(arrived.heading, issuer=issuer, sequence=9), arrived.entries, forger))
    pupil.drop(pupil.window.pane._drop, forged)
    pupil.hand.until(lambda: any(one.tone == "error" for one in pupil.pane.notices.notices))
    assert "another device signed it" in pupil.pane.notices.notices[-1].what


def test_a_pack_is_found_wherever_files_come_in_and_whatever_it_is_called(
    pupil: Pupil, teacher: Teacher, tmp_path: Path
) -> None:
    teacher.asks()
    pack = tmp_path / "notes.pdf"
    pack.write_bytes(teacher.gives().read_bytes())
    notes = tmp_path / "notes.md"
    notes.write_text("# Leaves\n\nThey are green.")
    window = pupil.window
    ways: list[Callable[[], object]] = [
        lambda: window.library.bring([pack, notes]),
        lambda: window.exchange.bring_in(pack),
        lambda: window.pane.attaching.add([pack]),
        lambda: pupil.drop(window.my_class.drop, pack),
        lambda: open_in(window, [pack]),
    ]
    for way in ways:
        way()
        pupil.asked_about().reject()
        pupil.gone(PackDialog)
    assert all("no document" not in one.what for one in window.pane.notices.notices)
    assert window.pane.attaching.taken == ()


def test_the_palette_and_the_menu_ask_for_a_pack(pupil: Pupil, teacher: Teacher) -> None:
    teacher.asks()
    pack = teacher.gives()
    dialog = pupil.hand.opened("open_class_pack", "classPackFileDialog")
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(pack))
    dialog.close()
    assert pupil.asked_about().seen.contents.title == "7b"
    pupil.asked_about().reject()
    pupil.gone(PackDialog)


def test_several_packs_are_asked_about_one_after_the_other(pupil: Pupil, teacher: Teacher) -> None:
    teacher.asks()
    first = teacher.gives("first")
    teacher.asks("More")
    pupil.drop(pupil.window.pane._drop, first, teacher.gives("second"))

    def is_gone(dialog: PackDialog) -> bool:
        return pupil.window.findChild(PackDialog) is not dialog

    for asked in (1, 2):
        dialog = pupil.asked_about()
        assert len(dialog.seen.contents.assignments) == asked
        dialog.reject()
        pupil.hand.until(partial(is_gone, dialog))
    pupil.gone(PackDialog)


def test_work_of_a_pupil_is_no_class_pack(pupil: Pupil, teacher: Teacher) -> None:
    pupil.drop(pupil.window.pane._drop, _work(teacher))
    pupil.hand.until(pupil.hand.notice)
    assert pupil.hand.notice() == "This is the work of a pupil."


def test_a_second_start_lets_the_open_window_open_its_file(pupil: Pupil, teacher: Teacher, tmp_path: Path) -> None:
    teacher.asks()
    pack = teacher.gives()
    folder = tmp_path / "locked"
    folder.mkdir()
    with Lock.take(folder) as lock:
        watch = ShowFile(lock.show_file)
        watch.asked.connect(lambda: open_in(pupil.window, lock.wanted()))
        ask_to_show(folder, [pack])
        assert pupil.asked_about().seen.contents.title == "7b"
        pupil.asked_about().reject()
        pupil.gone(PackDialog)
        watch.deleteLater()


def test_a_long_pack_can_be_stopped_and_nothing_is_joined(
    pupil: Pupil, teacher: Teacher, monkeypatch: pytest.MonkeyPatch
) -> None:
    from carrel.base.work import Progress  # noqa: PLC0415
    from carrel.flows.classes import open_pack  # noqa: PLC0415

    def slow(kit, seen, cancel):  # type: ignore[no-untyped-def]
        yield Progress("Reading cells.pdf", 1, 3)
        cancel.wait(60)
        cancel.check()

    monkeypatch.setattr(open_pack, "_papers", slow)
    teacher.asks()
    dialog = pupil.open(teacher.gives())
    pupil.hand.qtbot.keyClicks(dialog.code, CODE)
    pupil.hand.qtbot.keyClick(dialog.code, Qt.Key.Key_Return)
    pupil.hand.until(lambda: dialog.words.text() == "Reading cells.pdf")
    assert dialog.stop.isVisible()
    assert not dialog.take.isEnabled()
    pupil.hand.qtbot.mouseClick(dialog.stop, Qt.MouseButton.LeftButton)
    pupil.settle()
    assert dialog.take.isEnabled(), "it can be taken after all"
    assert joined(pupil) == []
    dialog.reject()
    pupil.gone(PackDialog)


def test_whoever_is_in_a_class_finds_it_in_the_list_at_the_next_start(
    sit: Callable[[], Pupil], desk: Desk, teacher: Teacher, stamp: CountingStamp
) -> None:
    teacher.asks()
    one = sit()
    one.join(teacher.gives())
    one.window.close()
    again = Pupil(desk())
    again.hand.until(lambda: line(again).isVisible())


def _work(teacher: Teacher) -> Path:
    """Something that only looks like sealed results: what is in it is for the teacher's key."""
    from carrel.classroom import sealing  # noqa: PLC0415

    path = teacher.share / f"work{hand_back.SUFFIX}"
    path.write_bytes(sealing.seal(b"work", sealing.public_key(sealing.new_private_key())))
    return path
