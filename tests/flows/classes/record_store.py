"""A record store of xAPI on this computer that can be honest, forgetful, slow, rude or a liar."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from carrel.exchange.xapi_post import Patience, RecordStore

Plan = Callable[["Asked"], None]


class Asked(BaseHTTPRequestHandler):
    """One request, and what a plan needs to answer it."""

    protocol_version = "HTTP/1.1"
    server: StoreServer

    def do_POST(self) -> None:
        """Read the statements, note the request, and let its plan answer it."""
        self.close_connection = True
        self.statements: list[dict[str, Any]] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.heard.append(self)
        plan = self.server.plans.pop(0) if self.server.plans else self.server.otherwise
        plan(self)

    def do_GET(self) -> None:
        """Nobody is to ask for anything."""
        self.server.strays += 1
        self.answer(200)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is written to the terminal."""

    def answer(self, status: int, body: bytes = b"", **headers: object) -> None:
        """A whole answer; underscores in the names of headers stand for hyphens."""
        self.send_response(status)
        for name, value in {"Content_Length": len(body), **headers}.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def take(self) -> bytes:
        """Take the statements, all or none; the answer of a record store that did."""
        for one in self.statements:
            self.server.taken.append(one)
        return json.dumps([one["id"] for one in self.statements]).encode()


class StoreServer(ThreadingHTTPServer):
    """plans: how the next requests are answered; then each as `otherwise`. taken: every statement, as often as it was
    taken. heard: all requests. strays: requests that nobody should make.
    """

    daemon_threads = True
    block_on_close = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.plans: list[Plan] = []
        self.otherwise: Plan = honest
        self.taken: list[dict[str, Any]] = []
        self.heard: list[Asked] = []
        self.strays = 0
        self.let_go = threading.Event()

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_address[1]}/xapi"

    @property
    def store(self) -> RecordStore:
        """How it is reached, by somebody who does not wait long."""
        return RecordStore.at(self.address, Patience(connect=5.0, stall=0.3, whole=1.0))

    @property
    def ids(self) -> list[str]:
        """The ids of what was taken."""
        return [str(one["id"]) for one in self.taken]


def honest(asked: Asked) -> None:
    """Take them, and none twice: a statement that is there already is a conflict (xAPI 1.0.3, part 3, 2.1.2)."""
    if {one["id"] for one in asked.statements} & set(asked.server.ids):
        asked.answer(409)
    else:
        asked.answer(200, asked.take(), Content_Type="application/json")


@contextmanager
def serving() -> Iterator[StoreServer]:
    """A record store that runs until the block ends."""
    server = StoreServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join()
