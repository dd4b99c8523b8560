"""Chemistry in words: a formula letter by letter, a reaction from left to right."""

from __future__ import annotations

from carrel.base.chemistry import Piece, pieces
from carrel.base.words import _


def spoken_chemistry(source: str) -> str:
    r"""What stands in \ce{…} in words."""
    return " ".join(filter(None, (_said(piece) for piece in pieces(source))))


def _said(piece: Piece) -> str:
    said = {"charge": _signed, "mass": _signed, "number": _number, "arrow": _arrow}
    if piece.kind in said:
        return said[piece.kind](piece)
    return _words().get((piece.kind, piece.text)) or _words().get((piece.kind, "")) or piece.text.strip("{}\\ ")


def _words() -> dict[tuple[str, str], str]:
    """From a kind of piece and its text, or its kind alone, to words."""
    opened, closed = _("open bracket"), _("close bracket")
    return {
        ("plus", ""): _("plus"),
        ("dot", ""): _("dot"),
        ("gas", ""): _("as a gas"),
        ("solid", ""): _("as a solid that falls out"),
        ("bond", "="): _("double bond"),
        ("bond", "#"): _("triple bond"),
        ("bond", ""): _("bond"),
        ("bracket", "("): opened,
        ("bracket", "["): opened,
        ("bracket", ")"): closed,
        ("bracket", "]"): closed,
        ("state", "aq"): _("in water"),
        ("state", "s"): _("solid"),
        ("state", "l"): _("liquid"),
        ("state", "g"): _("gas"),
    }


def _number(piece: Piece) -> str:
    return piece.text.replace("/", f" {_('over')} ")


def _signed(piece: Piece) -> str:
    text = piece.text.replace("−", "-")
    return text.replace("+", f" {_('plus')}").replace("-", f" {_('minus')}").strip()


def _arrow(piece: Piece) -> str:
    if piece.text in {"<=>", "<=>>", "<<=>", "<-->"}:
        words = _("is in equilibrium with")
    elif piece.text == "<->":
        words = _("is in resonance with")
    elif piece.text == "<-":
        words = _("comes from")
    else:
        words = _("gives")
    marks = [spoken_chemistry(mark) for mark in (piece.above, piece.below) if mark]
    return _("{arrow} (with {marks})").format(arrow=words, marks=", ".join(marks)) if marks else words
