"""Sends the statements of a class to the record store that its teacher named, once that was seen and agreed to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from carrel.base.words import _, counted
from carrel.base.work import Cancel, Progress
from carrel.exchange.xapi_post import Login, RecordStore, StoreConflict, StoreFailed, StoreRefused, StoreTooSmall
from carrel.flows.classes.statements import Statements
from carrel.settings.secrets import KeyRing

MOST_AT_ONCE, MOST_BYTES = 100, 500_000
"""Statements, and their bytes, in one request."""
PAUSES = (1.0, 4.0, 15.0)
"""Seconds before the same request is sent again after it was cut, or put off."""
LONGEST_PAUSE = 60.0
"""A record store that wants more is asked another time, by a person."""


@dataclass(frozen=True)
class Posted:
    """What came of it. taken: statements that the record store took now; known: those it had already."""

    taken: int
    known: int


def batches(told: Statements) -> list[range]:
    """Which statements go together into one request."""
    starts, size = [0], 0
    for at, line in enumerate(told.lines):
        if at > starts[-1] and (at - starts[-1] == MOST_AT_ONCE or size + len(line) > MOST_BYTES):
            starts.append(at)
            size = 0
        size += len(line)
    return [range(first, last) for first, last in pairwise([*starts, len(told.lines)])]


def post(
    told: Statements, store: RecordStore, login: Login, cancel: Cancel, pauses: Sequence[float] = PAUSES
) -> Iterator[Progress | Posted]:
    """Send them, in order; yields progress, and at last what came of it.

    Sent once more, they count once: their ids are always the same. Raises StoreFailed and StoreRefused, whose sentence
    says how many were taken until then, and Stopped.
    """
    sending = _Sending(told, store, login, cancel, tuple(pauses))
    for batch in batches(told):
        yield Progress(_("Sending"), batch.start, len(told.lines))
        try:
            sending.send(batch)
        except (StoreFailed, StoreRefused, StoreTooSmall) as error:
            error.what = f"{error.what} {sending.so_far()}".rstrip()
            raise
    yield Progress(_("Sending"), len(told.lines), len(told.lines))
    yield Posted(sending.taken, sending.known)


def login_of(ring: KeyRing, store: RecordStore) -> Login | None:
    """The key that is kept for this record store; None for none."""
    kept = ring.find(_name(store))
    if kept is None:
        return None
    key, _newline, secret = kept.partition("\n")
    return Login(key, secret)


def keep_login(ring: KeyRing, store: RecordStore, login: Login) -> bool:
    """Keep the key for this record store in the key ring; tell whether it is kept beyond this session."""
    return ring.keep(_name(store), f"{login.key}\n{login.secret}")


def example(told: Statements) -> str:
    """The first statement, just as it would be sent, laid out to be read."""
    return json.dumps(json.loads(told.lines[0]), ensure_ascii=False, indent=1)


@dataclass
class _Sending:
    told: Statements
    store: RecordStore
    login: Login
    cancel: Cancel
    pauses: tuple[float, ...]
    taken: int = 0
    known: int = 0

    def send(self, batch: range) -> None:
        """Send these, in smaller pieces where the record store cannot take them together."""
        try:
            self._patiently(batch)
            self.taken += len(batch)
        except StoreConflict:
            # It took none of them, and does not say which it had.
            if len(batch) == 1:
                self.known += 1
            else:
                self._send_singly(batch)
        except StoreTooSmall:
            if len(batch) == 1:
                raise
            middle = batch.start + len(batch) // 2
            self.send(range(batch.start, middle))
            self.send(range(middle, batch.stop))

    def _send_singly(self, batch: range) -> None:
        for at in batch:
            self.send(range(at, at + 1))

    def _patiently(self, batch: range) -> None:
        lines = [self.told.lines[at] for at in batch]
        ids = [self.told.ids[at] for at in batch]
        for pause in (*self.pauses, None):
            self.cancel.check()
            try:
                self.store.post(lines, ids, self.login, self.cancel)
                return
            except StoreFailed as error:
                if pause is None or error.wait > LONGEST_PAUSE:
                    raise
                self.cancel.wait(max(pause, error.wait))

    def so_far(self) -> str:
        """How many the record store has by now; empty for none."""
        done = self.taken + self.known
        return counted("One statement is there already.", "{count} statements are there already.", done) if done else ""


def _name(store: RecordStore) -> str:
    return f"record store {store.address}"
