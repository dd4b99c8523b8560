"""A kit with the lessons of Foundations in it, which the tests of a module share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from carrel.base.files import resource
from carrel.base.places import Places
from carrel.base.work import Cancel
from carrel.engine.scripted import ScriptedEngine
from carrel.flows import pack_shelf
from carrel.flows.kit import Kit
from carrel.settings.file import SettingsFile
from carrel.store.db import Store
from tests.conftest import CountingStamp
from tests.flows.conftest import OneEngine


@pytest.fixture(scope="module")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kit]:
    """The kit; each test has learners of its own in it."""
    stamp = CountingStamp()
    places = Places.find({"CARREL_HOME": str(tmp_path_factory.mktemp("lessons"))}).make()
    with Store.open(places.data / "carrel.db", stamp) as store:
        settings = SettingsFile(places.settings / "settings.json")
        kit = Kit(places, stamp, store, settings, OneEngine(ScriptedEngine()))
        list(pack_shelf.install(kit, resource("packs/foundations"), Cancel()))
        yield kit
