"""Names and titles, made fit to stand on one line among words that are ours."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 300
"""Characters of a title that are ever drawn; what is longer is cut."""

_JOINERS = {"\u200c", "\u200d"}
"""Marks inside words of Persian and Hindi, and inside emoji: without them these read wrong."""

_MARKED = (
    re.compile(r"^[ \t]*#{1,6}[ \t]+()", re.MULTILINE),
    re.compile(r"\*\*([^*\n]+)\*\*"),
    re.compile(r"(?<![\w*])\*(\w[^*\n]*)\*(?![\w*])"),
    re.compile(r"\[([^\[\]\n]+)\]\([^()\s]*\)"),
)
"""Markdown's headings, bold, emphasis and links, each with the words in it that are read."""

_ISOLATE, _POP = "\u2068", "\u2069"


def one_line(text: str, most: int = LONGEST) -> str:
    """The text on one line, without controls and without marks that turn the direction of writing, at most so long."""
    text = text[: 4 * most]
    plain = "".join(_harmless(letter) for letter in text)
    plain = " ".join(plain.split())
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"


def unmarked(text: str) -> str:
    """The text as it is read, without the signs by which Markdown makes headings, emphasis and links."""
    for marked in _MARKED:
        text = marked.sub(r"\1", text)
    return text


def beside(text: str, most: int = LONGEST) -> str:
    """The same, to be put into a sentence: whichever way it is written, it does not turn the words around it."""
    plain = one_line(text, most)
    return plain if plain.isascii() else isolated(plain)


def isolated(name: str) -> str:
    """The name on one line, always with a direction of writing of its own: it may stand alone in a mirrored window."""
    return f"{_ISOLATE}{one_line(name)}{_POP}"


def shortened(name: str, most: int) -> str:
    """The name with its middle left out where it has more than so many characters: how it ends tells names apart."""
    if len(name) <= most:
        return name
    end = most // 3
    return f"{name[: most - end - 1].rstrip()}…{name[-end:].lstrip()}"


def inside(piece: str) -> str:
    """A piece of a line: the same, with a space where it had one at an end."""
    return " " * piece[:1].isspace() + one_line(piece) + " " * (piece[-1:].isspace() and bool(piece.strip()))


def _harmless(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    return "" if category in {"Cf", "Cs"} and letter not in _JOINERS else letter
