r"""Chemistry as it is typed in \ce{…}, cut into pieces that can be drawn and spoken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

ARROWS = {
    "<=>>": r"\rightleftharpoons",
    "<<=>": r"\rightleftharpoons",
    "<-->": r"\rightleftarrows",
    "<=>": r"\rightleftharpoons",
    "<->": r"\longleftrightarrow",
    "-->": r"\longrightarrow",
    "->": r"\longrightarrow",
    "<-": r"\longleftarrow",
    "=>": r"\Longrightarrow",
}
"""The arrows of a reaction, the longest first, and how each is drawn when nothing stands on it."""

_BEGIN = re.compile(r"\\(?:ce|pu)\s*\{")
_ARROW = "|".join(map(re.escape, ARROWS))
_GROUP = r"\{(?:[^{}]|\{[^{}]*\})*\}"
_PIECE = re.compile(
    rf"""
      (?P<arrow>{_ARROW}) (?:\[(?P<above>(?:[^\[\]]|\[[^\]]*\])*)\])? (?:\[(?P<below>[^\]]*)\])?
    | (?P<gas>(?:(?<=\s)|^|\()\^\)?(?=\s|$)) | (?P<solid>(?<=\s)v(?=\s|$)|\(v\))
    | \((?P<state>aq|s|l|g|cr|am)\)
    | \^ (?P<sup>{_GROUP}|\d*[+\-−]|\d+|[A-Za-z]|\*) | _ (?P<sub>{_GROUP}|\d+|[A-Za-z])
    | \$(?P<maths>[^$]*)\$ | (?P<command>\\bond\{{[^}}]*\}}|\\[A-Za-z]+\s?|\\.)
    | (?P<held>(?<=[A-Za-z)\]}}])\d+) | (?P<number>\d+(?:[.,]\d+)?(?:/\d+)?) | (?P<atoms>[A-Z][a-z]?|[a-z]+|[α-ωΑ-Ω])
    | (?P<space>\s+) | (?P<group>{_GROUP}) | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_SIGNS = {"plus": " + ", "dot": r"\cdot ", "gas": r"\uparrow ", "solid": r"\downarrow ", "space": " "}
_BONDS = {"-": "-", "=": "=", "#": r"\equiv"}


@dataclass(frozen=True)
class Piece:
    """One thing in a formula or a reaction.

    kind: atoms, number, count (below an atom), charge (above one), mass (above, before an atom), order (below, before
    one), state, arrow, plus, bond, dot, gas, solid, maths, bracket or space.
    """

    kind: str
    text: str
    above: str = ""
    below: str = ""


def pieces(source: str) -> list[Piece]:
    r"""The pieces of what stands in \ce{…}."""
    found: list[Piece] = []
    for match in _PIECE.finditer(source.strip()):
        kind = match.lastgroup or ""
        if match["arrow"]:
            found.append(Piece("arrow", match["arrow"], match["above"] or "", match["below"] or ""))
        else:
            found.append(_piece(kind, match[kind], found, source.strip()[match.end() :]))
    return found


def _piece(kind: str, text: str, before: list[Piece], rest: str) -> Piece:
    last = before[-1].kind if before else "space"
    holds = last in {"atoms", "count", "charge"} or (last == "bracket" and before[-1].text in ")]}")
    text = _bare(text) if kind in {"sup", "sub"} else text
    if kind == "sup":
        return Piece("charge" if holds else "mass", text)
    if kind == "sub":
        return Piece("count" if holds or last != "mass" else "order", text)
    if kind == "held":
        return Piece("count", text)
    if kind == "command" and text.startswith("\\bond"):
        return Piece("bond", text[6:-1])
    if kind == "sign":
        return _sign(text, rest, holds=holds)
    named = {"command": "maths", "group": "maths", "gas": "gas", "solid": "solid"}
    return Piece(named.get(kind, kind), text)


def _sign(text: str, rest: str, *, holds: bool) -> Piece:
    ends = not rest or rest[0] in " ()]^,;" or rest.startswith(tuple(ARROWS))
    if text in "+-−" and holds and ends:
        return Piece("charge", text)
    if text == "+":
        return Piece("plus", text)
    if text in "-=#−":
        return Piece("bond", text)
    if text in ".*·":
        return Piece("dot", text)
    return Piece("bracket", text)


def _bare(text: str) -> str:
    return text[1:-1] if text.startswith("{") else text


def chemistry_tex(source: str) -> str:
    r"""What stands in \ce{…} as TeX."""
    return "".join(_tex(piece) for piece in pieces(source)).strip()


def _tex(piece: Piece) -> str:
    text = piece.text
    match piece.kind:
        case "atoms":
            return rf"\mathrm{{{text}}}"
        case "count" | "order":
            return f"_{{{_script(text)}}}"
        case "charge":
            return f"^{{{_script(text)}}}"
        case "mass":
            return f"{{}}^{{{_script(text)}}}"
        case "state":
            return rf"\mathrm{{({text})}}"
    made = {"number": _number, "arrow": _arrow, "bond": _bond}
    return made[piece.kind](piece) if piece.kind in made else _SIGNS.get(piece.kind, text)


def _bond(piece: Piece) -> str:
    return f"{{{_BONDS.get(piece.text, '-')}}}"


def _number(piece: Piece) -> str:
    over, _slash, under = piece.text.partition("/")
    return rf"\frac{{{over}}}{{{under}}}" if under else rf"{over}\,"


def _script(text: str) -> str:
    return re.sub(r"[A-Za-z]+", lambda found: rf"\mathrm{{{found.group()}}}", text.replace("−", "-"))


def _arrow(piece: Piece) -> str:
    plain = ARROWS[piece.text]
    if not (piece.above or piece.below):
        return f" {plain} "
    above = rf"\overset{{{_on_arrow(piece.above)}}}{{{plain}}}" if piece.above else plain
    return rf" \underset{{{_on_arrow(piece.below)}}}{{{above}}} " if piece.below else f" {above} "


def _on_arrow(words: str) -> str:
    """Plain words stand upright; a formula (``H+``) and maths are what they are."""
    words = words.strip()
    if re.fullmatch(r"[a-z][^\W\d_]+(?: [^\W\d_]+)*", words):
        return rf"\text{{{words}}}"
    return chemistry_tex(words) if "\\" not in words else words.replace("$", "")


def with_chemistry(tex: str) -> str:
    r"""The formula with every \ce{…} in it written as TeX."""
    return "".join(part if not inside else f"{{{chemistry_tex(part)}}}" for inside, part in chemistry_in(tex))


def chemistry_in(tex: str) -> Iterator[tuple[bool, str]]:
    r"""The parts of a formula outside and inside \ce{…}; one that is never closed is outside."""
    at = 0
    while begun := _BEGIN.search(tex, at):
        end = _closing(tex, begun.end())
        if end < 0:
            break
        yield False, tex[at : begun.start()]
        yield True, tex[begun.end() : end]
        at = end + 1
    yield False, tex[at:]


def _closing(tex: str, start: int) -> int:
    depth = 1
    for at in range(start, len(tex)):
        depth += (tex[at] == "{") - (tex[at] == "}")
        if depth == 0:
            return at
    return -1
