"""Paints the desk in its states, to be looked at: ``python -m tests.ui.screens_desk OUT_DIR [STATE]``."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from carrel.base.files import resource
from carrel.base.work import Cancel
from carrel.flows.desks import desks, filling, tickets
from carrel.flows.desks.tickets import CameIn
from carrel.ui.application import make_application
from carrel.ui.panes.desk import DeskPane
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
        kit.settings.change(welcomed=True, theme=mode, text_percent=percent)
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


def main(out: Path, wanted: str = "") -> None:
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
            album.empty(name, mode, percent=percent, size=size)
            album.tickets(name, mode, percent=percent, size=size)
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
