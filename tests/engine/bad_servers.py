"""The ways in which a server can be bad, by name, and what is to come of each (P32)."""

from __future__ import annotations

from dataclasses import dataclass

from carrel.engine.servers import MOST_BYTES, ServerFailed, ServerRefused
from tests.engine.chat_server import Asked, Plan


@dataclass(frozen=True)
class Bad:
    """plan: what the server does. kind, words: of the error. kept: what had been said before it."""

    plan: Plan
    kind: type[ServerFailed | ServerRefused]
    words: str
    kept: str = ""


def answers(status: int, body: bytes = b'{"error": {"message": "sk-secret and Anna"}}', **headers: object) -> Plan:
    """A plan of one whole answer."""
    return lambda asked: asked.answer(status, body, **{"Content_Type": "application/json", **headers})


def begins_and(then: Plan) -> Plan:
    """Say one word as it should be, and then something else."""

    def plan(asked: Asked) -> None:
        asked.begin()
        asked.say("One, ")
        then(asked)

    return plan


def streams(then: Plan) -> Plan:
    """Begin an answer as it should be, and then something else."""

    def plan(asked: Asked) -> None:
        asked.begin()
        then(asked)

    return plan


def says_nothing(asked: Asked) -> None:
    """Take the request, and be silent."""
    asked.wait_for_the_end()


def hangs_up(asked: Asked) -> None:
    """Take the request, and close the line."""


def drips_its_head(asked: Asked) -> None:
    """One letter of the head after the other, for ever."""
    asked.raw(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    asked.drip(b"a")


def has_endless_headers(asked: Asked) -> None:
    """One header after the other."""
    asked.raw(b"HTTP/1.1 200 OK\r\n")
    asked.drip(b"X-More: more\r\n" * 50)


def sends_too_much(asked: Asked) -> None:
    """More than any answer is."""
    for _step in range(MOST_BYTES // 30_000 + 1):
        asked.say("x" * 30_000)
    asked.end()


def cuts_a_chunk(asked: Asked) -> None:
    """Announce more bytes than come."""
    asked.begin(Transfer_Encoding="chunked")
    asked.raw(b"ffff\r\ndata: {")


TOO_SLOW, SILENT, TOO_LONG = "did not answer in time", "fell silent", "took too long"
NO_SERVER, UNREADABLE = "does not answer as a server of models", "cannot be read"
BAD: dict[str, Bad] = {
    "says nothing": Bad(says_nothing, ServerFailed, TOO_SLOW),
    "drips its head": Bad(drips_its_head, ServerFailed, TOO_SLOW),
    "sends only comments": Bad(streams(lambda asked: asked.drip(b": still here\n\n")), ServerFailed, TOO_SLOW),
    "sends empty pieces": Bad(streams(lambda asked: asked.drip(b'data: {"choices": []}\n\n')), ServerFailed, TOO_SLOW),
    "falls silent": Bad(begins_and(Asked.wait_for_the_end), ServerFailed, SILENT, "One, "),
    "goes on with comments": Bad(begins_and(lambda asked: asked.drip(b": here\n\n")), ServerFailed, SILENT, "One, "),
    "never ends": Bad(
        begins_and(lambda asked: asked.drip(b'data: {"choices": [{"delta": {"content": "a"}}]}\n\n')),
        ServerFailed,
        TOO_LONG,
        "One, ",
    ),
    "hangs up": Bad(hangs_up, ServerFailed, "was cut"),
    "is cut in the middle": Bad(begins_and(hangs_up), ServerFailed, "broke off", "One, "),
    "is cut in a chunk": Bad(cuts_a_chunk, ServerFailed, "was cut"),
    "says error in the stream": Bad(
        begins_and(lambda asked: asked.event({"error": {"message": "sk-secret"}})), ServerFailed, "went wrong", "One, "
    ),
    "cannot now": Bad(answers(503, Retry_After=7), ServerFailed, "cannot answer just now"),
    "breaks": Bad(answers(500), ServerFailed, "cannot answer just now"),
    "is asked too often": Bad(answers(429, Retry_After=7), ServerFailed, "too often"),
    "wants another key": Bad(answers(401), ServerRefused, "does not accept the key"),
    "has no such model": Bad(answers(404), ServerRefused, "does not know"),
    "takes no such request": Bad(answers(400), ServerRefused, "does not take this request"),
    "takes nothing so long": Bad(answers(413), ServerRefused, "too long for"),
    "sends a page": Bad(answers(200, b"<html>", Content_Type="text/html"), ServerRefused, "a web page"),
    "answers nothing": Bad(answers(204, b""), ServerRefused, NO_SERVER),
    "is something else": Bad(lambda asked: asked.raw(b"SSH-2.0-OpenSSH\r\n"), ServerRefused, NO_SERVER),
    "has endless headers": Bad(has_endless_headers, ServerFailed, "was cut"),
    "packs its answer": Bad(answers(200, b"\x1f\x8b", Content_Encoding="gzip"), ServerRefused, "not asked for"),
    "sends no JSON": Bad(
        begins_and(lambda asked: asked.raw(b"data: {nonsense\n\n")), ServerRefused, UNREADABLE, "One, "
    ),
    "sends JSON of another kind": Bad(answers(200, b'{"models": []}'), ServerRefused, UNREADABLE),
    "has a line too long": Bad(
        begins_and(lambda asked: asked.raw(b"data: " + b"x" * 70_000)), ServerRefused, "more than an answer", "One, "
    ),
    "sends too much": Bad(streams(sends_too_much), ServerRefused, "more than an answer"),
    "holds the answer back": Bad(
        begins_and(lambda asked: asked.say("", finish_reason="content_filter")), ServerRefused, "holds", "One, "
    ),
}
"""By name; a redirect, a closed port and a certificate that proves nothing have tests of their own."""
