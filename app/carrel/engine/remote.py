"""The engine at a server that a person chose: speaks with any that answers as OpenAI's does, and with nobody else.

Nothing here is called before that person has seen the address and what would be sent, and has said yes. What is sent is
the turns with personal data masked, how to answer, the key, and the name of the program; `reveal` shows its bytes. TLS
is verified against the roots of the system, no redirect is followed, nothing is tried twice, nothing is written down.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TypeVar
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import truststore

from carrel import __version__
from carrel.base.errors import CarrelError, Stopped
from carrel.base.files import resource
from carrel.base.personal import Masked, Masker
from carrel.base.words import _
from carrel.base.work import Cancel, Delta, Progress, Timing
from carrel.engine import refusals
from carrel.engine.api import Answer, ChatRequest, Finish, ModelInfo, Turn, Urgency
from carrel.engine.completions import DONE, Piece, Reply, SaidError, Unreadable, Withheld, body, piece
from carrel.engine.deadline import Deadline
from carrel.engine.events import Events, LineTooLong
from carrel.engine.lane import Lane
from carrel.engine.servers import LOOPBACK, Server, ServerFailed, ServerRefused, again, another, checked, refusal

T = TypeVar("T")

_CHUNK = 16 * 1024
_BYTES_OF_A_TOKEN = 3
"""Fewer than most tokenisers need, so that a prompt is rather thought too long than too short."""


@dataclass(frozen=True)
class RemoteAnswer(Answer):
    """masked: how many finds of personal data were masked. unknown: placeholders the model made up; they were left."""

    masked: int = 0
    unknown: tuple[str, ...] = ()


class RemoteEngine:
    """See `carrel.engine.api.Engine`. One conversation for each: its masker remembers whose placeholder is whose."""

    def __init__(self, server: Server, key: str = "", masker: Masker | None = None) -> None:
        """key: of the server, kept in memory alone; raises KeyRefused. masker: without one a new one is made."""
        self._server, self._key = server, checked(key)
        self._masker = masker or Masker()
        self._lane = Lane()
        self._closed = threading.Event()

    def load(self, cancel: Cancel) -> Iterator[Progress]:
        """There is nothing to load here."""
        yield from ()

    def info(self, cancel: Cancel) -> ModelInfo:
        """What is known of the model without asking anybody."""
        return ModelInfo(self._server.model, self._server.host, self._server.context)

    def chat(self, request: ChatRequest, cancel: Cancel) -> Iterator[Progress | Delta | Answer]:
        """Stream a reply; see `Engine.chat`. The Answer is a RemoteAnswer."""
        refusals.check(request)
        masked, sent, stop = self._form(request)
        reply = Reply(stop, masked, as_json=request.grammar is not None)
        timing = _Clock()
        finish: Finish = "stopped"
        try:
            with self._lane.turn(request.urgency, cancel):
                if self._closed.is_set():
                    raise Stopped
                yield Progress(_("Waiting for {host}").format(host=self._server.host))
                finish = yield from self._heard(sent, reply, timing, cancel)
        except Stopped:
            pass
        except CarrelError:
            yield from reply.flush()  # what it had said is kept
            raise
        yield from reply.flush()
        yield RemoteAnswer(reply.text, reply.reasoning, finish, timing.read(), masked.count, reply.unknown)

    def reveal(self, request: ChatRequest) -> bytes:
        """What `chat` would send, byte for byte, for somebody to look at first; nothing is sent."""
        return self._form(request)[1]

    def prepare(self, turns: Sequence[Turn], cancel: Cancel) -> int:
        """Nothing is sent ahead: nobody has asked yet."""
        return 0

    def embed(self, texts: Sequence[str], cancel: Cancel, urgency: Urgency = Urgency.BACKGROUND) -> list[list[float]]:
        """Texts are compared on this computer alone; raises RequestRefused."""
        raise refusals.no_vectors(self._server.model)

    def count(self, turns: Sequence[Turn]) -> int:
        """About how many tokens these turns take, rather too many: the server's own count comes with its answer."""
        return sum(4 + -(-len(turn.text.encode("utf-8", "replace")) // _BYTES_OF_A_TOKEN) for turn in turns)

    def render(self, turns: Sequence[Turn]) -> str:
        """What would be sent for a reply to these turns, as text."""
        return self.reveal(ChatRequest(tuple(turns))).decode("utf-8")

    def close(self) -> None:
        """End whatever is being asked; calling it twice is fine."""
        self._closed.set()
        self._lane.interrupt()

    def _form(self, request: ChatRequest) -> tuple[Masked, bytes, tuple[str, ...]]:
        """How the texts were masked, what is sent, and the texts that end the reply."""
        masked = self._masker.mask([*(turn.text for turn in request.turns), *request.stop])
        count = len(request.turns)
        turns = [Turn(turn.role, text) for turn, text in zip(request.turns, masked.texts[:count], strict=True)]
        stop = masked.texts[count:]
        if masked.count:
            turns = _explained(turns)
        return masked, body(self._server, request, turns, stop), stop

    def _heard(self, sent: bytes, reply: Reply, timing: _Clock, cancel: Cancel) -> Generator[Delta, None, Finish]:
        """The reply as it comes; returns why it ended."""
        finish: Finish | None = None
        with _Line(self._server, cancel).asked(sent, self._key) as pieces:
            for came in pieces:
                timing.note(came)
                finish = came.finish or finish
                yield from reply.take(came)
                if reply.stopped:
                    return "stop"
        cancel.check()
        if finish is None:
            raise ServerFailed(_("{host} broke off its answer.").format(host=self._server.host), again(), "no end")
        return finish


@dataclass
class _Clock:
    """Times and counts of one reply, in seconds since it was asked for."""

    asked: float = field(default_factory=time.monotonic)
    first: float = 0.0
    pieces: int = 0
    tokens: int = 0
    prompt_tokens: int = 0

    def note(self, came: Piece) -> None:
        """A piece came just now."""
        self.tokens, self.prompt_tokens = came.tokens or self.tokens, came.prompt_tokens or self.prompt_tokens
        if came.text or came.reasoning:
            self.pieces += 1
            self.first = self.first or time.monotonic() - self.asked

    def read(self) -> Timing:
        """The timing; where the server counts no tokens, each piece counts as one."""
        tokens = self.tokens or self.pieces
        seconds = max(time.monotonic() - self.asked - self.first, 1e-6)
        return Timing(self.first, tokens, tokens / seconds, self.prompt_tokens, 0)


@dataclass
class _Line:
    """One request, with everything that can go wrong on the way put into words."""

    server: Server
    cancel: Cancel
    deadline: Deadline = field(init=False)
    begun: bool = False
    response: http.client.HTTPResponse | None = None

    @contextmanager
    def asked(self, sent: bytes, key: str) -> Iterator[Iterator[Piece]]:
        """Send it, and hand over the pieces of the answer; the connection ends with the block."""
        connection = self._connected()
        connection.auto_open = 0  # a line that is cut is not opened again behind our back
        try:
            sock: socket.socket = connection.sock
            sock.settimeout(None)
            patience = self.server.patience
            self.deadline = Deadline(lambda: _shut(sock), patience.first, patience.whole)
            forget = self.cancel.on_set(lambda: _shut(sock))
            try:
                with self.deadline.watched():
                    self._guarded(lambda: connection.request("POST", self.server.target, sent, _headers(key)))
                    yield self._pieces(self._guarded(lambda: self._head(connection)))
            finally:
                forget()
        finally:
            if self.response is not None:
                self.response.close()
            connection.close()

    def _head(self, connection: http.client.HTTPConnection) -> http.client.HTTPResponse:
        self.response = connection.getresponse()
        return self.response

    def _connected(self) -> http.client.HTTPConnection:
        """A connection; made in a thread of its own, because a name that is looked up cannot be interrupted."""
        self.cancel.check()
        connection, done, left = _connection(self.server), threading.Event(), threading.Event()
        failed: list[OSError | http.client.HTTPException | ValueError] = []

        def connect() -> None:
            try:
                connection.connect()
            except (OSError, http.client.HTTPException, ValueError) as error:
                failed.append(error)
            if left.is_set():
                connection.close()
            done.set()

        forget = self.cancel.on_set(done.set)
        threading.Thread(target=connect, name="connecting", daemon=True).start()
        in_time = done.wait(self.server.patience.connect + 1.0)
        forget()
        if in_time and not failed and not self.cancel.is_set:
            return connection
        left.set()  # before it is closed: whichever of the two threads is last closes it
        connection.close()
        self.cancel.check()
        if failed:
            raise self._in_words(failed[0]) from failed[0]
        raise self._too_slow("connect")

    def _pieces(self, response: http.client.HTTPResponse) -> Iterator[Piece]:
        """The pieces of the answer as they come, each in its time."""
        host = self.server.host
        if response.status != HTTPStatus.OK:
            raise refusal(response.status, host, _seconds(response.getheader("Retry-After")))
        kind = (response.getheader("Content-Type") or "").partition(";")[0].strip().lower()
        if (response.getheader("Content-Encoding") or "identity").strip().lower() != "identity":
            raise another(_("{host} answers in a form that was not asked for.").format(host=host), "encoding")
        if "html" in kind:
            raise another(_("{host} sent a web page instead of an answer.").format(host=host), kind)
        streams = kind != "application/json"
        try:
            for data in self._events(response) if streams else self._whole(response):
                if data.strip() == DONE:
                    return
                came = piece(data)
                if came.text or came.reasoning:
                    self.begun = True
                    self.deadline.put_off(self.server.patience.gap)
                yield came
        except LineTooLong as error:
            raise _too_much(host, "line") from error
        except SaidError as error:
            raise ServerFailed(_("{host} says that something went wrong there.").format(host=host), again()) from error
        except Withheld as error:
            raise ServerRefused(
                _("{host} holds its answer back.").format(host=host),
                _("Ask in other words, or answer with the model on this computer."),
            ) from error
        except Unreadable as error:
            raise another(_("What {host} answers cannot be read.").format(host=host), "form") from error

    def _events(self, response: http.client.HTTPResponse) -> Iterator[str]:
        events = Events()
        for chunk in self._chunks(response):
            yield from events.feed(chunk)
        yield from events.flush()

    def _whole(self, response: http.client.HTTPResponse) -> Iterator[str]:
        """The answer of a server that does not stream."""
        yield b"".join(self._chunks(response)).decode("utf-8", "replace")

    def _chunks(self, response: http.client.HTTPResponse) -> Iterator[bytes]:
        taken = 0
        while chunk := self._guarded(lambda: response.read1(_CHUNK)):
            taken += len(chunk)
            if taken > self.server.patience.most_bytes:
                raise _too_much(self.server.host, "whole")
            yield chunk
        if response.length:
            raise ServerFailed(_("{host} broke off its answer.").format(host=self.server.host), again(), "length")

    def _guarded(self, work: Callable[[], T]) -> T:
        try:
            done = work()
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.cancel.check()
            raise self._in_words(error) from error
        self.cancel.check()
        if self.deadline.is_reached:  # a line that was shut looks like one that has come to its end
            raise self._too_slow("shut")
        return done

    def _in_words(self, error: Exception) -> ServerFailed | ServerRefused:
        host, kind = self.server.host, type(error).__name__
        if isinstance(error, ssl.SSLCertVerificationError):
            return ServerRefused(
                _("The server could not prove that it is {host}.").format(host=host),
                _("Check the date of this computer, and who runs this network."),
                kind,
            )
        if isinstance(error, TimeoutError) or (hasattr(self, "deadline") and self.deadline.is_reached):
            return self._too_slow(kind)
        if isinstance(error, socket.gaierror | ConnectionRefusedError):
            return ServerFailed(_("{host} cannot be reached now.").format(host=host), again(), kind)
        if isinstance(error, http.client.BadStatusLine | http.client.LineTooLong) and not isinstance(error, OSError):
            return another(_("What is at {host} does not answer as a server of models does.").format(host=host), kind)
        return ServerFailed(_("The connection to {host} was cut.").format(host=host), again(), kind)

    def _too_slow(self, detail: str) -> ServerFailed:
        host = self.server.host
        if self.begun and self.deadline.is_last:
            return ServerFailed(_("{host} took too long over its answer.").format(host=host), again(), detail)
        if self.begun:
            return ServerFailed(_("{host} fell silent in the middle of its answer.").format(host=host), again(), detail)
        return ServerFailed(_("{host} did not answer in time.").format(host=host), again(), detail)


def _explained(turns: Sequence[Turn]) -> list[Turn]:
    """The turns with a word to the model about the placeholders."""
    told = resource("prompts/masked.md").read_text(encoding="utf-8").strip()
    if turns[0].role == "system":
        return [Turn("system", f"{turns[0].text}\n\n{told}"), *turns[1:]]
    return [Turn("system", told), *turns]


def _headers(key: str) -> dict[str, str]:
    headers = {
        "User-Agent": f"Carrel/{__version__}",
        "Content-Type": "application/json",
        "Accept": "text/event-stream, application/json",
        "Accept-Encoding": "identity",
    }
    return headers | ({"Authorization": f"Bearer {key}"} if key else {})


def _connection(server: Server) -> http.client.HTTPConnection:
    """To the server itself, or through the proxy this computer is set to use; one on this computer is never proxied."""
    host, port, seconds = server.name, server.port, server.patience.connect
    if not server.is_encrypted:
        return http.client.HTTPConnection(host, port, timeout=seconds)
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    proxy = urlsplit(getproxies().get("https", ""))
    if proxy.hostname and host not in LOOPBACK and not proxy_bypass(host):
        through = http.client.HTTPSConnection(proxy.hostname, proxy.port, timeout=seconds, context=context)
        through.set_tunnel(host, port)
        return through
    return http.client.HTTPSConnection(host, port, timeout=seconds, context=context)


def _shut(line: socket.socket) -> None:
    try:
        socket.socket.shutdown(line, socket.SHUT_RDWR)  # below TLS, which is being read from just now
    except OSError:
        return  # it is gone already


def _too_much(host: str, detail: str) -> ServerRefused:
    return ServerRefused(
        _("{host} sends more than an answer can be, so the rest was not taken.").format(host=host),
        _("Ask again for a shorter answer, or choose another model."),
        detail,
    )


def _seconds(said: str | None) -> float:
    """How long to wait, where the server says it as a number."""
    return float(said) if said and said.isascii() and said.isdigit() and len(said) < 7 else 0.0
