"""A server of one file on this computer that can be honest, forgetful, slow, rude or a liar."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from carrel.engine.download import Host

Plan = Callable[["Asked"], None]


class Asked(BaseHTTPRequestHandler):
    """One request, and what a plan needs to answer it."""

    protocol_version = "HTTP/1.1"
    server: FileServer

    def do_GET(self) -> None:
        """Note the request, and let its plan answer it."""
        self.server.heard.append(self)
        self.close_connection = True
        plan = self.server.plans.pop(0) if self.server.plans else honest
        plan(self)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is written to the terminal."""

    def head(self, status: int, **headers: object) -> None:
        """The first lines of an answer; underscores in the names of headers stand for hyphens."""
        self.send_response(status)
        for name, value in headers.items():
            if value is not None:
                self.send_header(name.replace("_", "-"), str(value))
        self.send_header("Connection", "close")
        self.end_headers()

    @property
    def asked_from(self) -> int:
        """The first byte that is asked for."""
        return int((self.headers.get("Range") or "bytes=0-")[6:].rstrip("-"))


class FileServer(ThreadingHTTPServer):
    """content: the file. plans: how the next requests are answered; afterwards it is honest. heard: all requests.

    gave_up: how often it was silent for so long that it closed the line itself.
    """

    daemon_threads = True
    block_on_close = True

    def __init__(self, content: bytes) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.content = content
        self.etag = '"first"'
        self.tells_digest = False
        self.plans: list[Plan] = []
        self.heard: list[Asked] = []
        self.let_go = threading.Event()
        self.gave_up = 0

    @property
    def host(self) -> Host:
        """How a download reaches it."""
        return Host(f"127.0.0.1:{self.server_address[1]}", plain=True, connect_seconds=5.0, stall_seconds=0.5)

    @property
    def starts(self) -> list[int]:
        """From which byte each request wanted the file."""
        return [one.asked_from for one in self.heard]

    def linked(self) -> dict[str, object]:
        """What the host tells of the file beside its answer."""
        digest = hashlib.sha256(self.content).hexdigest()
        return {"X_Linked_Etag": f'"{digest}"', "X_Linked_Size": len(self.content)} if self.tells_digest else {}


@contextmanager
def serving(content: bytes) -> Iterator[FileServer]:
    """A server in a thread of its own, gone at the end of the block."""
    server = FileServer(content)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), name="file-server")
    thread.start()
    try:
        yield server
    finally:
        server.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join()


def honest(asked: Asked, most: int | None = None) -> None:
    """The file, or the part of it that is wanted, as the standard has it; most: cut the line after so many bytes."""
    server = asked.server
    content, start = server.content, asked.asked_from
    if start and asked.headers.get("If-Range") in {None, server.etag}:
        if start >= len(content):
            asked.head(416, Content_Range=f"bytes */{len(content)}", Content_Length=0)
            return
        place = f"bytes {start}-{len(content) - 1}/{len(content)}"
        body = content[start:]
        asked.head(206, Content_Range=place, Content_Length=len(body), ETag=server.etag, **server.linked())
    else:
        body = content
        asked.head(200, Content_Length=len(body), ETag=server.etag, **server.linked())
    asked.wfile.write(body[:most])


def cuts(most: int) -> Plan:
    """Break the connection after so many bytes."""
    return lambda asked: honest(asked, most)


def ignores_ranges(asked: Asked) -> None:
    """Send all of it, whatever was asked for."""
    asked.head(200, Content_Length=len(asked.server.content), ETag=asked.server.etag)
    asked.wfile.write(asked.server.content)


def says(status: int, body: bytes = b"", **headers: object) -> Plan:
    """Answer so."""

    def answer(asked: Asked) -> None:
        asked.head(status, **{"Content_Length": len(body), **headers})
        asked.wfile.write(body)

    return answer


def stalls(after: int) -> Plan:
    """Send so many bytes, and then nothing, until the test is over."""

    def answer(asked: Asked) -> None:
        honest(asked, after)
        asked.wfile.flush()
        asked.server.gave_up += not asked.server.let_go.wait(30)

    return answer


def sends_more(extra: bytes) -> Plan:
    """Announce nothing, say the right size beside it, and send more than that, in chunks."""

    def answer(asked: Asked) -> None:
        content = asked.server.content
        asked.head(200, Transfer_Encoding="chunked", X_Linked_Size=len(content))
        for chunk in (content, extra):
            asked.wfile.write(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
        asked.wfile.write(b"0\r\n\r\n")

    return answer
