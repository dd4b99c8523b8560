"""Paints the page of a teacher's own questions, to be looked at: ``python -m tests.ui.screens_questions OUT_DIR``."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from carrel.ui.application import make_application
from carrel.ui.dialogs.classes.question import QuestionDialog
from carrel.ui.jobs import Jobs
from carrel.ui.panes.teach.authoring import QuestionsPage
from carrel.ui.theme import Theme
from tests.ui.desk import make_kit
from tests.ui.screens import Album
from tests.ui.screens_feedback import SIZE, rest
from tests.ui.teach.questions_desk import ALL, CAPITAL, RIVER, WHY, furnish


@contextmanager
def opened(
    mode: str, *, percent: int = 100, size: tuple[int, int] = SIZE, there: bool = True
) -> Iterator[tuple[QWidget, QuestionsPage]]:
    """The page alone in a window, with questions or without."""
    with tempfile.TemporaryDirectory() as folder:
        kit = make_kit(Path(folder) / "home")
        room = furnish(kit, ALL if there else ())
        theme = Theme(mode, percent)
        theme.apply()
        jobs = Jobs()
        page, window = QuestionsPage(kit, jobs, theme), QWidget()
        window.setObjectName("teachPane")
        column = QVBoxLayout(window)
        pad = theme.size("space_large")
        column.setContentsMargins(pad, pad, pad, pad)
        column.addWidget(page)
        window.resize(*size)
        window.show()
        page.show_class(room)
        rest(0.6)
        yield window, page
        window.close()
        window.deleteLater()
        jobs.close()
        rest(0.05)
        theme.deleteLater()
        kit.store.close()


ARABIC: dict[str, Any] = {
    "kind": "choice", "prompt": "ما هي عاصمة النمسا؟",
    "choices": [{"text": "فيينا", "right": True}, {"text": "غراتس", "right": False, "feedback": "هي الثانية."}],
    "hints": ["تقع على نهر الدانوب."],
}  # fmt: skip
NUMBER: dict[str, Any] = {
    "kind": "numeric", "prompt": "A stone falls for 2 s. How fast is it? Take $g = 9.81\\,\\mathrm{m/s^2}$.",
    "answers": ["19.62"], "unit": "m/s", "tolerance": {"absolute": 0.1}, "check": "2 * 9.81",
    "hints": ["Speed grows by the same amount each second.", "$v = g \\cdot t$"], "solution": "$v = g t$",
}  # fmt: skip
HALF: dict[str, Any] = {**CAPITAL, "choices": [{"text": "Vienna", "right": False}, {"text": "Graz", "right": False}]}
FORMS = {"new": {}, "choice": CAPITAL, "half": HALF, "number": NUMBER, "open": WHY, "arabic": ARABIC, "words": RIVER}


class QuestionsAlbum(Album):
    """Keeps pictures of the page."""

    def states(self, name: str, mode: str, *, percent: int = 100, size: tuple[int, int] = SIZE) -> None:
        """Nothing yet, each question, and two answers that are tried."""
        with opened(mode, percent=percent, size=size, there=False) as (window, _page):
            self.keep(window, f"{name}-empty")
        with opened(mode, percent=percent, size=size) as (window, page):
            for line in range(len(ALL)):
                page.list.setCurrentIndex(page.list.model().index(line, 0))
                rest()
                self.keep(window, f"{name}-line-{line}")
            assert page.question.sandbox.answer is not None
            page.question.sandbox.answer.put("Because water always runs downhill.")
            page.question.sandbox.go.click()
            rest(0.5)
            page.question.verticalScrollBar().setValue(page.question.verticalScrollBar().maximum())
            self.keep(window, f"{name}-tried")

    def forms(self, name: str, mode: str, *, percent: int = 100, size: tuple[int, int] = SIZE) -> None:
        """The form with questions of several kinds, one not yet sound, and one that is tried."""
        with opened(mode, percent=percent, size=size) as (window, page):
            for said, raw in FORMS.items():
                dialog = QuestionDialog(raw, page.jobs, page.question.theme, window)
                dialog.resize(size[0] - 80, size[1] - 60)
                dialog.open()
                rest(0.6)
                if said == "number" and dialog.preview.sandbox.answer is not None:
                    dialog.preview.sandbox.answer.put("19.62")
                    dialog.preview.sandbox.go.click()
                    rest(0.3)
                if said == "half":
                    dialog.give()
                    rest(0.3)
                self.keep(dialog, f"{name}-form-{said}")
                area = dialog.findChild(QScrollArea, "questionForm")
                assert area is not None
                area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
                rest()
                self.keep(dialog, f"{name}-form-{said}-end")
                dialog.done(0)
                dialog.deleteLater()


def main(out: Path) -> None:
    """Paint everything into the folder."""
    application = make_application()
    album = QuestionsAlbum(out)
    for mode in ("light", "dark"):
        album.states(mode, mode)
        album.forms(mode, mode)
    for name, percent, size in (("200", 200, SIZE), ("narrow", 100, (420, 760))):
        album.states(name, "light", percent=percent, size=size)
        album.forms(name, "light", percent=percent, size=size)
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    album.states("mirrored", "light")
    album.forms("mirrored", "light")
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
