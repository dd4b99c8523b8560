"""The form in which OpenAI's servers, and those that are like them, are asked for a chat and answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from carrel.base.personal import Masked
from carrel.base.work import Delta
from carrel.engine import grammars
from carrel.engine.api import ChatRequest, Finish, Turn
from carrel.engine.servers import Server
from carrel.engine.streaming import ReplyText

DONE = "[DONE]"
_FINISHES: dict[str, Finish] = {"length": "length", "max_tokens": "length"}


class Unreadable(Exception):
    """A piece of an answer is not in the form of one."""


class Withheld(Exception):
    """The server says that it holds the answer back."""


class SaidError(Exception):
    """The server says inside the answer that something went wrong."""


@dataclass(frozen=True)
class Piece:
    """One piece of an answer. finish: why it ended, where it has. prompt_tokens, tokens: as the server counts."""

    text: str = ""
    reasoning: str = ""
    finish: Finish | None = None
    prompt_tokens: int = 0
    tokens: int = 0


def body(server: Server, request: ChatRequest, turns: Sequence[Turn], stop: Sequence[str]) -> bytes:
    """What is sent, byte for byte; turns and stop stand in the place of those in the request."""
    sampling = request.sampling
    said: dict[str, Any] = {
        "model": server.model,
        "messages": [{"role": turn.role, "content": turn.text} for turn in turns],
        "stream": True,
        "stream_options": {"include_usage": True},
        "max_tokens": request.max_tokens,
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
    }
    if sampling.seed is not None:
        said["seed"] = sampling.seed
    if stop:
        said["stop"] = list(stop)
    if request.grammar and server.schemas:
        schema = {"name": request.grammar, "strict": True, "schema": grammars.schema(request.grammar)}
        said["response_format"] = {"type": "json_schema", "json_schema": schema}
    return json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")


def piece(data: str) -> Piece:
    """One piece of a stream, or a whole answer; raises Unreadable, SaidError, Withheld."""
    try:
        said = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Unreadable from error
    if not isinstance(said, dict):
        raise Unreadable
    if said.get("error"):
        raise SaidError
    usage = _part(said, "usage")
    choices = said.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else {}
    if not isinstance(first, dict) or (not choices and "choices" not in said and not usage):
        raise Unreadable
    if first.get("finish_reason") == "content_filter":
        raise Withheld
    message = _part(first, "delta") or _part(first, "message")
    return Piece(
        _text(message.get("content")),
        _text(message.get("reasoning_content")) or _text(message.get("reasoning")),
        _FINISHES.get(str(first["finish_reason"]), "stop") if first.get("finish_reason") else None,
        _count(usage.get("prompt_tokens")),
        _count(usage.get("completion_tokens")),
    )


class Reply:
    """A reply as it grows: what was thought and what was answered, with everything that was masked in its place."""

    def __init__(self, stop: Sequence[str], masked: Masked, *, as_json: bool) -> None:
        """as_json: the reply is JSON, and what is put back is written as the inside of a string."""
        quote: Callable[[str], str] = _inside_string if as_json else str
        self._reply = ReplyText(stop, thinking=False)
        self._channels = {reasoning: masked.restoring(quote) for reasoning in (False, True)}
        self._said: dict[bool, list[str]] = {False: [], True: []}

    @property
    def text(self) -> str:
        """What was answered."""
        return "".join(self._said[False])

    @property
    def reasoning(self) -> str:
        """What was thought."""
        return "".join(self._said[True])

    @property
    def unknown(self) -> tuple[str, ...]:
        """Placeholders that the model made up."""
        return tuple(dict.fromkeys(name for channel in self._channels.values() for name in channel.unknown))

    @property
    def stopped(self) -> bool:
        """Whether a stop text has come."""
        return self._reply.stopped

    def take(self, came: Piece) -> list[Delta]:
        """The deltas of a piece."""
        thought = [Delta(came.reasoning, reasoning=True)] if came.reasoning else []
        return self._restored([*thought, *self._reply.feed(came.text.encode("utf-8", "replace"))])

    def flush(self) -> list[Delta]:
        """The last deltas, when the reply has ended."""
        last = self._restored(self._reply.flush())
        held = [Delta(channel.flush(), reasoning) for reasoning, channel in self._channels.items()]
        return [*last, *(self._kept(delta) for delta in held if delta.text)]

    def _restored(self, deltas: Sequence[Delta]) -> list[Delta]:
        told = [Delta(self._channels[delta.reasoning].feed(delta.text), delta.reasoning) for delta in deltas]
        return [self._kept(delta) for delta in told if delta.text]

    def _kept(self, delta: Delta) -> Delta:
        self._said[delta.reasoning].append(delta.text)
        return delta


def _inside_string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _part(said: dict[str, Any], name: str) -> dict[str, Any]:
    part = said.get(name)
    return part if isinstance(part, dict) else {}


def _text(said: object) -> str:
    return said if isinstance(said, str) else ""


def _count(said: object) -> int:
    return said if isinstance(said, int) and 0 <= said < 2**31 else 0
