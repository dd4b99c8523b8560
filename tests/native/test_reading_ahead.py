"""A pause while typing leaves little to read when the turn is sent (S4), with the starter model."""

from __future__ import annotations

from pathlib import Path

import pytest

from carrel.base.places import Places
from carrel.base.stamp import Stamp
from carrel.base.work import Cancel
from carrel.engine.api import Engine
from carrel.flows import attach, browse, prepare, teach
from carrel.flows.kit import Kit
from carrel.settings.file import SettingsFile
from carrel.store.db import Store
from tests.native.conftest import MakeEngine

pytestmark = pytest.mark.native

QUESTION = "What is photosynthesis, and why do plants need the light of the sun for it?"


class One:
    """Gives out one engine for every name."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def engine(self, model: str | None = None) -> Engine:
        """The one there is."""
        return self._engine

    def close(self) -> None:
        """Whoever made it closes it."""


def test_only_what_was_typed_after_the_pause_is_read(engine_for: MakeEngine, tmp_path: Path, stamp: Stamp) -> None:
    places = Places.find({"CARREL_HOME": str(tmp_path / "home")}).make()
    settings = SettingsFile(places.settings / "settings.json")
    settings.change(answer_tokens=16)
    with Store.open(places.data / "carrel.db", stamp) as store:
        kit = Kit(places, stamp, store, settings, One(engine_for("starter")))
        attach.attach_text(kit, "leaf.txt", "A leaf is green because of its chlorophyll. " * 20, "draft", None)
        for _meter in prepare.read_ahead(kit, None, Cancel(), QUESTION[:-1]):
            pass
        for step in teach.say(kit, None, QUESTION, Cancel()):
            if isinstance(step, teach.Said):
                chat = step.conversation.id
        timing = browse.thread(kit, chat)[-1].timing
    assert timing.prompt_tokens > 200
    assert timing.prompt_tokens - timing.reused_tokens <= 12  # the last words, and what ends the turn
