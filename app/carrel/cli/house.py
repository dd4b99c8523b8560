"""The house that a command works in, closed when it is done."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from carrel.flows.kit import Kit
from carrel.wiring import open_house


@contextmanager
def opened() -> Iterator[Kit]:
    """What every flow works with; raises what opening the store raises."""
    house = open_house(os.environ)
    try:
        yield house.kit
    finally:
        house.close()
