"""Paints the page of feedback in its states, to be looked at: ``python -m tests.ui.screens_feedback OUT_DIR``."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from carrel.base.work import Progress
from carrel.flows.classes.feedback import queue
from carrel.ui.application import make_application
from carrel.ui.jobs import Jobs
from carrel.ui.notices import NoticeBar
from carrel.ui.panes.teach.feedback import FeedbackPage
from carrel.ui.theme import Theme
from tests.library.packs.kit import good, written
from tests.ui.desk import make_kit
from tests.ui.practice_desk import install
from tests.ui.screens import Album
from tests.ui.teach.feedback_desk import furnish

SIZE = (1280, 800)


def rest(seconds: float = 0.25) -> None:
    """Let everything come to its place."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.005)


@contextmanager
def opened(
    mode: str, *, percent: int = 100, size: tuple[int, int] = SIZE, there: bool = True
) -> Iterator[tuple[QWidget, FeedbackPage, NoticeBar]]:
    """The page alone in a window, with a class whose work is there."""
    with tempfile.TemporaryDirectory() as folder:
        kit = make_kit(Path(folder) / "home")
        install(kit, written(good(), Path(folder) / "pack"))
        room = furnish(kit) if there else furnish(kit, ())
        theme = Theme(mode, percent)
        theme.apply()
        jobs = Jobs()
        page, notices, window = FeedbackPage(kit, jobs, theme), NoticeBar(), QWidget()
        window.setObjectName("teachPane")
        column = QVBoxLayout(window)
        pad = theme.size("space_large")
        column.setContentsMargins(pad, pad, pad, pad)
        column.addWidget(notices)
        column.addWidget(page, 1)
        page.told.connect(notices.show_notice)
        window.resize(*size)
        window.show()
        page.show_class(room)
        rest(0.6)
        yield window, page, notices
        window.close()
        window.deleteLater()
        jobs.close()
        rest(0.05)
        theme.deleteLater()
        kit.store.close()


class FeedbackAlbum(Album):
    """Keeps pictures of the page."""

    def states(self, name: str, mode: str, *, percent: int = 100, size: tuple[int, int] = SIZE) -> None:
        """Nothing yet, drafts, a contested verdict, an edited one with what follows, and a decision."""
        with opened(mode, percent=percent, size=size) as (window, page, _notices):
            self.keep(window, f"{name}-empty")
            page.draft_all()
            rest(1.0)
            page.list.setFocus(Qt.FocusReason.TabFocusReason)
            rest()
            self.keep(window, f"{name}-drafts")
            for line in range(4):
                page.list.choose(line)
                rest()
                self.keep(window, f"{name}-line-{line}")
            page.list.choose(1)
            page.entry.saying.take_focus()
            page.entry.saying.box.setPlainText("Have a look at the two heaps once more: what becomes of them?")
            rest()
            page.entry.verticalScrollBar().setValue(page.entry.verticalScrollBar().maximum())
            self.keep(window, f"{name}-edited")
            page.entry.saying.box.send_requested.emit()
            rest(1.0)
            self.keep(window, f"{name}-approved")
            page.list.choose(0)
            page.decide("partly", "You say that it gets bigger, and not yet how.")
            rest(1.0)
            self.keep(window, f"{name}-decided")
            page.busy.show_progress(Progress("Drafting feedback", 3, 12))
            rest()
            self.keep(window, f"{name}-busy")
            names = [one.feedback.id for one in page.shown if one.feedback.state == "draft"]
            queue.approve(page.kit, names[0])
            queue.set_aside(page.kit, names[1])
            page.show_class(page.classroom)
            rest(1.0)
            page.list.choose(len(page.shown) - 1)
            rest()
            self.keep(window, f"{name}-aside")


def main(out: Path) -> None:
    """Paint everything into the folder."""
    application = make_application()
    album = FeedbackAlbum(out)
    for mode in ("light", "dark"):
        album.states(mode, mode)
    album.states("contrast", "contrast_dark")
    for name, percent, size in (("200", 200, SIZE), ("narrow", 100, (420, 760))):
        album.states(name, "light", percent=percent, size=size)
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    album.states("mirrored", "light")
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
