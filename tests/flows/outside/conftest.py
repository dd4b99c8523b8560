"""A house with a library, which the tests of a module share: they only ask."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from carrel.flows.kit import Kit
from tests.conftest import CountingStamp
from tests.flows.conftest import kit_in
from tests.flows.outside.school import open_school


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kit]:
    """A house with all lessons and some papers."""
    with kit_in(tmp_path_factory.mktemp("school"), CountingStamp()) as kit:
        open_school(kit)
        yield kit
