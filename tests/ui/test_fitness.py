"""Testing a model in the Models window, and its card."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from carrel.base.stamp import Stamp
from carrel.base.work import Cancel, Delta, Progress
from carrel.engine.api import Answer, ChatRequest, EngineLost
from carrel.engine.models import STARTER
from carrel.engine.scripted import ScriptedEngine
from carrel.flows.probing.families import PROBES
from carrel.ui.dialogs.fitness import FitnessDialog
from carrel.ui.dialogs.models import ModelsDialog
from carrel.ui.theme import Theme
from carrel.ui.widgets.interval_bar import IntervalBar
from carrel.ui.window import Window
from tests.flows.fitness.perfect import Perfect
from tests.ui.conftest import Hand
from tests.ui.desk import make_kit
from tests.ui.fitness_desk import choices_with, some_card
from tests.ui.test_reach import nameless

KEY = f"here:{STARTER}"


class Testing:
    """A window with its Models window open, and one model in it."""

    __test__ = False

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        dialog = hand.opened("models", "modelsDialog")
        assert isinstance(dialog, ModelsDialog)
        self.dialog = dialog
        hand.idle()

    @property
    def words(self) -> str:
        """All that the card says."""
        face = self.dialog.pages[0].cards[0].face
        return " ".join([face.title, face.badge, *(text for text, _role in face.lines)])

    @property
    def offers(self) -> list[str]:
        """The names of its buttons."""
        return [press.name for press in self.dialog.pages[0].cards[0].face.presses]

    def press(self, name: str) -> None:
        """Press a button of the card."""
        card = self.dialog.pages[0].cards[0]
        next(one for one in card.buttons if one.objectName() == name).click()

    def shown(self) -> FitnessDialog:
        """The fitness card, opened."""
        self.press("showTest")
        found = self.dialog.findChild(FitnessDialog)
        assert found is not None
        return found


class Slow(Perfect):
    """Does everything right, and takes its time until somebody has seen it at work."""

    is_slow = True

    def chat(self, request: ChatRequest, cancel: Cancel) -> Iterator[Progress | Delta | Answer]:
        """Say what is right, after a while."""
        cancel.wait(0.05 if self.is_slow else 0)
        return super().chat(request, cancel)


Open = Callable[[ScriptedEngine], Testing]


@pytest.fixture
def testing(qtbot: QtBot, theme: Theme, tmp_path: Path, stamp: Stamp) -> Iterator[Open]:
    opened: list[Window] = []

    def open_with(engine: ScriptedEngine) -> Testing:
        kit = make_kit(tmp_path / "home", (), 0.0, stamp)
        kit.settings.change(welcomed=True, theme="light")
        window = Window(kit, choices_with(kit, stamp, engine), theme)
        opened.append(window)
        window.resize(1100, 760)
        window.show()
        window.start()
        window.stage.leave()
        hand = Hand(window, qtbot)
        hand.idle()
        return Testing(hand)

    yield open_with
    for window in opened:
        window.close()
        window.deleteLater()
        window.kit.store.close()


def test_a_model_is_tested_with_progress_and_its_card_is_shown(testing: Open) -> None:
    at = testing(Perfect())
    assert "Not tested here yet" in at.words
    at.press("testModel")
    at.hand.until(lambda: "showTest" in at.offers)
    assert "Tested. Yes: Talk in a chat, Explain beside a question" in at.words
    card = at.shown()
    rows = [one.accessibleName() for one in card.findChildren(QFrame, "fitnessProbe")]
    assert len(rows) == len(PROBES)
    assert rows[0].startswith("Answers in the form that is asked for: 8 of 8 (68–100 %). 8 of 8 answers")
    assert {one.text() for one in card.findChildren(QLabel, "fitnessState")} == {"yes"}
    assert card.findChildren(QLabel, "fitnessAsked") == []
    card.findChildren(QPushButton, "fitnessItems")[1].click()
    asked = [one.text() for one in card.findChildren(QLabel, "fitnessAsked")]
    assert (len(asked), asked[0]) == (10, "✓ How long is the stone pier of Ellmouth?")
    assert card.findChildren(QLabel, "fitnessReply")[0].text() == "“It is 310 metres long.” [1]"


def test_a_test_is_stopped_and_gone_on_with(testing: Open) -> None:
    engine = Slow()
    at = testing(engine)
    at.press("testModel")
    at.hand.until(lambda: "Quotes that stand: " in at.words)
    at.press("stopWork")
    at.hand.until(lambda: "showTest" in at.offers)
    engine.is_slow = False
    assert "Tested in part." in at.words
    card = at.shown()
    assert card.again.text() == "Go on with the test"
    card.again.click()
    at.hand.until(lambda: "Tested. Yes:" in at.words)
    assert [one.turns for one in engine.asked].count(engine.asked[0].turns) == 1


def test_a_whole_card_is_made_anew_only_when_it_is_asked_for(testing: Open) -> None:
    engine = Perfect()
    at = testing(engine)
    at.press("testModel")
    at.hand.until(lambda: "showTest" in at.offers)
    before = len(engine.asked)
    card = at.shown()
    assert card.again.text() == "Test it again"
    card.again.click()
    at.hand.until(lambda: len(engine.asked) == 2 * before and "showTest" in at.offers)


def test_what_goes_wrong_is_told_on_the_card(testing: Open) -> None:
    at = testing(ScriptedEngine([EngineLost("The model stopped by itself.", "Choose a smaller model.")] * 3))
    at.press("testModel")
    at.hand.until(lambda: "The model stopped by itself." in at.words)
    assert "testModel" in at.offers


def test_refusals_stand_with_their_reasons(qtbot: QtBot, theme: Theme, stamp: Stamp, testing: Open) -> None:
    at = testing(Perfect())
    card = FitnessDialog(some_card(stamp), "Qwen <b>3</b>", theme, at.dialog)
    roles = [one.accessibleName() for one in card.findChildren(QFrame, "fitnessRole")]
    assert roles[1] == (
        "Explain beside a question: no. It gave away 4 of 10 answers that it was told to keep, or made no sense."
    )
    assert nameless(card) == []
    rich = [one for one in card.findChildren(QLabel) if one.textFormat() is not Qt.TextFormat.PlainText]
    assert [one.text() for one in rich if one.text()] == []
    card.deleteLater()


def test_enter_begins_no_test(theme: Theme, stamp: Stamp, testing: Open) -> None:
    at = testing(Perfect())
    card = FitnessDialog(some_card(stamp), "Qwen", theme, at.dialog)
    asked: list[bool] = []
    card.again_requested.connect(lambda: asked.append(True))
    card.open()
    at.hand.until(card.isVisible)
    assert card.focusWidget() is card.area
    at.hand.qtbot.keyClick(card.area, Qt.Key.Key_Return)
    assert asked == []
    card.close()
    card.deleteLater()


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_band_stands_between_the_ends_of_the_interval(theme: Theme, qtbot: QtBot, mirrored: bool) -> None:
    bar = IntervalBar(theme, 0.5, (0.25, 0.75), "5 of 10 (25–75 %)")
    qtbot.addWidget(bar)
    bar.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
    bar.resize(401, 12)
    lopsided = IntervalBar(theme, 0.9, (0.8, 1.0), "9 of 10")
    qtbot.addWidget(lopsided)
    lopsided.setLayoutDirection(bar.layoutDirection())
    lopsided.resize(401, 12)
    assert (bar.span().left(), bar.span().right()) == (100.5, 300.5)
    assert (lopsided.span().left() < 200) is mirrored
    assert bar.accessibleName() == "5 of 10 (25–75 %)"
    assert not bar.grab().isNull()


def test_large_text_is_not_cut(theme: Theme, stamp: Stamp, testing: Open) -> None:
    at = testing(Perfect())
    theme.choose("light", 200)
    card = FitnessDialog(some_card(stamp, whole=False), "Qwen", theme, at.dialog)
    card.resize(480, 700)
    card.open()
    at.hand.until(card.isVisible)
    room = card.area.viewport().width()
    for one in card.findChildren(QFrame, "fitnessProbe") + card.findChildren(QFrame, "fitnessRole"):
        assert one.geometry().right() <= room
        assert one.width() >= one.minimumSizeHint().width()
    assert card.findChild(QPushButton, "testAgain") is card.again
    theme.choose("light", 100)
    card.close()
    card.deleteLater()
