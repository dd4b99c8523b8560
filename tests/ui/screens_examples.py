"""Paints the page of examples and its dialogs, to be looked at: ``python -m tests.ui.screens_examples OUT_DIR``."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea

from carrel.base.work import Cancel
from carrel.examples.model import Place
from carrel.flows import asks, courses, grow, teach
from carrel.flows.examples import kept
from carrel.flows.kit import Kit
from carrel.ui.application import make_application
from carrel.ui.panes.shape.examples import ExamplesPage
from carrel.ui.theme import Theme
from carrel.ui.window import Window
from tests.ui.desk import Choices, make_kit
from tests.ui.screens import Album

SIZE = (1280, 800)
SAID = (
    "A river is a natural flowing watercourse, usually freshwater, flowing towards an ocean, a lake or another river."
)
BETTER = (
    "A river is water that flows downhill in a bed of its own.\n\nIt begins at a spring, and ends in a lake, in the "
    "sea, or in another river."
)


def rest(seconds: float = 0.25) -> None:
    """Let everything come to its place."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.005)


def furnish(kit: Kit) -> None:
    """A course with an example that came of a reply and was used, and others, one of them in Arabic."""
    course = courses.make(kit, "Geography of Rivers & Lakes").id
    place = Place("course", course)
    kept.add(
        kit,
        "How does a volcano form?",
        "Hot rock rises, and breaks through.\nWrite to amina@school.example.",
        place=place,
    )
    kept.add(kit, "ما هو النهر ولماذا يجري الماء فيه؟", "النهر ماء يجري إلى الأسفل في مجرى خاص به.", "جملة قصيرة.")
    kept.add(
        kit,
        "How does a volcano form??",
        "Hot rock rises, and breaks through!\nWrite to amina@school.example.",
        place=place,
    )
    steps = list(teach.say(kit, None, "What is a river?", Cancel()))
    replied = steps[-1]
    assert isinstance(replied, grow.Replied)
    asks.keep_better(kit, replied.message.id, BETTER, "Short sentences first; then where it begins and ends.")
    list(teach.say(kit, None, "What is a long river?", Cancel()))


@contextmanager
def opened(mode: str, *, percent: int = 100, there: bool = True, size: tuple[int, int] = SIZE) -> Iterator[Window]:
    """The window with the page in sight."""
    with tempfile.TemporaryDirectory() as folder:
        kit = make_kit(Path(folder) / "home", [SAID, "The Nile is long."])
        kit.settings.change(welcomed=True)
        if there:
            furnish(kit)
        theme = Theme(mode, percent)
        theme.apply()
        window = Window(kit, Choices(), theme)
        window.resize(*size)
        window.show()
        window.start()
        rest(0.5)
        window.shaping.open(ExamplesPage)
        rest(0.8)
        yield window
        window.close()
        window.deleteLater()
        rest(0.05)
        theme.deleteLater()
        kit.store.close()


class ExamplesAlbum(Album):
    """Keeps pictures of the page and its dialogs."""

    def states(self, name: str, mode: str, *, percent: int = 100) -> None:
        """Nothing yet, one example, what it changed, another in Arabic, an example that is written, a dataset."""
        with opened(mode, percent=percent, there=False) as window:
            self.keep(window, f"{name}-empty")
        with opened(mode, percent=percent) as window:
            page = window.shaping.open(ExamplesPage)
            assert isinstance(page, ExamplesPage)
            self.keep(window, f"{name}-one")
            page.view.changes.click()
            rest()
            self.keep(window, f"{name}-difference")
            page.list.setCurrentIndex(page.list.lines.index(2))
            rest()
            self.keep(window, f"{name}-arabic")
            for button, dialog in ((page.view.edit, "exampleDialog"), (page.dataset, "datasetDialog")):
                button.click()
                rest(1.0)
                found = window.findChild(QDialog, dialog)
                assert found is not None
                self.keep(found, f"{name}-{dialog}")
                for area in found.findChildren(QScrollArea)[:1]:
                    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
                    rest()
                    self.keep(found, f"{name}-{dialog}-end")
                found.reject()
                rest()


def main() -> None:
    """Light and dark, with large words, and from the right."""
    application = make_application()
    album = ExamplesAlbum(Path(sys.argv[1]))
    album.states("light", "light")
    album.states("dark", "dark")
    album.states("large", "light", percent=200)
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    album.states("mirrored", "light")


if __name__ == "__main__":
    main()
