"""A store for classes that are put into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from carrel.assessment.attempts.model import Attempt
from carrel.flows.kit import Kit
from tests.flows.classes.seeing.kit import Class, a_class, put

Make = Callable[..., Class]


@pytest.fixture
def make(kit: Kit) -> Make:
    """Makes the class of these pupils, with these tries."""

    def one(names: Sequence[str], *tries: Attempt, left: Sequence[str] = ()) -> Class:
        made = a_class(0, names, left)
        made.tries = list(tries)
        with kit.store.writing() as db:
            put(db, made)
        return made

    return one
