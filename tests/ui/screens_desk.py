"""Paints the desk in its states, to be looked at: ``python -m tests.ui.screens_desk OUT_DIR [LOOK [PART]]``."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from carrel.base.files import resource
from carrel.base.work import Cancel
from carrel.flows.desks import desks, filling, learning, tickets
from carrel.flows.desks.tickets import CameIn
from carrel.ui.application import make_application
from carrel.ui.panes.desk import DeskPane
from carrel.ui.panes.desk.knowledge import ArticlesPage, CataloguePage, TextsPage
from carrel.ui.panes.desk.tickets import TicketsPage
from carrel.ui.theme import Theme
from tests.ui.desk import make_kit
from tests.ui.screens import Album, Stage

SIZE = (1280, 800)


class DeskStage(Stage):
    """A window with the desk in its middle."""

    @property
    def pane(self) -> DeskPane:
        pane = self.window.desking.pane
        assert pane is not None
        return pane

    @property
    def tickets(self) -> TicketsPage:
        return next(one for one in self.pane.pages if isinstance(one, TicketsPage))

    def settle(self) -> None:
        """Wait until what is shown is what there is."""
        self.pump(lambda: False, 0.3)
        self.pump(lambda: self.pane.is_at_rest and not self.window.jobs.running, 60)
        self.pump(lambda: False, 0.3)


@contextmanager
def opened(
    mode: str, *, percent: int = 100, size: tuple[int, int] = SIZE, sample: bool = True, replies: tuple[str, ...] = ()
) -> Iterator[DeskStage]:
    """The place in a window, with the sample desk and its tickets."""
    with tempfile.TemporaryDirectory() as folder:
        kit = make_kit(Path(folder) / "home", replies)
        kit.settings.change(welcomed=True, theme=mode, text_percent=percent, model="qwen")
        if sample:
            for _step in filling.add_sample(kit, Cancel()):
                pass
            desk = desks.desk(kit)
            for came in tickets.take_in(kit, desk, [resource("desks/sample/tickets")], Cancel()):
                assert not isinstance(came, CameIn) or came.tickets
        theme = Theme(mode, percent)
        theme.apply()
        stage = DeskStage(kit, theme)
        stage.window.resize(*size)
        stage.window.show()
        stage.window.start()
        stage.window.open_place("desk")
        stage.settle()
        yield stage
        stage.window.close()
        stage.window.deleteLater()
        stage.rest(0.05)
        theme.deleteLater()
        kit.store.close()


class DeskAlbum(Album):
    """Keeps pictures of the desk."""

    def empty(self, name: str, mode: str, *, percent: int = 100, size: tuple[int, int] = SIZE) -> None:
        """Before there is a desk."""
        with opened(mode, percent=percent, size=size, sample=False) as stage:
            self.keep(stage.window, f"{name}-empty")

    def tickets(self, name: str, mode: str, *, percent: int = 100, size: tuple[int, int] = SIZE) -> None:
        """The tickets of the sample: each kind of draft, from its head to its end."""
        replies = ("Dear customer, your lamp is covered for 9 years and we will refund 500 €.",)
        with opened(mode, percent=percent, size=size, replies=replies) as stage:
            page = stage.tickets
            for one in page.tickets[:: max(1, len(page.tickets) // 5)]:
                page.list.choose(one.id)
                stage.settle()
                self.keep(stage.window, f"{name}-{one.source.rpartition('.')[0][:24]}")
            page.sheet.verticalScrollBar().setValue(page.sheet.verticalScrollBar().maximum())
            stage.rest()
            self.keep(stage.window, f"{name}-end")
            page.begin_new()
            stage.rest()
            self.keep(stage.window, f"{name}-new")

    def drafts(self, name: str, mode: str, *, percent: int = 100, size: tuple[int, int] = SIZE) -> None:
        """What a model says: cut, worded otherwise, refused, summed up; a macro; and a ticket that was solved."""
        replies = (
            "The voucher is valid for 9 years and we refund 500 €. A gift card is valid for 5 years from the day of"
            " purchase.",
            "Hello Jory! Good news: {1} {2} {3}",
        )
        with opened(mode, percent=percent, size=size, replies=replies) as stage:
            page = stage.tickets
            page.list.choose(next(one.id for one in page.tickets if one.source.startswith("08-")))
            stage.settle()
            page.answering.draft()
            stage.settle()
            page.sheet.ensureWidgetVisible(page.sheet.draft.cut)
            stage.rest()
            self.keep(stage.window, f"{name}-cut")
            box = page.sheet.draft
            box.reworded.show_reworded(
                "Warmer, it would read:",
                box.said,
                box.said.replace("A gift card is", "Lovely that you ask: a gift card is"),
            )
            stage.rest()
            page.sheet.ensureWidgetVisible(box.reworded)
            self.keep(stage.window, f"{name}-warmer")
            box.reworded.leave.click()
            page.macro_requested.emit(page.desk.macros[0].name if page.desk else "")
            stage.settle()
            page.sheet.ensureWidgetVisible(box.text)
            self.keep(stage.window, f"{name}-macro")
            box.text.replace("Dear Jory,\n\nwe paint lamps in any colour for a month in spring. It takes two weeks.")
            page.solved_requested.emit()
            stage.settle()
            self.keep(stage.window, f"{name}-solved")
            long = next(one for one in page.tickets if one.source.startswith("29-"))
            page.list.choose(long.id)
            stage.settle()
            page.answering.sum_up()
            stage.settle()
            self.keep(stage.window, f"{name}-summary")
            page.sheet.verticalScrollBar().setValue(page.sheet.verticalScrollBar().maximum())
            stage.rest()
            self.keep(stage.window, f"{name}-facts")

    def knowledge(self, name: str, mode: str, *, percent: int = 100, size: tuple[int, int] = SIZE) -> None:
        """Each page of what the desk answers from, and what is looked through before it comes in."""
        with opened(mode, percent=percent, size=size) as stage:
            kit = stage.window.kit
            first = tickets.tickets(kit, stage.pane.desk)[0]
            learning.solve(
                kit, first.id, "We paint lamps in any colour for a month in spring. It takes two weeks.", Cancel()
            )
            for page in stage.pane.pages[1:]:
                stage.pane.show_page(page)
                stage.settle()
                self.keep(stage.window, f"{name}-{page.objectName()}")
                if isinstance(page, TextsPage) and page.kind == "procedure":
                    page.box.setPlainText(page.box.toPlainText().replace("title =", "titel ="))
                    stage.rest()
                    self.keep(stage.window, f"{name}-faulty")
                    page.back.click()
                if isinstance(page, ArticlesPage):
                    page.list.choose(page.list.lines.lines[2].id)
                    stage.rest()
                    self.keep(stage.window, f"{name}-article")
                if isinstance(page, CataloguePage):
                    page.wish.setText("a warm white outdoor lamp under 50 €")
                    page.ask()
                    stage.settle()
                    self.keep(stage.window, f"{name}-wish")
                    table = Path(tempfile.mkdtemp()) / "lamps.csv"
                    table.write_text("Art;Bezeichnung;Preis\nA1;Lamp;10 €\n;Nameless;3\nA1;Twice;x\n", encoding="utf-8")
                    page.file_given.emit(table)
                    stage.settle()
                    self._dialog(stage, f"{name}-catalogue-in")
            stage.pane.settings_requested.emit()
            stage.settle()
            self._dialog(stage, f"{name}-settings")
            stage.pane.dropped.emit(resource("desks/sample"))
            stage.settle()
            self._dialog(stage, f"{name}-folder-in")

    def _dialog(self, stage: DeskStage, name: str) -> None:
        for dialog in stage.window.findChildren(QDialog):
            if dialog.isVisible():
                self.keep(dialog, name)
                dialog.reject()
        stage.rest()


def main(out: Path, wanted: str = "", part: str = "") -> None:
    """Paint everything into the folder."""
    application = make_application()
    album = DeskAlbum(out)
    states = {
        "light": ("light", 100, SIZE),
        "dark": ("dark", 100, SIZE),
        "200": ("light", 200, SIZE),
        "narrow": ("light", 100, (420, 760)),
        "mirrored": ("light", 100, SIZE),
    }
    for name, (mode, percent, size) in states.items():
        if wanted in ("", name):
            way = Qt.LayoutDirection.RightToLeft if name == "mirrored" else Qt.LayoutDirection.LeftToRight
            QApplication.setLayoutDirection(way)
            for paint in (album.empty, album.tickets, album.drafts, album.knowledge):
                if part in ("", paint.__name__):
                    paint(name, mode, percent=percent, size=size)
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
