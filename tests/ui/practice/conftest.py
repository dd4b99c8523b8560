"""A person who practises in the window, with the keyboard, and the lessons that come with Carrel."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.attempts.model import Attempt
from carrel.flows.standing import Standing
from carrel.ui.panes.practice import PracticePane
from carrel.ui.widgets.answers import AnswerWidget
from tests.conftest import CountingStamp
from tests.ui.conftest import Desk, Hand
from tests.ui.desk import make_kit
from tests.ui.practice_desk import install, lying_at


class Learner:
    """Somebody at a window, in the place for practice."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self.kit = hand.kit
        hand.window.activateWindow()
        hand.until(hand.window.isActiveWindow)
        if hand.window.stage.here != "practice":
            hand.window.actions_by_id["practice"].trigger()
        pane = hand.window.practising.pane
        assert pane is not None
        self.pane: PracticePane = pane
        self.settle()

    @property
    def at(self) -> Standing:
        """Where the session stands."""
        assert self.pane.standing is not None
        return self.pane.standing

    @property
    def answer(self) -> AnswerWidget:
        """What the item is answered with."""
        assert self.pane.item.answer is not None
        return self.pane.item.answer

    @property
    def focus(self) -> QWidget:
        """What has the focus."""
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus

    def settle(self) -> None:
        """Wait until nothing is being done, and everything has its place."""
        QApplication.processEvents()
        self.hand.until(lambda: not self.hand.window.jobs.running)

    def go_to(self, item: str, *, timed: bool = False) -> None:
        """Have this item open."""
        self.pane.resume(lying_at(self.kit, item, timed=timed))
        self.settle()
        assert self.at.item is not None
        assert self.at.item.id == item

    def type(self, text: str) -> None:
        """Type where the focus is."""
        QTest.keyClicks(self.focus, text)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is, and wait for what it brings."""
        QTest.keyClick(self.focus, key, modifier)
        self.settle()

    def enter(self) -> None:
        """Press Enter."""
        self.key(Qt.Key.Key_Return)

    def say(self, text: str) -> None:
        """Type this in place of what is there, and press Enter."""
        self.answer.take_focus()
        self.type(text)
        self.enter()

    def press(self, name: str) -> None:
        """Press a button."""
        self.hand.press(name)
        self.settle()

    def shown(self) -> str:
        """Every word that stands in a label of the pane and can be seen."""
        labels = self.pane.findChildren(QLabel)
        return "\n".join(one.text() for one in labels if one.isVisibleTo(self.pane))

    def kept(self) -> list[Attempt]:
        """All that was tried."""
        with self.kit.store.reading() as db:
            return attempts.attempts(db, "")


@pytest.fixture(scope="session")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the lessons in it, to be copied."""
    home = tmp_path_factory.mktemp("lessons") / "home"
    kit = make_kit(home, stamp=CountingStamp())
    install(kit)
    kit.settings.change(welcomed=True, theme="light")
    kit.store.close()
    return home


@pytest.fixture
def sit(desk: Desk, lessons: Path, tmp_path: Path, stamp: CountingStamp) -> Callable[[], Learner]:
    """Opens the window at practice; a second time at the same home, once the first window is closed."""
    shutil.copytree(lessons, tmp_path / "home")
    stamp.pass_time(hours=1)
    return lambda: Learner(desk())


@pytest.fixture
def learner(sit: Callable[[], Learner]) -> Learner:
    """Somebody who begins to practise."""
    return sit()
