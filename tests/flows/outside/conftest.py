"""A house with a library, which the tests of a module share: they only ask."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from carrel.base.places import Places
from carrel.engine.scripted import ScriptedEngine
from carrel.flows.kit import Kit
from carrel.settings.file import SettingsFile
from carrel.store.db import Store
from tests.conftest import CountingStamp
from tests.flows.conftest import OneEngine
from tests.flows.outside.school import open_school


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kit]:
    """A house with all lessons and some papers."""
    stamp = CountingStamp()
    places = Places.find({"CARREL_HOME": str(tmp_path_factory.mktemp("school"))}).make()
    with Store.open(places.data / "carrel.db", stamp) as store:
        settings = SettingsFile(places.settings / "settings.json")
        kit = Kit(places, stamp, store, settings, OneEngine(ScriptedEngine()))
        open_school(kit)
        yield kit
