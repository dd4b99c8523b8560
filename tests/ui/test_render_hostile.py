"""Texts made to do harm are shown, quickly, and nothing is asked of the network or the disk."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QThreadPool, QUrl
from PySide6.QtGui import QTextDocument

from carrel.ui.render.code import warm_up
from carrel.ui.render.drawing import drawer
from carrel.ui.theme import Theme
from carrel.ui.widgets.body import Body
from tests.ui.payloads import PAYLOADS
from tests.ui.watch import Watch

FREEZE_S = 30
"""A guard against hangs, far above what any payload takes; the true times are printed by ``tests.ui.payloads``."""


@pytest.fixture(scope="module")
def watch() -> Watch:
    """One watch for all payloads."""
    return Watch()


@pytest.fixture
def body(theme: Theme, watch: Watch, monkeypatch: pytest.MonkeyPatch) -> Iterator[Body]:
    """The body of a message, watched."""
    warm_up()
    drawer().now((r"x^2 + \frac{1}{2}", False))
    made = Body(theme)
    made.resize(700, 400)
    made.show_text("```python\nx = 1\n```", markdown=True)  # its buttons have drawings
    made.arrange(700)
    monkeypatch.setattr(QTextDocument, "loadResource", lambda *asked: watch.seen.append(f"Qt {asked}"), raising=False)
    watch.seen.clear()
    watch.on = True
    yield made
    watch.on = False
    made.deleteLater()


@pytest.mark.parametrize("name", PAYLOADS)
@pytest.mark.parametrize("grows", [False, True], ids=["whole", "growing"])
def test_a_hostile_text_is_shown_and_opens_nothing(body: Body, watch: Watch, name: str, grows: bool) -> None:
    text = PAYLOADS[name]
    began = time.monotonic()
    if grows:
        body.begin_stream(text[: len(text) // 2])
        body.arrange(700)
        body.grow(text[len(text) // 2 :])
        body.finish_stream(text)
    else:
        body.show_text(text, markdown=True)
    body.resize(700, min(body.arrange(700), 2_000))
    body.grab()
    assert time.monotonic() - began < FREEZE_S
    QThreadPool.globalInstance().waitForDone(FREEZE_S * 1000)
    QCoreApplication.processEvents()
    assert watch.seen == []


def test_the_watch_sees_what_is_opened(watch: Watch) -> None:
    watch.seen.clear()
    watch.on = True
    with open("/etc/hostname", "rb"):
        pass
    watch.on = False
    assert watch.seen == ["open /etc/hostname"]


def test_a_body_loads_nothing_whoever_asks(body: Body) -> None:
    assert body.loadResource(2, QUrl("file:///etc/hostname")) is None
