"""The letters that mean something in GIFT, and how a text says that it means the letters themselves."""

from __future__ import annotations

import re

_MARKS = "\\~=#{}:"
_WRITTEN = {ord(mark): f"\\{mark}" for mark in _MARKS} | {ord("\n"): "\\n"}
_HIDDEN = {f"\\{mark}": chr(0xDC00 + ord(mark)) for mark in _MARKS} | {"\\n": chr(0xDC00 + ord("\n"))}
"""Each escape with a code that no sound text holds, so that the mark is no mark while the text is taken apart.

The doubled backslash comes first: what follows it is not escaped.
"""
_SHOWN = {ord(code): chr(ord(code) - 0xDC00) for code in _HIDDEN.values()}
_FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_TAG = re.compile(r"[^\x00-\x1f\x7f<>`]+")


def escaped(text: str) -> str:
    """The text as it is written among marks; it is one line."""
    return text.translate(_WRITTEN)


def guarded(text: str) -> str:
    """The same without spaces around it; where it begins like a weight or a format, its own format is named first."""
    said = escaped(text.strip())
    return f"[markdown]{said}" if said.startswith(("%", "[")) else said


def hidden(text: str) -> str:
    """The text with every escaped mark out of sight; a backslash before any other letter is one of the text."""
    for escape, code in _HIDDEN.items():
        text = text.replace(escape, code)
    return text


def shown(text: str) -> str:
    """The text with the escaped marks as the letters that they stand for."""
    return text.translate(_SHOWN)


def parted(text: str, otherwise: str) -> tuple[str, str]:
    """The name of the format that the text begins with, or the other one, and the text after it."""
    found = _FORMAT.match(text)
    return (found[1].lower(), text[found.end() :]) if found else (otherwise, text)


def as_tag(name: str) -> str | None:
    """The name as it stands in a comment, as an id or a tag of Moodle's; None for one that cannot stand there."""
    sound = _TAG.fullmatch(name) is not None and name == name.strip() and not name.endswith("\\")
    return name.replace("]", r"\]") if sound else None
