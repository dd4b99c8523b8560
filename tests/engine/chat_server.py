"""A server of models on this computer that can be honest, slow, rude or a liar."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from carrel.engine.servers import Patience, Server

Plan = Callable[["Asked"], None]
REPLY = "one two three four five six"
HASTY = Patience(connect=2.0, first=0.4, gap=0.3, whole=1.0)
"""Of somebody who does not wait long."""


class Asked(BaseHTTPRequestHandler):
    """One request, and what a plan needs to answer it."""

    protocol_version = "HTTP/1.1"
    server: ChatServer

    def do_POST(self) -> None:
        """Note the request, and let its plan answer it; whoever asked may be gone before that."""
        self.close_connection = True
        self.sent = self.rfile.read(int(self.headers["Content-Length"]))
        self.said: dict[str, Any] = json.loads(self.sent)
        self.server.heard.append(self)
        with suppress(ConnectionError):
            self.server.plan(self)

    def do_GET(self) -> None:
        """Nobody is to ask for anything."""
        self.server.strays += 1

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is written to the terminal."""

    def raw(self, *pieces: bytes) -> None:
        """Send these bytes as they are."""
        for piece in pieces:
            self.wfile.write(piece)
            self.wfile.flush()

    def answer(self, status: int, body: bytes = b"", **headers: object) -> None:
        """A whole answer; underscores in the names of headers stand for hyphens."""
        self.begin(status, Content_Length=len(body), **headers)
        self.raw(body)

    def begin(self, status: int = 200, **headers: object) -> None:
        """The head of an answer."""
        self.send_response(status)
        for name, value in {"Content_Type": "text/event-stream", **headers}.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.send_header("Connection", "close")
        self.end_headers()

    def say(self, text: str, **more: object) -> None:
        """A piece of the reply."""
        self.event({"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None, **more}]})

    def event(self, said: object) -> None:
        """An event of the stream."""
        self.raw(b"data: " + json.dumps(said).encode() + b"\r\n\r\n")

    def end(self, finish: str = "stop") -> None:
        """The last events."""
        self.event({"choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
        self.event({"choices": [], "usage": {"prompt_tokens": 12, "completion_tokens": 6, "total_tokens": 18}})
        self.raw(b"data: [DONE]\n\n")

    def drip(self, piece: bytes) -> None:
        """Send this over and over, until whoever asked has gone."""
        with suppress(OSError):
            while not self.server.let_go.wait(0.02):
                self.raw(piece)

    def wait_for_the_end(self) -> None:
        """Say nothing more until whoever asked closes the line, and note that they did."""
        self.connection.settimeout(30)
        with suppress(OSError):
            self.connection.recv(1)
            self.server.left.set()


class ChatServer(ThreadingHTTPServer):
    """plan: how each request is answered. heard: all requests. strays: those that nobody should make.

    left: set when somebody closed the line in the middle of an answer.
    """

    daemon_threads = True
    block_on_close = True

    def __init__(self, plan: Plan) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.plan = plan
        self.heard: list[Asked] = []
        self.strays = 0
        self.let_go, self.left = threading.Event(), threading.Event()

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def reached(self, patience: Patience = HASTY) -> Server:
        """How it is reached."""
        return Server.at(self.address, "small", patience=patience)


def says(text: str, size: int = 3) -> Plan:
    """Answers with this, in pieces of so many characters."""

    def plan(asked: Asked) -> None:
        asked.begin()
        asked.event({"choices": [{"index": 0, "delta": {"role": "assistant", "content": ""}}]})
        for at in range(0, len(text), size):
            asked.say(text[at : at + size])
        asked.end()

    return plan


honest = says(REPLY)


def echo(asked: Asked) -> None:
    """Says the last turn back, in small pieces."""
    says(asked.said["messages"][-1]["content"])(asked)


@contextmanager
def serving(plan: Plan = honest) -> Iterator[ChatServer]:
    """A server in a thread of its own, gone at the end of the block."""
    server = ChatServer(plan)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), name="chat-server")
    thread.start()
    try:
        yield server
    finally:
        server.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join()
