"""The settings and the first start, used as a person would."""

from __future__ import annotations

from dataclasses import fields

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QSpinBox, QWidget

from carrel.settings.file import Settings
from carrel.ui.actions import commands
from carrel.ui.widgets.parts import IconButton
from tests.ui.conftest import Desk


def test_the_settings_are_drawn_from_their_fields_and_hold_at_once(desk: Desk) -> None:
    hand = desk()
    dialog = hand.opened("settings", "settingsDialog")
    theme = dialog.findChild(QComboBox, "setting_theme")
    size = dialog.findChild(QSpinBox, "setting_text_percent")
    model = dialog.findChild(QComboBox, "setting_model")
    assert theme is not None
    assert size is not None
    assert model is not None
    assert dialog.findChild(QWidget, "setting_welcomed") is None
    assert (size.minimum(), size.maximum(), size.value()) == (80, 300, 100)
    assert [model.itemText(index) for index in range(model.count())] == ["Starter", "Qwen 3 1.7B"]
    theme.setCurrentIndex(theme.findData("dark"))
    hand.until(lambda: hand.window.theme.tokens.mode == "dark")
    size.setValue(150)
    hand.until(lambda: hand.window.theme.size("type_body") == 22)
    hand.gone(dialog)


def test_each_changed_setting_can_go_back_to_the_usual(desk: Desk) -> None:
    hand = desk()
    dialog = hand.opened("settings", "settingsDialog")
    reset = dialog.findChild(IconButton, "reset_text_percent")
    size = dialog.findChild(QSpinBox, "setting_text_percent")
    assert reset is not None
    assert size is not None
    assert not reset.isVisible()
    size.setFocus()
    size.setValue(150)
    hand.until(reset.isVisible)
    assert reset.accessibleName() == "Back to the usual: Text size in percent"
    reset.click()
    hand.until(lambda: hand.kit.settings.current.text_percent == 100)
    hand.until(lambda: size.value() == 100 and not reset.isVisible())
    hand.gone(dialog)


def test_every_setting_that_is_shown_says_what_it_changes(desk: Desk) -> None:
    hand = desk()
    dialog = hand.opened("settings", "settingsDialog")
    said = [label.text() for label in dialog.findChildren(QLabel)]
    for one in fields(Settings):
        editor = dialog.findChild(QWidget, f"setting_{one.name}")
        assert (editor is not None) is one.metadata["shown"]
        if editor is not None:
            assert one.metadata["label"] in said
            assert one.metadata["help"] in said
            assert editor.accessibleDescription() == one.metadata["help"]
    assert {one.metadata["group"] for one in fields(Settings) if one.metadata["shown"]} <= set(said)
    hand.gone(dialog)


def test_the_wheel_changes_no_setting_that_it_only_passes(desk: Desk) -> None:
    hand = desk()
    dialog = hand.opened("settings", "settingsDialog")
    size = dialog.findChild(QSpinBox, "setting_text_percent")
    theme = dialog.findChild(QComboBox, "setting_theme")
    assert size is not None
    assert theme is not None
    theme.setFocus()
    at = QPointF(size.rect().center())
    still, up = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    turned = QWheelEvent(
        at, size.mapToGlobal(at), QPoint(), QPoint(0, 120), still, Qt.KeyboardModifier.NoModifier, up, False
    )
    QApplication.sendEvent(size, turned)
    assert size.value() == 100
    hand.gone(dialog)


def test_the_width_of_the_text_reaches_the_chat_and_the_box(desk: Desk) -> None:
    hand = desk(["yes"])
    hand.say("hi")
    before = hand.find(QWidget, "composer").width()
    hand.window.set_setting("reading_width", "narrow")
    hand.until(lambda: hand.find(QWidget, "composer").width() < before)
    hand.window.set_setting("reading_width", "full")
    hand.until(lambda: hand.find(QWidget, "composer").width() > before)


def test_the_list_of_shortcuts_can_be_made_shorter(desk: Desk) -> None:
    hand = desk()
    dialog = hand.opened("shortcuts", "shortcutsDialog")
    search = dialog.findChild(QLineEdit, "shortcutsFilter")
    assert search is not None

    def shown() -> list[str]:
        return [one.text() for one in dialog.findChildren(QLabel, "keys") if one.isVisible()]

    assert len(shown()) == len(commands())
    hand.qtbot.keyClicks(search, "larger")
    assert shown() == ["Ctrl++"]
    search.setText("F2")
    assert shown() == ["F2"]
    search.setText("qqq")
    assert shown() == []
    hand.gone(dialog)


@pytest.mark.parametrize("name", ["startButton", "first_theme_light", "first_text_percent_100"])
def test_enter_starts_from_anywhere(desk: Desk, name: str) -> None:
    hand = desk(welcomed=False)
    hand.until(lambda: hand.find(QPushButton, "startButton").hasFocus())
    hand.find(QPushButton, name).setFocus()
    hand.key(Qt.Key.Key_Return)
    hand.until(lambda: hand.kit.settings.current.welcomed)
    hand.until(lambda: hand.find(QPushButton, "homeFoundations").hasFocus())
    hand.idle()


def test_the_arrows_choose_at_the_first_start(desk: Desk) -> None:
    hand = desk(welcomed=False)
    hand.until(lambda: hand.find(QPushButton, "startButton").hasFocus())
    hand.find(QPushButton, "first_theme_system").setFocus()
    for wanted in ("light", "dark", "contrast_light"):
        hand.key(Qt.Key.Key_Right)
        hand.until(lambda wanted=wanted: hand.kit.settings.current.theme == wanted)  # type: ignore[misc]
    hand.until(lambda: hand.window.theme.tokens.mode == "contrast_light")
    hand.key(Qt.Key.Key_Down)
    hand.until(lambda: hand.window.theme.tokens.mode == "contrast_dark")
    hand.press("startButton")
    hand.until(lambda: hand.kit.settings.current.welcomed)
