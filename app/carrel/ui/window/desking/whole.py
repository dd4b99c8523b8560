"""Desks are made, brought in from folders, called something else, and taken away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from carrel.base.show import beside
from carrel.base.words import _, counted
from carrel.flows.desks import desks
from carrel.ui.jobs import Work
from carrel.ui.window.desking.work import DeskDoing

if TYPE_CHECKING:
    from carrel.desk.model import Desk
    from carrel.desk.reading.settings import DeskSettings
    from carrel.flows.desks.filling import Added


class Whole(QObject):
    """Carries out what concerns a desk as a whole."""

    def __init__(self, doing: DeskDoing) -> None:
        super().__init__(doing.pane)
        self._doing = doing
        pane = doing.pane
        pane.sample_requested.connect(self.add_sample)
        pane.new_requested.connect(self.ask_for_new)
        pane.folder_requested.connect(self.ask_for_folder)
        pane.settings_requested.connect(self.ask_to_change)
        pane.remove_requested.connect(self.remove)
        pane.dropped.connect(self.look)
        pane.used.connect(lambda desk: doing.do(partial(desks.use, doing.kit, desk)))
        pane.stop_requested.connect(doing.stop)

    def add_sample(self) -> None:
        """Make the desk that comes along."""
        from carrel.flows.desks.filling import add_sample  # noqa: PLC0415 - not for the first paint

        self._bring(lambda cancel: add_sample(self._doing.kit, cancel))

    def ask_for_new(self) -> None:
        """Let a person make a desk."""
        self._ask(None)

    def ask_to_change(self) -> None:
        """Let a person change what the desk says of itself."""
        self._ask(self._doing.pane.here)

    def ask_for_folder(self) -> None:
        """Let a person choose the folder of a desk."""
        dialog = self._doing.file_dialog(_("Bring in a folder"), "deskFolderDialog", QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: self.look(Path(path)))
        self._doing.open(dialog)

    def look(self, path: Path) -> None:
        """Show what this folder would bring, before it does."""
        from carrel.flows.desks import filling  # noqa: PLC0415 - not for the first paint

        found: list[object] = []
        self._doing.bring(
            lambda cancel: filling.look(self._doing.kit, path, cancel),
            found.append,
            lambda: self._show_look(path, [one for one in found if isinstance(one, filling.Added)], found),
        )

    def remove(self) -> None:
        """Take the desk away; it comes back with Undo."""
        from carrel.ui.dialogs.ask import AskDialog  # noqa: PLC0415 - not for the first paint

        doing, here = self._doing, self._doing.pane.here
        if here is None:
            return
        question = _("Remove the desk “{title}”, with its tickets?").format(title=beside(here.title))
        more = _("You can undo it. After 30 days it is gone for good.")
        dialog = AskDialog(question, more, _("Remove"), doing.theme, doing.window)

        def gone(_done: object) -> None:
            said = _("The desk “{title}” was removed.").format(title=beside(here.title))
            doing.tell_undoable(said, partial(desks.put_back, doing.kit, here.id))

        dialog.accepted.connect(lambda: doing.do(partial(desks.remove, doing.kit, here.id), gone))
        doing.open(dialog)

    def _ask(self, here: Desk | None) -> None:
        from carrel.flows.behaviours.keeping import everything  # noqa: PLC0415 - not for the first paint

        def names() -> list[str]:
            return [one.behaviour.name for one in everything(self._doing.kit)]

        self._doing.do(names, partial(self._open_settings, here))

    def _open_settings(self, here: Desk | None, behaviours: Sequence[str]) -> None:
        from carrel.flows.desks import texts  # noqa: PLC0415 - not for the first paint
        from carrel.ui.dialogs.desk.settings import DeskDialog  # noqa: PLC0415 - not for the first paint

        doing = self._doing
        dialog = DeskDialog(
            texts.settings_of(here) if here is not None else None, behaviours, doing.theme, doing.window
        )

        def keep(said: DeskSettings) -> None:
            if here is None:
                doing.keep(dialog, lambda: texts.make(doing.kit, said), self._made)
            else:
                doing.keep(dialog, lambda: texts.set_settings(doing.kit, here.id, said))

        dialog.given.connect(keep)
        doing.open(dialog)

    def _made(self, made: Desk) -> None:
        self._doing.pane.show_desk(made.id)
        self._doing.pane.take_focus()
        self._doing.tell(
            _("The desk “{title}” was made.").format(title=beside(made.title)),
            _("Bring in what it answers from on the other pages, or paste a ticket."),
        )

    def _show_look(self, path: Path, looked: Sequence[Added], steps: Sequence[object]) -> None:
        from carrel.flows.desks.filling import add  # noqa: PLC0415 - not for the first paint
        from carrel.ui.dialogs.desk.incoming import IncomingDialog  # noqa: PLC0415 - not for the first paint

        if not looked:
            return
        doing, added = self._doing, looked[-1]
        dialog = IncomingDialog(_("Bring in a folder"), doing.theme, doing.window)
        title = beside(added.title)
        said = _("A new desk, “{title}”:") if added.is_new else _("The desk “{title}” is renewed:")
        renewed = _("What stands in the folder takes the place of what is called the same here.")
        failed = [_("{count} documents cannot be read.").format(count=added.failed)] if added.failed else []
        dialog.show_found(
            [said.format(title=title), *_counts(added), *failed, *([] if added.is_new else [renewed])],
            added.faults,
            ready=True,
        )

        def bring() -> None:
            dialog.accept()
            self._bring(lambda cancel: add(doing.kit, path, cancel))

        dialog.given.connect(bring)
        doing.open(dialog)

    def _bring(self, work: Work) -> None:
        from carrel.flows.desks.filling import Added  # noqa: PLC0415 - not for the first paint

        def each(step: object) -> None:
            if isinstance(step, Added) and step.desk is not None:
                self._tell_added(step)

        self._doing.bring(work, each)

    def _tell_added(self, added: Added) -> None:
        assert added.desk is not None
        said = _("The desk “{title}” is here.") if added.is_new else _("The desk “{title}” was renewed.")
        self._doing.pane.show_desk(added.desk.id)
        self._doing.pane.take_focus()
        self._doing.tell(said.format(title=beside(added.title)), ", ".join(_counts(added)) + ".")


def _counts(added: Added) -> list[str]:
    told = (
        counted("{count} article", "{count} articles", added.articles),
        counted("{count} procedure", "{count} procedures", added.procedures),
        counted("{count} product", "{count} products", added.products),
        counted("{count} macro", "{count} macros", added.macros),
        counted("{count} solved case", "{count} solved cases", added.cases),
    )
    return list(told)
