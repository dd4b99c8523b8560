"""A kit with the small pack or with Foundations in it, and acts in one word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from carrel.assessment.attempts import tables
from carrel.base.files import resource
from carrel.base.work import Cancel
from carrel.flows import pack_shelf, practise
from carrel.flows.kit import Kit
from carrel.flows.standing import Standing
from tests.conftest import CountingStamp
from tests.flows.conftest import kit_in
from tests.library.packs.kit import good, written


@dataclass
class Practising:
    """One learner's session, driven in single words."""

    kit: Kit
    stamp: CountingStamp
    now: Standing | None = None

    @property
    def at(self) -> Standing:
        """Where it stands."""
        assert self.now is not None
        return self.now

    def begin(self, wish: practise.Wish) -> Standing:
        """Begin a session."""
        self.now = practise.begin(self.kit, wish)
        return self.now

    def lie_at(self, item: str, wish: practise.Wish) -> Standing:
        """Begin a session with this item open."""
        session = self.begin(wish).session
        with self.kit.store.writing() as db:
            tables.keep_standing(db, replace(tables.session(db, session), item=item, seen=(item,)))
        self.now = practise.resume(self.kit, session)
        return self.at

    def answer(self, said: object) -> Standing:
        """Answer the item."""
        self.now = practise.attempt(self.kit, self.at.session, said)
        return self.now

    def hint(self, *, after: float = 60) -> Standing:
        """Take a hint, so many seconds later."""
        self.stamp.pass_time(seconds=after)
        self.now = practise.hint(self.kit, self.at.session)
        return self.now

    def give_up(self) -> Standing:
        """See the solution."""
        self.now = practise.give_up(self.kit, self.at.session)
        return self.now

    def go_on(self) -> Standing:
        """The next item."""
        self.now = practise.go_on(self.kit, self.at.session)
        return self.now

    @property
    def item(self) -> str:
        """The id of the item that lies open."""
        assert self.at.item is not None
        return self.at.item.id


def install(kit: Kit, folder: Path) -> None:
    """Install the pack in this folder."""
    list(pack_shelf.install(kit, folder, Cancel()))


@pytest.fixture
def practising(kit: Kit, stamp: CountingStamp, tmp_path: Path) -> Practising:
    """A session to be, with the small pack."""
    install(kit, written(good(), tmp_path / "pack"))
    return Practising(kit, stamp)


@pytest.fixture(scope="module")
def foundations(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practising]:
    """A session to be, with Foundations; the tests of a module share it."""
    stamp = CountingStamp()
    with kit_in(tmp_path_factory.mktemp("foundations"), stamp) as kit:
        install(kit, resource("packs/foundations"))
        yield Practising(kit, stamp)


def fresh(practising: Practising) -> Practising:
    """Another session of the same learner."""
    return replace(practising, now=None)
