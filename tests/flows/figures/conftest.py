"""A kit with the lessons of Foundations in it, which the tests of a module share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from carrel.base.files import resource
from carrel.base.work import Cancel
from carrel.flows import pack_shelf
from carrel.flows.kit import Kit
from tests.conftest import CountingStamp
from tests.flows.conftest import kit_in


@pytest.fixture(scope="module")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kit]:
    """The kit; each test has learners of its own in it."""
    with kit_in(tmp_path_factory.mktemp("lessons"), CountingStamp()) as kit:
        list(pack_shelf.install(kit, resource("packs/foundations"), Cancel()))
        yield kit
