"""Pictures that are kept as files: where a person wants them, or a sentence that says why not."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu

from tests.ui.progress.conftest import Opened


def test_a_picture_is_kept_where_one_wants_it_in_each_form(opened: Opened, tmp_path: Path) -> None:
    hand, pane = opened(20)
    pane.show_view("time")
    menu = hand.window.findChild(QMenu, "pictureSaveMenu")
    assert menu is not None
    for action, ending in zip(menu.actions(), ("png", "svg", "csv"), strict=True):
        assert isinstance(action, QAction)
        action.trigger()
        dialog = hand.window.findChild(QFileDialog, "saveDialog")
        assert dialog is not None
        assert Path(dialog.selectedFiles()[0]).name == f"Time spent.{ending}"
        path = tmp_path / f"kept.{ending}"
        dialog.fileSelected.emit(str(path))
        dialog.reject()
        hand.until(path.exists)
        hand.idle()
        assert path.read_bytes() == pane.picture.content(ending)
        assert pane.notices.notices[-1].what == f"Saved as {path}."
        hand.until(lambda: hand.window.findChild(QFileDialog, "saveDialog") is None)


def test_a_file_that_cannot_be_written_is_told_in_a_sentence(opened: Opened, tmp_path: Path) -> None:
    hand, pane = opened(20)
    path = tmp_path / "missing" / "kept.png"
    hand.window.progress.saving.keep(path, b"dots")
    hand.until(lambda: pane.notices.notices)
    (notice,) = pane.notices.notices
    assert notice.tone == "error"
    assert notice.what == f"The file {path} could not be written."
    assert notice.next_step
    assert not path.exists()
