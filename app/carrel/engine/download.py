"""The one door through which files come from the network: asks a host for a file, from where one stopped.

Nothing here is called before a person has seen the host, the file and its size, and has said yes. What is sent is the
address, the place to go on from and the name of the program: no cookie, no credential, no name, no address of a page.

Redirects are the one thing where `libraries.md` says none and a real host forces a choice: huggingface.co answers
`resolve/<revision>/<file>` with the signed address of its own store of files. So a few are followed, from https to
https, to hosts of the same owner and to nobody else.
"""

from __future__ import annotations

import http.client
import re
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import TypeVar
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import truststore

from carrel import __version__
from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.base.work import Cancel
from carrel.engine.catalog import HOST, Entry

T = TypeVar("T")

CONNECT_SECONDS = 10.0
STALL_SECONDS = 30.0
"""So long nothing may come; what came before is kept."""
_MOST_REDIRECTS = 4
_CHUNK = 1 << 18
_REDIRECTS = {301, 302, 303, 307, 308}
_DIGEST = re.compile(r'(?:W/)?"?([0-9a-f]{64})"?')
_RANGE = re.compile(r"bytes (?:(\d+)-(\d+)|\*)/(\d+)")


class DownloadFailed(CarrelError):
    """The file could not be fetched; what is here already stays, to go on from."""


class DownloadRefused(CarrelError):
    """The host sent something that is not the file that was asked for; nothing of it is kept."""


@dataclass(frozen=True)
class Host:
    """Where files may come from.

    name: the host that is asked. stores: what other hosts' names must end in for a redirect there to be followed.
    plain: http without encryption, for a test's server on this computer and nothing else.
    """

    name: str = HOST
    stores: tuple[str, ...] = (".huggingface.co", ".hf.co")
    plain: bool = False
    connect_seconds: float = CONNECT_SECONDS
    stall_seconds: float = STALL_SECONDS

    def address(self, entry: Entry) -> str:
        """The address of a file of the catalogue."""
        scheme = "http" if self.plain else "https"
        where = f"{entry.repository}/resolve/{entry.revision}/{entry.file}"
        return f"{scheme}://{self.name}/{quote(where)}"

    def allows(self, address: str) -> bool:
        """Whether this address may be asked."""
        parts = urlsplit(address)
        try:
            host, port = parts.hostname or "", parts.port
        except ValueError:  # a port that is no number
            return False
        if parts.username or parts.password or parts.scheme != ("http" if self.plain else "https"):
            return False
        if self.plain:
            return host in {"127.0.0.1", "::1", "localhost"}
        return port in {None, 443} and (host == self.name or host.endswith(self.stores))


HUGGING_FACE = Host()
"""The host of everything in the catalogue."""


@dataclass(frozen=True)
class Wanted:
    """What to ask for. offset: bytes that are here already. etag: the mark of the copy they came from."""

    address: str
    offset: int = 0
    etag: str = ""


@dataclass(frozen=True)
class Reply:
    """What the host sends. chunks may be asked for once.

    start: the byte it begins with. size: of the whole file, in bytes. etag: its strong mark, or empty.
    digest: the sha256 the host says the file has, or empty. nothing: the host has no byte at that place; complete:
    because all of them are here already.
    """

    start: int
    size: int
    etag: str
    digest: str = ""
    nothing: bool = False
    complete: bool = False
    chunks: Iterator[bytes] = field(default_factory=lambda: iter(()), repr=False)


@contextmanager
def asked(wanted: Wanted, host: Host, cancel: Cancel) -> Iterator[Reply]:
    """Ask, and hand over the reply; the connection ends with the block, and at once when `cancel` is set.

    Raises DownloadFailed for what may go well another time, DownloadRefused for what will not, Stopped.
    """
    address, digest, size = wanted.address, "", 0
    line = _Line(host, cancel)
    for _hop in range(_MOST_REDIRECTS + 1):
        cancel.check()
        if not host.allows(address):
            raise _led_astray(address)
        with line.to(address) as connection, closing(line.response(connection, address, wanted)) as response:
            if urlsplit(address).netloc == host.name:  # a store's own marks mean other things
                digest = digest or _digest(response)
                size = size or _number(response.getheader("X-Linked-Size"))
            if response.status not in _REDIRECTS:
                yield replace(_reply(response, wanted, size), digest=digest, chunks=line.chunks(response))
                return
            address = urljoin(address, response.getheader("Location") or "")
    raise DownloadRefused(
        _("The server sends Carrel in a circle."), _("Try again later, or choose another model."), address[:200]
    )


@dataclass(frozen=True)
class _Line:
    """Speaks with a host, with everything that can go wrong on the way put into words."""

    host: Host
    cancel: Cancel

    @contextmanager
    def to(self, address: str) -> Iterator[http.client.HTTPConnection]:
        """A connection; when stopping is asked for, its socket is shut under whoever reads from it."""
        connection = _connection(address, self.host)
        try:
            self._guarded(connection.connect)
            line: socket.socket = connection.sock  # the connection lets go of it when the host closes after one answer
            forget = self.cancel.on_set(lambda: _shut(line))
            try:
                line.settimeout(self.host.stall_seconds)
                yield connection
            finally:
                forget()
        finally:
            connection.close()

    def response(
        self, connection: http.client.HTTPConnection, address: str, wanted: Wanted
    ) -> http.client.HTTPResponse:
        """Ask for the file, and wait for the head of the answer."""
        parts = urlsplit(address)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        headers = {"User-Agent": f"Carrel/{__version__}", "Accept": "*/*", "Accept-Encoding": "identity"}
        if wanted.offset:
            headers["Range"] = f"bytes={wanted.offset}-"
            headers |= {"If-Range": wanted.etag} if wanted.etag else {}
        self._guarded(lambda: connection.request("GET", target, headers=headers))
        return self._guarded(connection.getresponse)

    def chunks(self, response: http.client.HTTPResponse) -> Iterator[bytes]:
        """What comes, as it comes; it ends where the connection ends, whether or not that was all."""
        while chunk := self._guarded(lambda: response.read1(_CHUNK)):
            yield chunk
        self.cancel.check()

    def _guarded(self, work: Callable[[], T]) -> T:
        name = self.host.name
        try:
            return work()
        except ssl.SSLCertVerificationError as error:
            raise DownloadRefused(
                _("The server could not prove that it is {host}.").format(host=name),
                _("Check the date of this computer, and who runs this network."),
                str(error),
            ) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.cancel.check()
            what = _("The connection to {host} was cut.").format(host=name)
            if isinstance(error, TimeoutError):
                what = _("Nothing came from {host} for a while.").format(host=name)
            elif isinstance(error, socket.gaierror | ConnectionRefusedError):
                what = _("{host} cannot be reached: there may be no internet here now.").format(host=name)
            raise cut(what, f"{type(error).__name__}: {error}") from error


def cut(what: str, detail: str) -> DownloadFailed:
    """The failure of a connection, after which one goes on from what is here."""
    return DownloadFailed(what, _("What is here already is kept: try again, and it goes on from there."), detail)


def _connection(address: str, host: Host) -> http.client.HTTPConnection:
    """To the host itself, or through the proxy this computer is set to use; a loopback server is never proxied."""
    parts = urlsplit(address)
    name = parts.hostname or ""
    if host.plain:
        return http.client.HTTPConnection(name, parts.port, timeout=host.connect_seconds)
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    proxy = urlsplit(getproxies().get("https", ""))
    if proxy.hostname and not proxy_bypass(name):
        through = http.client.HTTPSConnection(proxy.hostname, proxy.port, timeout=host.connect_seconds, context=context)
        through.set_tunnel(name, 443)
        return through
    return http.client.HTTPSConnection(name, 443, timeout=host.connect_seconds, context=context)


def _shut(line: socket.socket) -> None:
    try:
        socket.socket.shutdown(line, socket.SHUT_RDWR)  # below TLS, which is being read from just now
    except OSError:
        return  # it is gone already


def _reply(response: http.client.HTTPResponse, wanted: Wanted, linked_size: int) -> Reply:
    status, etag = response.status, response.getheader("ETag") or ""
    etag = "" if etag.startswith("W/") else etag
    place = _RANGE.fullmatch(response.getheader("Content-Range") or "")
    if status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and wanted.offset:
        total = int(place[3]) if place else 0
        return Reply(wanted.offset, total, etag, complete=total == wanted.offset, nothing=True)
    if status not in {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT}:
        raise _no_file(status)
    _refuse_other_kinds(response)
    start, size = 0, _number(response.getheader("Content-Length")) or linked_size
    if status == HTTPStatus.PARTIAL_CONTENT:
        if not place or not place[1]:
            raise _no_file(status)
        start, size = int(place[1]), int(place[3])
    if not size or (linked_size and linked_size != size):
        raise DownloadRefused(
            _("The server does not say truly how large the file is."),
            _("Try again later, or choose another model."),
            f"{size} and {linked_size}",
        )
    return Reply(start, size, etag)


def _digest(response: http.client.HTTPResponse) -> str:
    """The sha256 the host tells for a large file, or empty."""
    found = _DIGEST.fullmatch(response.getheader("X-Linked-Etag") or "")
    return found[1] if found else ""


def _refuse_other_kinds(response: http.client.HTTPResponse) -> None:
    kind = (response.getheader("Content-Type") or "").split(";")[0].strip().lower()
    coding = (response.getheader("Content-Encoding") or "identity").strip().lower()
    if kind in {"text/html", "application/xhtml+xml"}:
        raise DownloadRefused(
            _("The server sent a web page instead of the model."),
            _("This network may want you to sign in first: open a page in your browser, and try again."),
            kind,
        )
    if coding != "identity":
        raise DownloadRefused(
            _("The server sent the model in a form that was not asked for."),
            _("Try again later, or choose another model."),
            coding,
        )


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else 0


def _led_astray(address: str) -> DownloadRefused:
    parts = urlsplit(address)
    return DownloadRefused(
        _("The server sent Carrel on to another place, and Carrel does not follow."),
        _("This network may want you to sign in first: open a page in your browser, and try again."),
        f"{parts.scheme}://{parts.hostname}",
    )


def _no_file(status: int) -> CarrelError:
    later = _("Try again later; what is here already is kept.")
    other = _("Choose another model; this one may have been taken back or moved.")
    detail = f"HTTP {status}"
    if status in {401, 403}:
        return DownloadRefused(_("The server does not give this file to everybody."), other, detail)
    if status in {404, 410}:
        return DownloadRefused(_("The server does not have this file any more."), other, detail)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return DownloadFailed(_("The server is asked too often just now."), later, detail)
    return DownloadFailed(_("The server could not send the file just now."), later, detail)
