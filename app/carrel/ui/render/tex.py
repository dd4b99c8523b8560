"""A formula as TeX: what of it is drawn, and what is refused before a library gets it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from carrel.base.chemistry import with_chemistry
from carrel.ui.render.maths import LONGEST

DEEPEST = 6
"""The deepest nesting of braces that is drawn: the time doubles with each level."""

_REFUSED = re.compile(
    r"\\(?:re)?newcommand|\\providecommand|\\def\b|\\[egx]def\b|\\let\b|\\newenvironment|\\input|\\include|\\href|\\url"
)
_SCRIPTED_END = re.compile(r"(\\begin\{(\w+\*?)\}(?:(?!\\begin).)*?\\end\{\2\})(?=\s*[\^_])", re.DOTALL)
_SIGN = re.compile(
    r"((?:[=<>(,;:]|(?<!\\)\[|\\(?:l|g)(?:e|eq|t)\b|\\(?:neq?|approx|equiv|cdot|times|div|to|rightarrow)\b|\\left[(\[|])\s*)"
    r"([-+−]|\\[mp][pm]\b)"
)
"""A sign before a number, which stands close to it: the library spaces every sign as if it stood between two."""
_SETS = re.compile(r"\\([RNZQC])(?![A-Za-z])")


@dataclass(frozen=True)
class Formula:
    """One formula as somebody wrote it.

    tex: without its delimiters. source: with them. display: whether it stands on a line of its own.
    """

    tex: str
    source: str
    display: bool


def drawable(tex: str) -> str | None:
    """The same formula in the words of the library that draws it; None when it is only shown as it is written."""
    if len(tex) > LONGEST or depth(tex) > DEEPEST or _REFUSED.search(tex):
        return None
    tex = _SIGN.sub(r"\1{\2}", _SETS.sub(r"\\mathbb{\1}", with_chemistry(tex)))
    tex = _SCRIPTED_END.sub(r"{\1}", tex)
    return tex if depth(tex) <= DEEPEST + 2 and len(tex) <= 4 * LONGEST else None


def depth(tex: str) -> int:
    """How deep its braces, its \\left … \\right and its environments are nested."""
    now = deepest = 0
    for part in re.finditer(r"\\begin\b|\\end\b|\\left\b|\\right\b|\\.|[{}^_]|\\$", tex, re.DOTALL):
        word = part.group()
        if word in {"{", r"\begin", r"\left"}:
            now += 1
        elif word in {"}", r"\end", r"\right"}:
            now -= 1
        deepest = max(deepest, now)
    return deepest
