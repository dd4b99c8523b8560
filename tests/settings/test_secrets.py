"""A secret is kept in a real key ring, proved by reading it back, or for this session alone (P29)."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.backends.fail import Keyring as Fail
from keyring.backends.null import Keyring as Null
from keyring.errors import KeyringLocked

from carrel.settings.secrets import KeyRing


class Real(KeyringBackend):
    """A ring that works; its module is that of a real one."""

    priority = 1

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """What was kept."""
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Keep it no more."""
        del self.kept[service, username]


Real.__module__ = "keyring.backends.SecretService"


class Pretending(Real):
    """Says that it kept it, and did not."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Nothing."""


class Locked(Real):
    """Waits for nobody, and opens for nobody."""

    def get_password(self, service: str, username: str) -> str | None:
        """Refused."""
        raise KeyringLocked("locked")


class Silent(Real):
    """A bus that never answers, until the test lets go of it."""

    let_go = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        """Nothing for a long time."""
        self.let_go.wait(30)
        return None


class PlainFile(Real):
    """Keeps keys in a file; it calls itself a key ring."""


PlainFile.__module__ = "keyrings.alt.file"
for _kind in (Pretending, Locked, Silent):
    _kind.__module__ = Real.__module__


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[KeyringBackend]]:
    """The ring of the system: whatever stands first in this list."""
    rings: list[KeyringBackend] = [Real()]
    monkeypatch.setattr(keyring, "get_keyring", lambda: rings[0])
    yield rings
    Silent.let_go.set()
    for thread in threading.enumerate():
        if thread.name == "key-ring":
            thread.join(10)
    Silent.let_go.clear()


def test_a_real_ring_keeps_it_and_gives_it_back_to_the_next_session(ring: list[KeyringBackend]) -> None:
    assert KeyRing().keep("store", "s3cr3t")
    assert KeyRing().find("store") == "s3cr3t"
    KeyRing().forget("store")
    assert KeyRing().find("store") is None


@pytest.mark.parametrize("kind", [Fail, Null, PlainFile, Pretending, Locked, Silent])
def test_any_other_ring_keeps_it_for_this_session_and_says_so(
    ring: list[KeyringBackend], kind: type[KeyringBackend]
) -> None:
    ring[0] = kind()
    here = KeyRing(patience=0.2)
    assert not here.keep("store", "s3cr3t")
    assert here.find("store") == "s3cr3t"
    assert KeyRing(patience=0.2).find("store") is None
    here.forget("store")
    assert here.find("store") is None


def test_nothing_reaches_a_ring_that_writes_plain_files(ring: list[KeyringBackend]) -> None:
    ring[0] = plain = PlainFile()
    KeyRing().keep("store", "s3cr3t")
    assert plain.kept == {}


def test_the_real_one_in_a_chain_is_taken(ring: list[KeyringBackend], monkeypatch: pytest.MonkeyPatch) -> None:
    plain, real = PlainFile(), Real()
    monkeypatch.setattr(ChainerBackend, "backends", [plain, real])
    ring[0] = ChainerBackend()  # type: ignore[no-untyped-call]
    assert KeyRing().keep("store", "s3cr3t")
    assert (list(plain.kept.values()), list(real.kept.values())) == ([], ["s3cr3t"])
