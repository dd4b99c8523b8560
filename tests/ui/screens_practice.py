"""Paints practice in its states, to be looked at: ``python -m tests.ui.screens_practice OUT_DIR``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt

from carrel.assessment.model import Answer
from carrel.engine.scripted import ScriptedEngine
from carrel.flows import practise
from carrel.ui.application import make_application
from carrel.ui.panes.practice import PracticePane
from tests.ui.practice_desk import install, item_of, lying_at
from tests.ui.screens import Album, Stage, staged

KINDS: dict[str, tuple[str, Answer]] = {
    "choice": ("algebra.expressions.05", ""),
    "choice-long": ("ai.language-models.01", "It looks up the question in a list of facts and copies the answer"),
    "multiple": ("biology.cells.05", ("cell wall", "nucleus")),
    "true_false": ("ai.language-models.03", "true"),
    "numeric": ("earth-science.plate-tectonics.03", "60"),
    "expression": ("algebra.expressions.02", "8x - 5/2"),
    "text": ("earth-science.water-cycle.07", "evaporation"),
    "cloze": ("earth-science.water-cycle.10", ("salty", "snow", "", "")),
    "match": ("ai.language-models.04", {"token": "one of the numbers that training adjusts"}),
    "order": ("earth-science.plate-tectonics.10", ()),
    "open": ("ai.language-models.11", "It predicts the next word. It was built by clever people."),
}
"""An item of each kind, and an answer to it that is not right."""


WORDS = (
    "To undo a step is to do its opposite: you add what was subtracted. Which step of this equation came last?",
    "You wrote x = 8. Put it into the left side of the equation, and compare what you get with the right side.",
)
"""What a model says: to a question about an equation, and on a try."""


def pane_of(stage: Stage) -> PracticePane:
    """The pane, opened."""
    stage.window.stage.open("practice")
    stage.pump(lambda: not stage.window.jobs.running)
    stage.rest(0.3)
    assert stage.window.practising.pane is not None
    return stage.window.practising.pane


SPOKEN = "Look at what was done to $x$ last, and undo that first."
"""What the model says of a try."""


class PracticeAlbum(Album):
    """Keeps pictures of practice, in one look."""

    def __init__(
        self, out: Path, name: str, mode: str, percent: int = 100, size: tuple[int, int] = (1100, 800)
    ) -> None:
        super().__init__(out)
        self._name, self._mode, self._percent, self._size = name, mode, percent, size

    @contextmanager
    def desk(self, *, empty: bool = False) -> Iterator[Stage]:
        """A window with the lessons."""
        with staged(self._mode, [SPOKEN] * 60, percent=self._percent, size=self._size, chats=False) as stage:
            if not empty:
                install(stage.window.kit)
            if self._size[0] < 700:
                stage.rest(0.1)
            yield stage

    def shot(self, stage: Stage, name: str) -> None:
        """One picture, once everything is drawn."""
        stage.pump(lambda: not stage.window.jobs.running)
        stage.rest(0.5)
        self.keep(stage.window, f"{self._name}-{name}")

    def begin(self) -> None:
        """Nothing installed, and the page where practice begins."""
        with self.desk(empty=True) as stage:
            pane_of(stage)
            self.shot(stage, "empty")
        with self.desk() as stage:
            pane = pane_of(stage)
            self.shot(stage, "start-new")
            lying_at(stage.window.kit, "arithmetic.fractions.01", count=20)
            pane.refresh()
            self.shot(stage, "start")
            pane.start.search.setText("fract")
            self.shot(stage, "start-search")

    def kinds(self) -> None:
        """Each kind of item, open and tried."""
        with self.desk() as stage:
            kit, pane = stage.window.kit, pane_of(stage)
            for name, (item, answer) in KINDS.items():
                pane.resume(lying_at(kit, item))
                stage.pump(lambda: not pane.session.is_busy)
                assert pane.item.answer is not None
                if answer:
                    pane.item.answer.put(answer)
                    pane.item.answer.changed.emit()
                self.shot(stage, f"{name}-open")
                pane.acts.check.click()
                self.shot(stage, f"{name}-tried")

    def course(self) -> None:
        """Hints, the solution, disagreeing, the end, and a timed session."""
        with self.desk() as stage:
            kit, pane = stage.window.kit, pane_of(stage)
            item = "algebra.linear-equations.01"
            pane.resume(lying_at(kit, item, count=20))
            stage.pump(lambda: not pane.session.is_busy)
            for answer, name in (("x = 8", "wrong"), ("x = 9", "wrong-again")):
                pane.item.answer.put(answer)  # type: ignore[union-attr]  # there is one
                pane.acts.check.click()
                self.shot(stage, name)
                pane.acts.hint.click()
                self.shot(stage, f"{name}-hint")
            pane.item.feedback.disagree.click()
            pane.item.disagree.box.setPlainText("Nine times four is thirty-six, and that is near enough.")
            self.shot(stage, "disagree")
            pane.item.disagree.given.emit("Nine times four is thirty-six, and that is near enough.")
            self.shot(stage, "disagreed")
            pane.acts.solution.click()
            self.shot(stage, "solution")
            pane.acts.next.click()
            self.shot(stage, "next")
            now = pane.standing
            assert now is not None
            for _item in range(4):
                key = item_of(kit, now.item.id)["answers"] if now.item and now.item.kind == "expression" else [""]
                practise.attempt(kit, now.session, key[0])
                now = practise.go_on(kit, now.session)
            pane.head.end_requested.emit()
            self.shot(stage, "summary")
            pane.resume(lying_at(kit, item, timed=True))
            stage.pump(lambda: not pane.session.is_busy)
            self.shot(stage, "timed")

    def talk(self) -> None:
        """Asking about an item, before and after, and a model's words beside a verdict."""
        with self.desk() as stage:
            pane = pane_of(stage)
            engine = stage.window.kit.engines.engine()
            assert isinstance(engine, ScriptedEngine)
            engine.replies.clear()
            engine.replies.extend(WORDS)
            pane.resume(lying_at(stage.window.kit, "algebra.linear-equations.01"))
            stage.pump(lambda: not pane.session.is_busy)
            self.shot(stage, "talk-folded")
            pane.talk.open()
            pane.talk.box.setPlainText("What does it mean to undo a step?")
            self.shot(stage, "talk-open")
            pane.talk.send.click()
            self.shot(stage, "talk-asked")
            assert pane.item.answer is not None
            pane.item.answer.put("x = 8")
            pane.item.answer.changed.emit()
            pane.acts.check.click()
            self.shot(stage, "talk-phrased")

    def recap(self) -> None:
        """Ten tries in circles."""
        with self.desk() as stage:
            kit, pane = stage.window.kit, pane_of(stage)
            session = lying_at(kit, "algebra.linear-equations.01")
            for number in range(10):
                practise.attempt(kit, session, f"x = {number + 20}")
            pane.resume(session)
            self.shot(stage, "recap")
            bar = pane.item.verticalScrollBar()
            bar.setValue(bar.maximum())
            self.shot(stage, "recap-end")


def main(out: Path, only: str = "") -> None:
    """Paint everything into the folder, or one look."""
    application = make_application()
    looks = {
        "light": PracticeAlbum(out, "light", "light"),
        "dark": PracticeAlbum(out, "dark", "dark"),
        "contrast": PracticeAlbum(out, "contrast", "contrast_dark"),
        "200": PracticeAlbum(out, "200", "light", 200, (1280, 900)),
        "narrow": PracticeAlbum(out, "narrow", "light", 100, (360, 720)),
        "mirrored": PracticeAlbum(out, "mirrored", "light"),
    }
    for name, album in looks.items():
        if only and name != only:
            continue
        right = Qt.LayoutDirection.RightToLeft
        application.setLayoutDirection(right if name == "mirrored" else Qt.LayoutDirection.LeftToRight)
        album.begin()
        album.kinds()
        album.course()
        album.recap()
        album.talk()
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
