"""Statements go to one record store, once each, whatever it does; and nowhere without a word."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from carrel.base.errors import CarrelError, Stopped
from carrel.base.work import Cancel, Progress
from carrel.exchange.xapi_post import AddressRefused, Login, Patience, RecordStore, StoreFailed, StoreRefused
from carrel.flows.classes import posting
from carrel.flows.classes.posting import MOST_AT_ONCE, Posted, batches, post
from carrel.flows.classes.statements import Statements
from tests.flows.classes.record_store import Asked, Plan, StoreServer, honest, serving

pytestmark = pytest.mark.loopback

LOGIN = Login("the key", "s3cr3t")


@pytest.fixture
def server() -> Iterator[StoreServer]:
    """A record store."""
    with serving() as made:
        yield made


def some(count: int, size: int = 10) -> Statements:
    """So many statements, each with so many letters."""
    ids = tuple(f"id-{number}" for number in range(count))
    return Statements(tuple(json.dumps({"id": one, "said": "x" * size}).encode() + b"\n" for one in ids), ids, 1)


def posted(told: Statements, server: StoreServer, pauses: tuple[float, ...] = (0.0, 0.0)) -> Posted:
    """Send them; what came of it."""
    *_steps, last = post(told, server.store, LOGIN, Cancel(), pauses)
    assert isinstance(last, Posted)
    return last


def test_every_statement_arrives_once_with_the_key_and_the_version(server: StoreServer) -> None:
    told = some(2 * MOST_AT_ONCE + 5)
    steps = list(post(told, server.store, LOGIN, Cancel()))
    assert steps[-1] == Posted(len(told.ids), 0)
    assert [step.done for step in steps if isinstance(step, Progress)] == [0, 100, 200, 205]
    assert server.ids == list(told.ids)
    for asked in server.heard:
        assert asked.path == "/xapi/statements"
        assert asked.headers["X-Experience-API-Version"] == "1.0.3"
        assert asked.headers["Authorization"] == "Basic dGhlIGtleTpzM2NyM3Q="


def test_large_statements_go_in_smaller_batches() -> None:
    told = some(10, 200_000)
    assert [len(batch) for batch in batches(told)] == [2, 2, 2, 2, 2]
    assert [len(batch) for batch in batches(some(3, 900_000))] == [1, 1, 1]
    assert [len(batch) for batch in batches(some(250))] == [100, 100, 50]


def test_what_is_sent_again_is_known_and_counts_once(server: StoreServer) -> None:
    posted(some(5), server)
    assert posted(some(12), server) == Posted(7, 5)
    assert server.ids == list(some(12).ids)


def cut_before(asked: Asked) -> None:
    """The line is cut before anything was taken."""
    asked.connection.shutdown(socket.SHUT_RDWR)


def cut_after(asked: Asked) -> None:
    """All of them are taken, and the line is cut before that is said."""
    asked.take()
    asked.connection.shutdown(socket.SHUT_RDWR)


def cut_within(asked: Asked) -> None:
    """All of them are taken, and the line is cut within the answer."""
    body = asked.take()
    asked.send_response(200)
    asked.send_header("Content-Length", str(len(body)))
    asked.end_headers()
    asked.wfile.write(body[:3])
    asked.wfile.flush()
    asked.connection.shutdown(socket.SHUT_RDWR)


def silent(asked: Asked) -> None:
    """Nothing is answered."""
    asked.server.let_go.wait(10)


def dripping(asked: Asked) -> None:
    """The head of the answer comes letter by letter, without end."""
    try:
        asked.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not asked.server.let_go.wait(0.1):
            asked.wfile.write(b"x")
            asked.wfile.flush()
    except OSError:
        return


def garbage(asked: Asked) -> None:
    """The answer is no HTTP."""
    asked.wfile.write(b"220 mail.example ready\r\n")


def said(status: int, body: bytes = b"", **headers: object) -> Plan:
    """This answer, with nothing taken."""
    return lambda asked: asked.answer(status, body, **headers)


@dataclass(frozen=True)
class Mode:
    """A way of being bad: what it does once, and whether sending again helps."""

    plan: Plan
    later: bool
    says: str = ""


MODES: dict[str, Mode] = {
    "the line is cut at once": Mode(cut_before, True, "was cut"),
    "the line is cut after all was taken": Mode(cut_after, True, "was cut"),
    "the line is cut within the answer": Mode(cut_within, True, "was cut"),
    "silence": Mode(silent, True, "in time"),
    "an answer that drips": Mode(dripping, True, "in time"),
    "another protocol": Mode(garbage, True, "was cut"),
    "an error of the server": Mode(said(500), True, "just now"),
    "a gateway without a server": Mode(said(502), True, "just now"),
    "out of service": Mode(said(503, Retry_After=0), True, "just now"),
    "a gateway that waited too long": Mode(said(504), True, "just now"),
    "asked too often": Mode(said(429), True, "just now"),
    "the request came too slowly": Mode(said(408), True, "just now"),
    "a wrong key": Mode(said(401), False, "key"),
    "a key that may not write": Mode(said(403), False, "key"),
    "no such place": Mode(said(404), False, "no record store"),
    "a place that takes no statements": Mode(said(405), False, "no record store"),
    "statements that it calls wrong": Mode(said(400), False, "does not take"),
    "a redirect": Mode(said(302, Location="/elsewhere"), False, "another place"),
    "a redirect that keeps the method": Mode(said(308, Location="/elsewhere"), False, "another place"),
    "a page to sign in": Mode(said(200, b"<html>Sign in</html>", Content_Type="text/html"), False, "does not answer"),
    "ids of other statements": Mode(said(200, b'["id-99"]'), False, "does not answer"),
    "JSON without end": Mode(said(200, b"[" * 500_000), False, "does not answer"),
    "an answer that never ends": Mode(said(200, b"[" + b'"x",' * 500_000), False, "does not answer"),
}


def test_there_are_at_least_twenty_bad_modes() -> None:
    assert len(MODES) >= 20


@pytest.mark.parametrize("mode", [mode for mode in MODES.values() if mode.later], ids=lambda mode: mode.plan.__name__)
def test_what_may_go_well_another_time_is_tried_again_and_counts_once(server: StoreServer, mode: Mode) -> None:
    server.plans = [mode.plan]
    result = posted(some(3), server)
    assert result.taken + result.known == 3
    assert sorted(server.ids) == list(some(3).ids)


@pytest.mark.parametrize("mode", MODES.values(), ids=MODES)
def test_a_bad_server_costs_a_sentence_and_no_statement(server: StoreServer, mode: Mode) -> None:
    server.otherwise = mode.plan
    with pytest.raises((StoreFailed, StoreRefused), match=mode.says) as told:
        posted(some(3), server, (0.0,))
    assert told.value.what.endswith(".")
    assert told.value.next_step.endswith(".")
    assert not any(part in f"{told.value.what}{told.value.next_step}{told.value.detail}" for part in ("s3cr3t", "dGhl"))
    assert len(server.heard) == (2 if mode.later else 1)
    assert server.strays == 0
    server.otherwise = honest
    posted(some(3), server)
    assert set(server.ids) == set(some(3).ids)


def test_a_batch_that_is_too_large_goes_in_halves(server: StoreServer) -> None:
    server.otherwise = lambda asked: asked.answer(413) if len(asked.statements) > 3 else honest(asked)
    assert posted(some(10), server) == Posted(10, 0)
    assert sorted(server.ids) == sorted(some(10).ids)
    server.otherwise = said(413)
    with pytest.raises(CarrelError, match="as long as one"):
        posted(some(20), server)


def test_a_store_that_wants_to_rest_longer_than_anybody_waits_is_asked_another_time(server: StoreServer) -> None:
    server.otherwise = said(503, Retry_After=3600)
    with pytest.raises(StoreFailed):
        posted(some(1), server)
    assert len(server.heard) == 1


def test_how_many_were_taken_until_it_failed_is_told(server: StoreServer) -> None:
    server.plans = [honest, honest]
    server.otherwise = said(400)
    with pytest.raises(StoreRefused) as told:
        posted(some(250), server)
    assert "200 statements are there already." in told.value.what


def test_it_stops_between_batches_and_while_it_waits(server: StoreServer) -> None:
    cancel = Cancel()

    def stopping(asked: Asked) -> None:
        cancel.set()
        asked.server.let_go.wait(10)

    server.otherwise = stopping
    with pytest.raises(Stopped):
        list(post(some(3), server.store, LOGIN, cancel))
    assert len(server.heard) == 1


def test_a_server_that_is_not_there_is_told() -> None:
    with serving() as server:
        address = server.address
    store = RecordStore.at(address, Patience(1.0, 1.0, 1.0))
    with pytest.raises(StoreFailed, match="cannot be reached"):
        list(post(some(1), store, LOGIN, Cancel(), ()))


@pytest.mark.parametrize(
    "address",
    [
        "", "records.example", "http://records.example/xapi", "ftp://records.example", "https://", "https://a:b/x",
        "https://me:secret@records.example/xapi", "https://me@records.example", "http://127.0.0.1.evil.example/x",
        "https://records.example/xapi?key=1", "https://records.example/x#y", "https://récords.example", "file:///etc",
        "http://localhost@records.example/x", "https://records.example/a b", "https://records.example/\r\nX: y",
    ],
)  # fmt: skip
def test_an_address_that_is_none_or_in_the_open_gets_nothing(address: str) -> None:
    with pytest.raises(AddressRefused) as told:
        RecordStore.at(address)
    assert "secret" not in f"{told.value.what}{told.value.next_step}{told.value.detail}"


@pytest.mark.parametrize(
    ("said", "address"),
    [
        (" https://records.example/xapi/ ", "https://records.example/xapi"),
        ("https://records.example/xapi/statements", "https://records.example/xapi"),
        ("https://records.example:8443/data/xAPI", "https://records.example:8443/data/xAPI"),
        ("http://localhost:8080/xapi", "http://localhost:8080/xapi"),
    ],
)
def test_an_address_is_understood_as_people_write_it(said: str, address: str) -> None:
    assert RecordStore.at(said).address == address


def test_the_secret_is_in_no_text_of_the_key() -> None:
    assert "s3cr3t" not in repr(LOGIN)
    assert posting.example(some(1)).startswith("{")
