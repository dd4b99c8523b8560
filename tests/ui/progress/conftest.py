"""A window with lessons in it, and the progress pane in its middle."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from carrel.base.work import Cancel
from carrel.flows import pack_shelf
from carrel.ui.panes.progress import ProgressPane
from tests.flows.learners import live
from tests.library.packs.kit import good, written
from tests.ui.conftest import Desk, Hand

Opened = Callable[..., tuple[Hand, ProgressPane]]


@pytest.fixture
def opened(desk: Desk, tmp_path: Path) -> Opened:
    """Opens a window with the small pack, after so many tries, and shows progress in it."""

    def open_one(tries: int = 0, *, lessons: bool = True, seed: int = 3) -> tuple[Hand, ProgressPane]:
        hand = desk()
        if lessons:
            list(pack_shelf.install(hand.kit, written(good(), tmp_path / "pack"), Cancel()))
        if tries:
            live(hand.kit, "", seed, tries, items=9)
        hand.window.open_place("progress")
        pane = hand.window.progress.pane
        assert pane is not None
        hand.until(lambda: pane.is_at_rest and not hand.window.jobs.running)
        return hand, pane

    return open_one
