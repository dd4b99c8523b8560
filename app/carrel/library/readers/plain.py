"""Reads plain text and source code, kept as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from carrel.library.readers.source import Reader, Section, Source

_CODE = re.compile(
    r"\.(?:py|m?js|jsx|tsx?|java|kts?|[ch]|cc|[ch]pp|cxx|hh|cs|go|rs|rb|php|swift|scala|r|jl|lua|p[lm]|sh|bash|zsh|fish"
    r"|ps1|bat|sql|hs|mli?|fsx?|clj|exs?|erl|dart|mm?|asm|s|vb|pas|f(?:90|95)?|ada|lisp|el|scm|tcl|v|vhd|sv|nim|zig|s?css"
    r"|less|jsonl?|ya?ml|toml|ini|cfg|conf|x[ms]l|xsd|svg|tex|bib|sty|mk|cmake|gradle|ipynb|proto|graphql|tf|nix|vue)$"
)
_PIECE = 15_000
"""Characters of code from which on a piece ends at the next empty line."""


def _is_code(source: Source) -> bool:
    text = source.text
    if text is None:
        return False
    return _CODE.match(source.suffix) is not None or text.startswith("#!") or source.path.name == "Makefile"


def _is_text(source: Source) -> bool:
    return source.text is not None


def _lines(source: Source) -> Iterator[Section]:
    """Code in pieces that end where functions often do, with the numbers of their lines."""
    held: list[str] = []
    first, size, place = 1, 0, 0
    lines = (source.text or "").split("\n")
    for number, line in enumerate(lines, 1):
        held.append(line)
        size += len(line) + 1
        if (size > _PIECE and not line.strip()) or size > 19_000 or number == len(lines):
            text = "\n".join(held).strip("\n")
            if text.strip():
                yield Section(text, (), "lines", f"{first}–{number}", place)
                place += 1
            held, first, size = [], number + 1, 0


def _all(source: Source) -> Iterator[Section]:
    text = (source.text or "").strip("\n")
    if text.strip():
        yield Section(text)


CODE = Reader("code", "plain", _is_code, _lines)
TEXT = Reader("text", "plain", _is_text, _all)
