"""The line that says which folder is watched for a class, on a teacher's page and on a pupil's."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from carrel.base.show import isolated
from carrel.base.words import _
from carrel.classroom.watched.model import ClassFolder, Side
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label


class FolderLine(QWidget):
    """“Watched folder: none”, with a way to choose one and to stop.

    side: whose line it is, for the sentence beneath it. chosen: the path of a folder. stop_requested: none is to be
    watched any more.
    """

    chosen = Signal(str)
    stop_requested = Signal()

    def __init__(self, theme: Theme, side: Side) -> None:
        super().__init__()
        self.setObjectName("folderLine")
        self._says = label("", wrap=True, name="watchedFolder")
        self._why = label(_why(side), "muted", wrap=True)
        self._choose = button(_("Choose…"), "outline", "chooseFolder")
        self._choose.setAccessibleName(_("Choose the folder to watch"))
        self._stop = button(_("Stop"), "outline", "stopFolder")
        self._stop.setAccessibleName(_("Stop watching the folder"))
        self._choose.clicked.connect(self._ask)
        self._stop.clicked.connect(self.stop_requested)
        ways = Flow(theme.size("space_small"))
        ways.addWidget(self._choose)
        ways.addWidget(self._stop)
        words = QVBoxLayout()
        words.setSpacing(theme.size("space_small") // 2)
        words.addWidget(self._says)
        words.addWidget(self._why)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.size("space_medium"))
        line.addLayout(words, 3)
        line.addLayout(ways, 1)
        self.show_folder(None)

    def show_folder(self, folder: ClassFolder | None) -> None:
        """Say which it is; None for none."""
        place = isolated(folder.folder) if folder is not None else _("none")
        self._says.setText(_("Watched folder: {folder}").format(folder=place))
        had_focus = self._stop.hasFocus()
        self._stop.setVisible(folder is not None)
        if had_focus and folder is None:
            self._choose.setFocus()

    def _ask(self) -> None:
        dialog = QFileDialog(self.window(), _("Watch a folder for this class"))
        dialog.setObjectName("classFolderDialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _why(side: Side) -> str:
    if side == "teacher":
        return _("What pupils put there is taken in, and class packs can go there. Nothing in it is deleted.")
    return _(
        "What you do for this class is put there by itself, as a file that your teacher takes. New class packs there "
        "are shown to you. Nothing in it is deleted."
    )
