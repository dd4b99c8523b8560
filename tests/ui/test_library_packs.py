"""Course packs in the library's window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QPushButton

from tests.library.packs.kit import good as pack
from tests.library.packs.kit import written as pack_folder
from tests.ui.conftest import Desk
from tests.ui.shelf import choose, opened, said, settled, titles, written


def test_only_a_course_pack_counts_as_lessons_that_are_being_added(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    opened(hand)
    told: list[bool] = []
    hand.window.library.bringing.installing.connect(told.append)
    (file,) = written(tmp_path / "papers", "plain.txt")
    hand.window.library.bring([file])
    hand.until(lambda: not hand.window.library.bringing.is_busy)
    assert not any(told)
    hand.window.library.bringing.install(pack_folder(pack(), tmp_path / "pack"))
    assert told[-1]
    hand.until(lambda: not hand.window.library.bringing.is_busy)
    assert not told[-1]


def test_the_foundations_lessons_are_added_and_taken_away(desk: Desk) -> None:
    hand = desk()
    pane = opened(hand)
    hand.press("emptyFoundations")
    settled(hand)
    assert said(pane).startswith("Foundations was added:")
    assert "Foundations" in pane.list.lines.lines[0].quiet
    choose(pane, titles(pane)[0])
    assert not hand.find(QPushButton, "removeDocument").isEnabled()
    pane.bar.remove_pack_requested.emit("foundations")
    dialog = hand.window.findChild(QDialog, "askDialog")
    assert dialog is not None
    hand.press("askYes", dialog)
    hand.until(lambda: titles(pane) == [])
