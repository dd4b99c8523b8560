"""Files that a person keeps where they want them: pictures, tables and reports."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Notice


def usual_folder() -> str:
    """Where a person keeps documents; their home where there is no such folder: Qt takes its name for a file's then."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)
    return folder if Path(folder).is_dir() else home


class Saving:
    """window: whose dialogs these are. tell: shows a Notice; key: of all of them."""

    def __init__(self, jobs: Jobs, window: QWidget, tell: Callable[[Notice], None], *, key: str) -> None:
        self._jobs, self._window, self._tell, self._key = jobs, window, tell, key

    def ask(self, title: str, ending: str, content: bytes) -> None:
        """Let a person choose where to keep it."""
        from carrel.flows.take_out import proposed_name  # noqa: PLC0415 - not for the first paint

        folder = usual_folder()
        dialog = QFileDialog(self._window, _("Save {title}").format(title=title), folder)
        dialog.setObjectName("saveDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{ending.upper()} (*.{ending})")
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(proposed_name(title.replace(":", ","), ending))
        dialog.fileSelected.connect(lambda path: self.keep(Path(path), content))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def keep(self, path: Path, content: bytes) -> None:
        """Write the file, over what is there; a person has said so."""
        from carrel.flows.take_out import write_file  # noqa: PLC0415 - not for the first paint

        def tell(_path: object) -> None:
            said = _("Saved as {file}.").format(file=path)
            self._tell(Notice(said, tone="quiet", key=self._key))

        self._jobs.fetch(partial(write_file, path, content), tell, self._fail)

    def _fail(self, error: CarrelError) -> None:
        self._tell(Notice.of(error, key=self._key))
