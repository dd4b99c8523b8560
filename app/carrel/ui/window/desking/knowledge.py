"""What a desk answers from is brought in: looked through first, kept when a person says so, undone when they wish."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from carrel.base.show import beside
from carrel.base.words import _, counted
from carrel.base.work import Cancel
from carrel.desk.model import Columns, PastCase, Product
from carrel.flows.desks import bringing, filling, texts
from carrel.flows.desks.bringing import CasesLook, CatalogueLook
from carrel.flows.desks.texts import DeskText, TextKind
from carrel.flows.read_in import Failed, Read
from carrel.ui.panes.desk.knowledge import ArticlesPage, CasesPage, CataloguePage, TextsPage
from carrel.ui.panes.desk.knowledge.articles import ENDINGS
from carrel.ui.window.desking.work import DeskDoing

if TYPE_CHECKING:
    from carrel.desk.model import Desk

_MOST_TOLD = 3
_TABLES = ("*.csv", "*.tsv", "*.txt")


class Articles(QObject):
    """Documents become articles of a desk."""

    def __init__(self, doing: DeskDoing, page: ArticlesPage) -> None:
        super().__init__(page)
        self._doing = doing
        page.files_requested.connect(self.ask_for_files)
        page.files_given.connect(self.take)

    def ask_for_files(self) -> None:
        """Let a person choose documents."""
        dialog = self._doing.file_dialog(
            _("Bring in articles"), "articleFileDialog", QFileDialog.FileMode.ExistingFiles
        )
        endings = " ".join(f"*{one}" for one in ENDINGS)
        dialog.setNameFilters([f"{_('Documents')} ({endings})", f"{_('All files')} (*)"])
        dialog.filesSelected.connect(lambda paths: self.take([Path(path) for path in paths]))
        self._doing.open(dialog)

    def take(self, paths: Sequence[Path]) -> None:
        """Read them in; what cannot be read is told by its name."""
        desk = self._doing.pane.desk
        read: list[Read] = []
        failed: list[Failed] = []

        def each(step: object) -> None:
            if isinstance(step, Read):
                read.append(step)
            elif isinstance(step, Failed):
                failed.append(step)

        def work(cancel: Cancel) -> Iterator[object]:
            return filling.import_documents(self._doing.kit, desk, paths, cancel)

        self._doing.bring(work, each, lambda: self._tell(read, failed))

    def _tell(self, read: Sequence[Read], failed: Sequence[Failed]) -> None:
        wrong = [f"{beside(one.file.name)}: {one.error.what} {one.error.next_step}" for one in failed[:_MOST_TOLD]]
        if len(failed) > _MOST_TOLD:
            wrong.append(counted("And {count} more.", "And {count} more.", len(failed) - _MOST_TOLD))
        said = counted("{count} article was brought in.", "{count} articles were brought in.", len(read))
        self._doing.tell(said, " ".join(wrong), tone="hint" if failed else "quiet")


class Texts(QObject):
    """New procedures and macros are begun."""

    def __init__(self, doing: DeskDoing, pages: Sequence[TextsPage]) -> None:
        super().__init__(doing.pane)
        self._doing = doing
        for page in pages:
            page.new_requested.connect(partial(self.ask, page))

    def ask(self, page: TextsPage, kind: TextKind) -> None:
        """Let a person say what it is for."""
        from carrel.ui.dialogs.desk.naming import TitleDialog  # noqa: PLC0415 - not for the first paint

        doing = self._doing
        words = _("New procedure") if kind == "procedure" else _("New macro")
        dialog = TitleDialog(words, doing.theme, doing.window)

        def made(one: DeskText) -> None:
            page.choose(one.name)
            page.box.setFocus()

        def keep(title: str) -> None:
            doing.keep(dialog, partial(texts.begin, doing.kit, doing.pane.desk, kind, title), made)

        dialog.given.connect(keep)
        doing.open(dialog)


class Catalogue(QObject):
    """A table becomes the catalogue, once a person saw which column is what."""

    def __init__(self, doing: DeskDoing, page: CataloguePage) -> None:
        super().__init__(page)
        self._doing = doing
        page.file_requested.connect(self.ask_for_file)
        page.file_given.connect(self.look)

    def ask_for_file(self) -> None:
        """Let a person choose a table."""
        _ask_for_table(self._doing, _("Bring in a catalogue"), "catalogueFileDialog", self.look)

    def look(self, path: Path) -> None:
        """Show what this table would bring."""
        desk = self._doing.pane.here
        if desk is not None:
            self._doing.do(partial(bringing.open_catalogue, desk, path), partial(self._show, desk))

    def _show(self, desk: Desk, look: CatalogueLook) -> None:
        from carrel.ui.dialogs.desk.catalogue import CatalogueDialog  # noqa: PLC0415 - not for the first paint

        doing = self._doing
        dialog = CatalogueDialog(look, doing.theme, doing.window)

        def again(said: Columns) -> None:
            doing.jobs.fetch(partial(bringing.look_at_catalogue, desk, look, said), dialog.show_look, dialog.say_error)

        def keep(products: Sequence[Product]) -> None:
            doing.keep(
                dialog, partial(bringing.keep_catalogue, doing.kit, desk, products), partial(kept, len(products))
            )

        def kept(count: int, before: Sequence[Product]) -> None:
            said = counted("The catalogue has {count} product now.", "The catalogue has {count} products now.", count)
            doing.tell_undoable(said, partial(bringing.keep_catalogue, doing.kit, desk, before))

        dialog.columns_chosen.connect(again)
        dialog.kept.connect(keep)
        doing.open(dialog)


class Cases(QObject):
    """Solved cases come in from a table."""

    def __init__(self, doing: DeskDoing, page: CasesPage) -> None:
        super().__init__(page)
        self._doing = doing
        page.file_requested.connect(self.ask_for_file)
        page.file_given.connect(self.look)

    def ask_for_file(self) -> None:
        """Let a person choose a table."""
        _ask_for_table(self._doing, _("Bring in solved cases"), "casesFileDialog", self.look)

    def look(self, path: Path) -> None:
        """Show what this table would bring."""
        desk = self._doing.pane.here
        if desk is not None:
            self._doing.do(partial(bringing.open_cases, path), partial(self._show, desk))

    def _show(self, desk: Desk, look: CasesLook) -> None:
        from carrel.ui.dialogs.desk.incoming import IncomingDialog  # noqa: PLC0415 - not for the first paint

        doing = self._doing
        dialog = IncomingDialog(_("Bring in solved cases"), doing.theme, doing.window)
        many = counted("{count} solved case", "{count} solved cases", len(look.pairs))
        said = _("{file}: {cases}.").format(file=beside(look.file), cases=many)
        dialog.show_found([said], look.faults, ready=True)

        def kept(new: Sequence[PastCase]) -> None:
            told = counted("{count} solved case is new.", "{count} solved cases are new.", len(new))
            doing.tell_undoable(told, partial(bringing.remove_cases, doing.kit, [one.id for one in new]))

        dialog.given.connect(lambda: doing.keep(dialog, partial(bringing.keep_cases, doing.kit, desk, look), kept))
        doing.open(dialog)


def _ask_for_table(doing: DeskDoing, title: str, name: str, look: Callable[[Path], None]) -> None:
    dialog = doing.file_dialog(title, name, QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([f"{_('Tables')} ({' '.join(_TABLES)})", f"{_('All files')} (*)"])
    dialog.fileSelected.connect(lambda path: look(Path(path)))
    doing.open(dialog)
