"""A server that answers as OpenAI's does: where it is, how long is waited for it, and how it fails, in words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.engine.api import EngineLost, RequestRefused

CONNECT_SECONDS, FIRST_SECONDS, GAP_SECONDS, WHOLE_SECONDS = 5.0, 60.0, 20.0, 300.0
"""To be reached; until the answer begins; between two pieces of it; for all of it, however it drips (P32)."""
MOST_BYTES = 2 * 1024 * 1024
"""Of one answer, with all that stands around it."""
_ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?:(?P<login>[^/?#]*)@)?(?P<host>\[[0-9a-f:.]+\]|[^/?#@:\[\]]+)(?::(?P<port>\d{1,5}))?"
    r"(?P<path>/[^?#]*)?",
    re.IGNORECASE,
)
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class AddressRefused(CarrelError):
    """Nothing is sent to this address."""


class KeyRefused(CarrelError):
    """This cannot be the key of a server."""


class ServerFailed(EngineLost):
    """The server could not be reached, or broke off; another time it may do. wait: seconds it asked for.

    What it had said until then is kept by whoever asked.
    """

    def __init__(self, what: str, next_step: str, detail: str = "", wait: float = 0.0) -> None:
        super().__init__(what, next_step, detail)
        self.wait = wait


class ServerRefused(RequestRefused):
    """The server does not take this request, however often it is sent."""


@dataclass(frozen=True)
class Patience:
    """How long is waited, in seconds, and how much is taken, in bytes."""

    connect: float = CONNECT_SECONDS
    first: float = FIRST_SECONDS
    gap: float = GAP_SECONDS
    whole: float = WHOLE_SECONDS
    most_bytes: int = MOST_BYTES


@dataclass(frozen=True)
class Server:
    """A server that a person chose; only ever made by `at`.

    address: up to the version, without a slash at the end. model: what the server calls it. context: tokens.
    schemas: whether it takes a JSON schema for an answer.
    """

    address: str
    model: str
    context: int = 8192
    schemas: bool = True
    patience: Patience = Patience()

    @classmethod
    def at(
        cls, said: str, model: str, context: int = 8192, *, schemas: bool = True, patience: Patience | None = None
    ) -> Server:
        """The server at the address as a person says it; raises AddressRefused.

        Only over an encrypted line, but for one on this very computer.
        """
        address = said.strip().rstrip("/").removesuffix("/chat/completions").rstrip("/")
        parts = _ADDRESS.fullmatch(address)
        if parts is None or not _is_one_word(address) or int(parts["port"] or 0) > 65_535:
            raise _no_address()
        if parts["login"] is not None:
            raise AddressRefused(
                _("The address must not hold a name or a password."),
                _("Leave them out: the key of a server is kept apart from its address."),
            )
        if parts["scheme"].lower() != "https" and parts["host"].strip("[]") not in LOOPBACK:
            raise AddressRefused(
                _("Nothing is sent over a line that everybody can read."),
                _("Ask for the address of the server that begins with https://."),
            )
        return cls(address, model, context, schemas, patience or Patience())

    @property
    def host(self) -> str:
        """Who answers, as people say it: with the port where it is said."""
        port = self._parts["port"]
        return self._parts["host"] + (f":{port}" if port else "")

    @property
    def name(self) -> str:
        """The host without its port."""
        return self._parts["host"].strip("[]")

    @property
    def port(self) -> int:
        """Where at the host it answers."""
        return int(self._parts["port"] or (443 if self.is_encrypted else 80))

    @property
    def target(self) -> str:
        """Where at the host a chat is sent to."""
        return f"{self._parts['path'] or ''}/chat/completions"

    @property
    def is_encrypted(self) -> bool:
        """Whether the line to it is."""
        return self._parts["scheme"].lower() == "https"

    @property
    def _parts(self) -> re.Match[str]:
        parts = _ADDRESS.fullmatch(self.address)
        assert parts is not None
        return parts


def checked(key: str) -> str:
    """The key without blanks around it; raises KeyRefused, which does not tell it."""
    stripped = key.strip()
    if not stripped.isascii() or any(sign.isspace() or not sign.isprintable() for sign in stripped):
        raise KeyRefused(
            _("This is not the key of a server: there are blanks or foreign letters in it."),
            _("Copy the key once more, all of it and nothing else."),
        )
    return stripped


def again() -> str:
    """What to do where another try may go well."""
    return _("Try again in a while, or answer with the model on this computer.")


def another(what: str, detail: str = "") -> ServerRefused:
    """What is there is no server of models."""
    return ServerRefused(what, _("Look at the address: it mostly ends in “/v1”. Ask whoever runs the server."), detail)


def refusal(status: int, host: str, wait: float = 0.0) -> CarrelError:
    """The error for an answer that is none; nothing of its text is told, which may repeat what was sent."""
    detail = f"HTTP {status}"
    if 300 <= status < 400:
        what = _("{host} sends Carrel on to another place, and Carrel does not follow.").format(host=host)
        return another(what, detail)
    if status == 429:
        return ServerFailed(_("{host} is asked too often just now.").format(host=host), again(), detail, wait)
    if status >= 500 or status == 408:
        return ServerFailed(_("{host} cannot answer just now.").format(host=host), again(), detail, wait)
    if status < 400:
        return another(_("What is at {host} does not answer as a server of models does.").format(host=host), detail)
    what, next_step = _never(status, host)
    return ServerRefused(what, next_step, detail)


def _never(status: int, host: str) -> tuple[str, str]:
    """What is wrong with the request, and what to do."""
    if status in {401, 403}:
        what = _("{host} does not accept the key.").format(host=host)
        return what, _("Put in the key again, and look whether it may use this model.")
    if status == 404:
        what = _("{host} does not know this address or this model.").format(host=host)
        return what, _("Look at the address and at the name of the model.")
    if status == 413:
        return _("This is too long for {host}.").format(host=host), _("Send a shorter text, or begin a new chat.")
    what = _("{host} does not take this request.").format(host=host)
    return what, _("Send a shorter text, or choose another model; whoever runs the server can see why.")


def _is_one_word(address: str) -> bool:
    return address.isascii() and address.isprintable() and " " not in address


def _no_address() -> AddressRefused:
    return AddressRefused(
        _("This is not the address of a server."),
        _("Copy all of it from whoever runs the server, beginning with https://."),
    )
