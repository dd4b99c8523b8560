"""What is asked on the page of behaviours is carried out: files come in, and go out."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from carrel.base.words import _
from carrel.ui.panes.shape.behaviours import BehavioursPage
from carrel.ui.window.doing import Doing, show_folder

if TYPE_CHECKING:
    from carrel.flows.behaviours.keeping import Incoming


class Behaving(QObject):
    """page: where it is asked."""

    def __init__(self, doing: Doing) -> None:
        super().__init__(doing.stage)
        self._doing = doing
        self.page = BehavioursPage(doing.kit, doing.jobs, doing.theme)
        self.page.bring_requested.connect(self.ask_for_file)
        self.page.given.connect(self.look_at)
        self.page.export_requested.connect(self.ask_where)

    def ask_for_file(self) -> None:
        """Let a person choose the file of a behaviour."""
        doing = self._doing
        dialog = doing.file_dialog(_("Bring in a behaviour"), "behaviourFileDialog", QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([f"{_('Behaviours')} (*.md)", f"{_('All files')} (*)"])
        dialog.fileSelected.connect(lambda path: self.look_at(Path(path)))
        doing.open(dialog)

    def look_at(self, path: Path) -> None:
        """Show what the file would bring in; nothing is kept until a person says so."""
        from carrel.flows.behaviours import keeping  # noqa: PLC0415 - not for the first paint

        self._doing.do(partial(keeping.looked_at, self._doing.kit, path), self._show)

    def ask_where(self, name: str) -> None:
        """Let a person choose where a behaviour is written."""
        doing = self._doing
        dialog = doing.file_dialog(_("Export the behaviour"), "exportBehaviourDialog", QFileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{_('Behaviours')} (*.md)"])
        dialog.setDefaultSuffix("md")
        dialog.selectFile(f"{name}.md")
        dialog.fileSelected.connect(lambda path: self.write(name, Path(path)))
        doing.open(dialog)

    def write(self, name: str, path: Path) -> None:
        """Write it there, over what is there; a person has said so."""
        from carrel.flows.behaviours import keeping  # noqa: PLC0415 - not for the first paint

        doing = self._doing

        def tell(written: Path) -> None:
            doing.tell(_("{file} was written.").format(file=written.name), "", show_folder(written))

        doing.do(partial(keeping.export, doing.kit, name, path, replace=True), tell)

    def _show(self, incoming: Incoming) -> None:
        from carrel.flows.behaviours import keeping  # noqa: PLC0415 - not for the first paint
        from carrel.ui.dialogs.behaviour import BehaviourDialog  # noqa: PLC0415 - not for the first paint

        doing, name = self._doing, incoming.behaviour.name
        dialog = BehaviourDialog(incoming, doing.theme, doing.window)

        def tell(number: int) -> None:
            former = incoming.former
            is_same = former is not None and former.version == number
            if is_same:
                said = _("“{name}” is as it was.")
            elif former is not None:
                said = _("“{name}” was changed; the former version is kept.")
            else:
                said = _("“{name}” is here now.")
            doing.tell(said.format(name=name))
            self.page.show_behaviour(name)

        dialog.given.connect(lambda: doing.keep(dialog, partial(keeping.take, doing.kit, incoming), tell))
        doing.open(dialog)
