"""The one door to a record store: posts statements to the address that a person named, and nowhere else.

Nothing here is called before that person has seen the address and what would be sent, and has said yes. What is sent is
the statements, the key of the record store, and the name of the program. No redirect is followed, and nothing is
written down. Statements keep their ids, so that one which is sent again after a line was cut never counts twice.
"""

from __future__ import annotations

import base64
import http.client
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TypeVar
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import truststore

from carrel import __version__
from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.base.work import Cancel
from carrel.exchange.xapi import VERSION

T = TypeVar("T")

CONNECT_SECONDS, STALL_SECONDS, WHOLE_SECONDS = 10.0, 30.0, 120.0
"""To be reached; without a byte of the answer; for the whole of it, however it drips."""
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_MOST_ANSWER = 1_000_000
_LATER = {
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
}


class AddressRefused(CarrelError):
    """Nothing is sent to this address."""


class StoreFailed(CarrelError):
    """The record store could not be reached, or could not answer; another time it may. wait: seconds it asked for."""

    def __init__(self, what: str, next_step: str, detail: str = "", wait: float = 0.0) -> None:
        super().__init__(what, next_step, detail)
        self.wait = wait


class StoreRefused(CarrelError):
    """The record store does not take this, however often it is sent."""


class StoreConflict(CarrelError):
    """The record store has a statement with one of these ids already; it took none of them."""


class StoreTooSmall(CarrelError):
    """These are more statements than the record store takes at once; it took none of them."""


@dataclass(frozen=True)
class Login:
    """The key and the secret that the record store gave out; both empty where it asks for none."""

    key: str = ""
    secret: str = field(default="", repr=False)


@dataclass(frozen=True)
class Patience:
    """How long is waited, in seconds."""

    connect: float = CONNECT_SECONDS
    stall: float = STALL_SECONDS
    whole: float = WHOLE_SECONDS


@dataclass(frozen=True)
class RecordStore:
    """A record store of xAPI. address: its endpoint, without a slash at the end; only ever made by `at`."""

    address: str
    patience: Patience = Patience()

    @classmethod
    def at(cls, said: str, patience: Patience | None = None) -> RecordStore:
        """The record store at the address as a person says it; raises AddressRefused.

        Only over an encrypted line, but for one on this very computer.
        """
        address = said.strip().rstrip("/").removesuffix("/statements").rstrip("/")
        try:
            parts = urlsplit(address)
            host, _port = parts.hostname or "", parts.port
        except ValueError as error:
            raise _no_address() from error
        if not host or parts.query or parts.fragment or not address.isascii() or not _is_one_word(address):
            raise _no_address()
        if parts.username is not None or parts.password is not None:
            raise AddressRefused(
                _("The address must not hold a name or a password."),
                _("Leave them out: Carrel asks for the key, and keeps it in the key ring of this computer."),
            )
        if parts.scheme != "https" and not (parts.scheme == "http" and host in _LOOPBACK):
            raise AddressRefused(
                _("Nothing is sent over a line that everybody can read."),
                _("Ask for the address of the record store that begins with https://."),
            )
        return cls(address, patience or Patience())

    @property
    def host(self) -> str:
        """Who is asked."""
        return urlsplit(self.address).netloc

    def post(self, statements: Sequence[bytes], ids: Sequence[str], login: Login, cancel: Cancel) -> None:
        """Have these statements taken, all or none; ids: theirs, in order.

        Raises StoreFailed, StoreRefused, StoreConflict, StoreTooSmall and Stopped.
        """
        with _Line(self, cancel).open() as line:
            status, answer, wait = line.answer(b"[" + b",".join(statements) + b"]", login)
        if status == HTTPStatus.NO_CONTENT:
            return
        if status == HTTPStatus.OK:
            _check_taken(answer, ids)
            return
        raise _refusal(status, self.host, wait)


@dataclass
class _Line:
    """One request, with everything that can go wrong on the way put into words."""

    store: RecordStore
    cancel: Cancel
    connection: http.client.HTTPConnection = field(init=False)
    overdue: threading.Event = field(default_factory=threading.Event)
    response: http.client.HTTPResponse | None = None

    @contextmanager
    def open(self) -> Iterator[_Line]:
        """The line; its socket is shut under whoever waits when stopping is asked for, or when it takes too long."""
        self.connection = _connection(self.store)
        try:
            self._guarded(self.connection.connect)
            sock: socket.socket = self.connection.sock
            sock.settimeout(self.store.patience.stall)
            watch = threading.Timer(self.store.patience.whole, self._end, (sock,))
            watch.start()
            forget = self.cancel.on_set(lambda: _shut(sock))
            try:
                yield self
            finally:
                forget()
                watch.cancel()
                watch.join()
        finally:
            if self.response is not None:
                self.response.close()
            self.connection.close()

    def answer(self, body: bytes, login: Login) -> tuple[int, bytes, float]:
        """The status, the beginning of the answer, and after how many seconds the store wants to be asked again."""
        headers = {
            "User-Agent": f"Carrel/{__version__}",
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "X-Experience-API-Version": VERSION,
        }
        if login.key or login.secret:
            told = base64.b64encode(f"{login.key}:{login.secret}".encode()).decode("ascii")
            headers["Authorization"] = f"Basic {told}"
        path = f"{urlsplit(self.store.address).path}/statements"
        self._guarded(lambda: self.connection.request("POST", path, body, headers))
        response = self._guarded(self._head)
        said = self._guarded(lambda: _body(response)) if response.status == HTTPStatus.OK else b""
        return response.status, said, _seconds(response.getheader("Retry-After"))

    def _head(self) -> http.client.HTTPResponse:
        self.response = self.connection.getresponse()
        return self.response

    def _end(self, sock: socket.socket) -> None:
        self.overdue.set()
        _shut(sock)

    def _guarded(self, work: Callable[[], T]) -> T:
        host = self.store.host
        try:
            done = work()
        except ssl.SSLCertVerificationError as error:
            raise StoreRefused(
                _("The server could not prove that it is {host}.").format(host=host),
                _("Check the date of this computer, and who runs this network."),
                type(error).__name__,
            ) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.cancel.check()
            what = _("The connection to {host} was cut.").format(host=host)
            if isinstance(error, TimeoutError) or self.overdue.is_set():
                what = _("{host} did not answer in time.").format(host=host)
            elif isinstance(error, socket.gaierror | ConnectionRefusedError):
                what = _("{host} cannot be reached now.").format(host=host)
            raise StoreFailed(what, _again(), type(error).__name__) from error
        self.cancel.check()
        if self.overdue.is_set():  # a head that is cut short looks like one that has come to its end
            raise StoreFailed(_("{host} did not answer in time.").format(host=host), _again())
        return done


def _body(response: http.client.HTTPResponse) -> bytes:
    """The beginning of the answer; raises IncompleteRead where the line ended before it."""
    said = response.read(_MOST_ANSWER)
    if response.length and len(said) < _MOST_ANSWER:
        raise http.client.IncompleteRead(said, response.length)
    return said


def _connection(store: RecordStore) -> http.client.HTTPConnection:
    """To the store itself, or through the proxy this computer is set to use; one on this computer is never proxied."""
    parts = urlsplit(store.address)
    host, patience = parts.hostname or "", store.patience
    if parts.scheme == "http":
        return http.client.HTTPConnection(host, parts.port, timeout=patience.connect)
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    proxy = urlsplit(getproxies().get("https", ""))
    if proxy.hostname and host not in _LOOPBACK and not proxy_bypass(host):
        through = http.client.HTTPSConnection(proxy.hostname, proxy.port, timeout=patience.connect, context=context)
        through.set_tunnel(host, parts.port or 443)
        return through
    return http.client.HTTPSConnection(host, parts.port, timeout=patience.connect, context=context)


def _check_taken(answer: bytes, ids: Sequence[str]) -> None:
    """Raise StoreRefused where the answer is not the one of a record store that took these statements."""
    try:
        said = json.loads(answer)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, list) or sorted(map(str, said)) != sorted(ids):
        raise StoreRefused(
            _("What is at this address does not answer as a record store does."),
            _("Look at the address: ask for the “xAPI endpoint” of the record store."),
            "another answer",
        )


def _refusal(status: int, host: str, wait: float) -> CarrelError:
    detail = f"HTTP {status}"
    if status == HTTPStatus.CONFLICT:
        return StoreConflict(_("The record store has some of these statements already."), _again(), detail)
    if status in _LATER:
        what = _("{host} cannot take the statements just now.").format(host=host)
        return StoreFailed(what, _again(), detail, wait)
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return StoreTooSmall(
            _("The record store does not take a statement as long as one of these."),
            _("Send them without the answers, or ask whoever runs it."),
            detail,
        )
    what, next_step = _never(status)
    return StoreRefused(what.format(host=host), next_step, detail)


def _never(status: int) -> tuple[str, str]:
    """Why it is of no use to send it again, and what to do."""
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return (
            _("The record store does not accept this key."),
            _("Look at the key and the secret, and give them anew with --new-key."),
        )
    if 300 <= status < 400:
        return (
            _("{host} sends Carrel on to another place, and Carrel does not follow."),
            _("Ask whoever runs the record store for its present address."),
        )
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}:
        return (
            _("There is no record store at this address."),
            _("Look at the address: ask for the “xAPI endpoint” of the record store."),
        )
    return _("The record store does not take these statements."), _("Ask whoever runs it, with the number below.")


def _is_one_word(address: str) -> bool:
    return address.isprintable() and " " not in address


def _no_address() -> AddressRefused:
    return AddressRefused(
        _("This is no address of a record store."), _("It looks like https://records.example.org/xapi.")
    )


def _again() -> str:
    return _("Try again later: what was taken already is not counted twice.")


def _seconds(said: str | None) -> float:
    return float(said) if said and said.isascii() and said.isdigit() and len(said) < 6 else 0.0


def _shut(line: socket.socket) -> None:
    try:
        socket.socket.shutdown(line, socket.SHUT_RDWR)  # below TLS, which is being read from just now
    except OSError:
        return  # it is gone already
