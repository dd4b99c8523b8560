"""The sample desk, once for all tests that only look at it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from carrel.flows.draft.model import Decision
from tests.conftest import CountingStamp
from tests.flows.conftest import kit_in
from tests.flows.draft.shop import SAMPLE, Shop, Ticket, open_shop, tickets


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """The sample desk in a store of its own."""
    home = tmp_path_factory.mktemp("shop")
    with kit_in(home / "home", CountingStamp()) as kit:
        yield open_shop(kit, home / "sample")


@pytest.fixture(scope="session")
def forty(shop: Shop) -> list[tuple[Ticket, Decision]]:
    """The tickets of the sample, each with what was decided."""
    return [(ticket, shop.decide(ticket.thread)) for ticket in tickets(shop.desk, SAMPLE / "tickets")]
