"""The measuring of the window sees what it should."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from carrel.cli.bench import _fill
from carrel.ui import measure
from carrel.wiring import open_house


def test_a_frame_in_which_nobody_could_be_answered_is_seen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    frames = measure.Frames(window)
    blocked = QTimer(singleShot=True, interval=5)
    blocked.timeout.connect(lambda: time.sleep(0.08))
    blocked.start()
    qtbot.waitUntil(lambda: any(seconds >= 0.08 for seconds in frames.seconds))
    assert all(seconds >= 0.08 for seconds in frames.stop() if seconds > 0.07)


def test_an_answer_streams_into_the_long_chat_that_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: object
) -> None:
    monkeypatch.setattr(measure, "CHARACTERS", 400)
    _fill(tmp_path, 40)
    house = open_house({"CARREL_HOME": str(tmp_path)})
    seen = measure.measure(house)
    house.close()
    assert (seen["messages"], seen["characters"]) == (42, 400)
    assert seen["frames"] > 4
    assert 0 < seen["first_steps"] <= seen["longest"]
    assert seen["p99"] <= seen["longest"]
