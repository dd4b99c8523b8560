"""Pupils are added, changed, noted as gone, and brought in from a list; their codes are written."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from carrel.base.show import beside
from carrel.base.words import _, counted
from carrel.classroom.classes.model import Pupil
from carrel.ui.window.doing import show_folder
from carrel.ui.window.teaching.desk import Desk

if TYPE_CHECKING:
    from carrel.exchange.rosters.api import RosterClass
    from carrel.flows.classes.rooms import Room
    from carrel.flows.classes.roster import Listed, Plan
    from carrel.ui.dialogs.classes.roster import RosterDialog
    from carrel.ui.panes.teach.pupils import PupilsPage


class People(QObject):
    """Carries out what is asked on the page of the pupils."""

    def __init__(self, desk: Desk, page: PupilsPage) -> None:
        super().__init__(desk.pane)
        self._desk, self._page = desk, page
        page.add_requested.connect(self._add)
        page.change_requested.connect(self._ask_to_change)
        page.leave_requested.connect(self._leave)
        page.back_requested.connect(self._take_back)
        page.list_requested.connect(self.ask_for_list)
        page.codes_requested.connect(self.ask_where)

    def ask_for_list(self) -> None:
        """Let a person choose the list of the class."""
        desk = self._desk
        dialog = desk.file_dialog(_("Bring in a list"), "rosterFileDialog", QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([f"{_('Lists of a class')} (*.csv *.tsv *.txt *.zip)", f"{_('All files')} (*)"])
        dialog.filesSelected.connect(lambda paths: self.bring([Path(path) for path in paths]))
        desk.open(dialog)

    def bring(self, paths: Sequence[Path]) -> None:
        """Look through a list, and show what it would change."""
        from carrel.flows.classes import roster  # noqa: PLC0415 - not for the first paint

        desk, classroom = self._desk, self._desk.pane.classroom
        desk.do(partial(roster.read, desk.kit, classroom, paths), self._show)

    def ask_where(self) -> None:
        """Let a person choose where the codes are written, and as what."""
        from carrel.flows.take_out import proposed_name  # noqa: PLC0415 - not for the first paint

        desk = self._desk
        dialog = desk.file_dialog(_("Save the codes"), "codesFileDialog", QFileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{_('A page to print and cut out')} (*.html)", f"{_('A table')} (*.csv)"])
        dialog.setDefaultSuffix("html")
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix("csv" if "csv" in chosen else "html"))
        dialog.selectFile(proposed_name(_("Codes of {title}").format(title=desk.title), "html"))
        dialog.fileSelected.connect(lambda path: self.write_codes(Path(path)))
        desk.open(dialog)

    def write_codes(self, path: Path) -> None:
        """Write them, over what is there; a person has said so."""
        from carrel.flows.classes import codes  # noqa: PLC0415 - not for the first paint

        desk, classroom = self._desk, self._desk.pane.classroom

        def tell(_path: object) -> None:
            said = _("Open it in a browser to print it.") if path.suffix.lower() in codes.PAGES else ""
            desk.tell(_("{file} was written.").format(file=path.name), said, show_folder(path))

        desk.do(partial(codes.write, desk.kit, classroom, path, replace=True), tell)

    def _add(self, name: str) -> None:
        from carrel.flows.classes import roster  # noqa: PLC0415 - not for the first paint

        desk, classroom = self._desk, self._desk.pane.classroom
        desk.do(partial(roster.add, desk.kit, classroom, name))

    def _ask_to_change(self, pupil: Pupil) -> None:
        from carrel.flows.classes import pupils  # noqa: PLC0415 - not for the first paint
        from carrel.ui.dialogs.classes.pupil import PupilDialog  # noqa: PLC0415 - not for the first paint

        desk = self._desk
        dialog = PupilDialog(pupil, self._page.groups, desk.theme, desk.window)

        def keep(name: str, groups: Sequence[str]) -> None:
            desk.keep(dialog, partial(pupils.change, desk.kit, pupil.id, name, groups))

        dialog.given.connect(keep)
        desk.open(dialog)

    def _leave(self, pupil: Pupil) -> None:
        from carrel.flows.classes import pupils  # noqa: PLC0415 - not for the first paint

        desk = self._desk

        def tell(_changed: object) -> None:
            said = _("{name} has left the class; what was done is kept.").format(name=beside(pupil.name))
            desk.tell_undoable(said, partial(pupils.leave, desk.kit, pupil.id, left=False))

        desk.do(partial(pupils.leave, desk.kit, pupil.id), tell)

    def _take_back(self, pupil: Pupil) -> None:
        from carrel.flows.classes import pupils  # noqa: PLC0415 - not for the first paint

        self._desk.do(partial(pupils.leave, self._desk.kit, pupil.id, left=False))

    def _show(self, listed: Listed) -> None:
        from carrel.ui.dialogs.classes.roster import RosterDialog  # noqa: PLC0415 - not for the first paint

        desk = self._desk
        dialog = RosterDialog(listed, desk.theme, desk.window)
        dialog.chosen.connect(partial(self._plan, dialog, listed))
        dialog.given.connect(partial(self._bring_in, dialog))
        desk.open(dialog)
        dialog.ask()

    def _plan(self, dialog: RosterDialog, listed: Listed, of: RosterClass) -> None:
        from carrel.flows.classes import roster  # noqa: PLC0415 - not for the first paint

        job = self._desk.jobs.prepare(lambda _cancel: iter((roster.planned(listed, of),)))
        shown = [dialog]
        dialog.finished.connect(lambda _result: shown.clear())  # it may be closed before the plan is made

        def show(plan: Plan) -> None:
            for one in shown:
                one.show_plan(plan)

        job.finished.connect(show)
        job.failed.connect(self._desk.fail)
        job.start()

    def _bring_in(self, dialog: RosterDialog, plan: Plan) -> None:
        from carrel.flows.classes import roster  # noqa: PLC0415 - not for the first paint

        desk, before = self._desk, {one.id for one in plan.room.pupils}

        def tell(found: Room) -> None:
            new = sum(one.id not in before for one in found.pupils)
            said = counted("One pupil is new in the class.", "{count} pupils are new in the class.", new)
            desk.tell(_("The list was brought in."), said if new else "")

        desk.keep(dialog, partial(roster.bring_in, desk.kit, plan), tell)
