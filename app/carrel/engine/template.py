"""A model's own chat template, rendered so that nobody's words can be taken for its markers (P22)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import TemplateError
from jinja2.ext import loopcontrols
from jinja2.sandbox import ImmutableSandboxedEnvironment

from carrel.engine.api import Turn

MOST_OUTPUT = 1_000_000
"""Characters; a template that writes more than this around the contents is broken."""

PLAIN_TEMPLATE = (
    "{% for message in messages %}{{ {'system': 'Instructions', 'user': 'Question', 'assistant': 'Answer'}"
    "[message.role] }}: {{ message.content }}\n\n{% endfor %}{% if add_generation_prompt %}Answer:{% endif %}"
)
"""For a file that brings no template: plain words, no markers that the vocabulary might not know."""

PLAIN_STOPS = ("\nQuestion:", "\nInstructions:")


_ITS_OWN_FAULT = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RuntimeError,
    SyntaxError,  # of the Python that Jinja makes of it: more than twenty loops in each other
    TypeError,
    ValueError,
)


class TemplateBroken(Exception):
    """The template cannot be rendered, or loses what was said."""


@dataclass(frozen=True)
class Piece:
    """A part of a prompt: the template's own text, or the words of somebody."""

    text: str
    own: bool


class ChatTemplate:
    """A Jinja template in a sandbox without access to anything but the turns."""

    def __init__(self, source: str, bos: str = "", eos: str = "") -> None:
        environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=[loopcontrols])
        environment.globals.update(raise_exception=_raise, strftime_now=lambda _format: "")
        try:
            self._template = environment.from_string(source)
        except _ITS_OWN_FAULT as error:
            raise TemplateBroken(str(error)) from error
        self._words = {"bos_token": bos, "eos_token": eos, "tools": None, "documents": None}

    def pieces(self, turns: Sequence[Turn], *, continues: bool = False, ask: bool = True) -> list[Piece]:
        """The prompt for a reply to these turns, in order.

        continues: the last turn is the assistant's and is left open after its last character.
        ask: end with the marker that makes the model reply.
        """
        for shape in (turns, _without_system(turns), _alternating(_without_system(turns))):
            try:
                return self._pieces(shape, continues, ask and not continues)
            except TemplateBroken as error:
                problem = error
        raise problem

    def _pieces(self, turns: Sequence[Turn], continues: bool, ask: bool) -> list[Piece]:
        marks = [f"CARREL{secrets.token_hex(12)}" for _ in turns]
        messages = [{"role": turn.role, "content": mark} for turn, mark in zip(turns, marks, strict=True)]
        rendered = self._render(messages, ask)
        pieces: list[Piece] = []
        for mark, turn in zip(marks, turns, strict=True):
            before, found, rendered = rendered.partition(mark)
            if not found or mark in rendered:
                raise TemplateBroken("the template loses or repeats a message")
            pieces += [Piece(before, own=True), Piece(turn.text, own=False)]
        if not continues:
            pieces.append(Piece(rendered, own=True))
        return [piece for piece in pieces if piece.text]

    def _render(self, messages: list[dict[str, str]], ask: bool) -> str:
        parts: list[str] = []
        length = 0
        try:
            for part in self._template.generate(messages=messages, add_generation_prompt=ask, **self._words):
                parts.append(part)
                length += len(part)
                if length > MOST_OUTPUT:
                    raise TemplateBroken("the template writes without end")
        except _ITS_OWN_FAULT as error:
            raise TemplateBroken(str(error)) from error
        return "".join(parts)


def _raise(message: Any) -> None:
    raise TemplateBroken(str(message))


def _without_system(turns: Sequence[Turn]) -> list[Turn]:
    """The instructions put in front of the first question, for templates that know no system role."""
    system = "\n\n".join(turn.text for turn in turns if turn.role == "system")
    others = [turn for turn in turns if turn.role != "system"]
    if not system:
        return others
    if others and others[0].role == "user":
        return [Turn("user", f"{system}\n\n{others[0].text}"), *others[1:]]
    return [Turn("user", system), *others]


def _alternating(turns: Sequence[Turn]) -> list[Turn]:
    """Neighbours of one role joined, and a person first, for templates that insist on taking turns."""
    joined: list[Turn] = []
    for turn in turns:
        if joined and joined[-1].role == turn.role:
            joined[-1] = Turn(turn.role, f"{joined[-1].text}\n\n{turn.text}")
        else:
            joined.append(turn)
    if joined and joined[0].role == "assistant":
        joined.insert(0, Turn("user", "…"))
    return joined
