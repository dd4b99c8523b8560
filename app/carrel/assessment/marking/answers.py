"""What a learner gave, as a text, a list, or left → right, however it came."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from carrel.assessment.fields import written
from carrel.assessment.marking.plain import words
from carrel.assessment.model import Answer
from carrel.base.text import clean

MOST = 100_000
"""The longest answer that is read, in characters; what is beyond it is left out."""

_SPARE = 40
"""Characters more than a left side, and twice as long: where one may end in an answer."""

_NUMBERED = re.compile(r"^\s*(?:\(?\d{1,3}[.):]|[-*•])\s+")
_ARROW = re.compile(r"\s*(?:->|→|=>|⇒|⟶|:=|\s–\s|\s—\s|\s-\s|=|:)\s*")


def answer_from(raw: object) -> Answer:
    """The answer that a JSON value says; what has no words is left empty."""
    if isinstance(raw, Mapping):
        return {clean(str(left))[:MOST]: (written(right) or "")[:MOST] for left, right in list(raw.items())[:500]}
    if isinstance(raw, list | tuple):
        pieces = raw[:500]
        if pieces and all(isinstance(piece, list | tuple) and len(piece) == 2 for piece in pieces):
            return {(written(left) or "")[:MOST]: (written(right) or "")[:MOST] for left, right in pieces}
        return tuple((written(piece) or "")[:MOST] for piece in pieces)
    return (written(raw) or "")[:MOST]


def as_text(answer: Answer) -> str:
    """The answer as one text; several pieces are told apart by semicolons."""
    if isinstance(answer, str):
        return answer
    if isinstance(answer, dict):
        return "; ".join(f"{left} = {right}" for left, right in answer.items())
    return "; ".join(piece for piece in answer if piece.strip())


def is_blank(answer: Answer) -> bool:
    """Whether nothing was said, or only that one does not know."""
    pieces = [answer] if isinstance(answer, str) else list(answer.values() if isinstance(answer, dict) else answer)
    return all(_BLANK.fullmatch(piece.strip().casefold()) for piece in pieces)


_BLANK = re.compile(
    r"[\s.,;:?!…\-–—_/]{0,40}?(?:(?:sorry,? |um+,? |well,? )?(?:i )?(?:(?:do ?n[o'’]?t"
    r"|don['’]?t) (?:really )?know(?: (?:it|this|that|sorry))?"
    r"|dunno|idk|have no idea|no idea|no clue|not sure|am not sure|i['’]?m not sure|can['’]?t remember|forgot"
    r"|pass|n/a))?"
    r"[\s.!?…\-–—_]{0,40}",
)


def as_list(answer: Answer, wanted: int = 0) -> tuple[str, ...]:
    """The pieces of the answer in order: JSON, lines, numbered or not, or pieces between semicolons, arrows or commas.

    wanted: how many pieces there should be; a separator that gives so many is believed first.
    """
    if isinstance(answer, dict):
        return tuple(answer.values())
    if not isinstance(answer, str):
        return answer
    listed = _json(answer, list)
    if isinstance(listed, list):
        read = answer_from(listed)
        return read if isinstance(read, tuple) else as_list(as_text(read))
    splits = [
        _pieces(answer, separator) for separator in (r"\n", r";", r"\s*(?:->|→|=>|⇒|>)\s*", r"\|", r",", r"\bthen\b")
    ]
    splits += [_pieces(answer, r"(?:^|\s)\(?\d{1,2}[.):]\s")]
    if wanted:
        exact = [pieces for pieces in splits if len(pieces) == wanted]
        if exact:
            return exact[0]
    return next((pieces for pieces in splits if len(pieces) > 1), _pieces(answer, r"\n"))


def as_pairs(answer: Answer, lefts: tuple[str, ...]) -> dict[str, str]:
    """Left → right: an object, a list of rights in the order of the lefts, or lines such as ``H2O → water``."""
    if isinstance(answer, dict):
        return answer
    if isinstance(answer, str):
        parsed = _json(answer, dict) or _json(answer, list)
        if parsed is not None:
            return as_pairs(answer_from(parsed), lefts)
    pieces = as_list(answer, len(lefts))
    split = [_in_two(piece, lefts) for piece in pieces]
    if all(len(two) == 2 for two in split):
        return {two[0].strip(): two[1].strip() for two in split}
    return dict(zip(lefts, pieces, strict=False)) if len(pieces) == len(lefts) else {}


def _in_two(piece: str, lefts: tuple[str, ...]) -> list[str]:
    """The two sides of an arrow, the one with a left before it if there are several: x - 1 = one less."""
    known = {words(left) for left in lefts}
    furthest = 2 * max(map(len, lefts), default=0) + _SPARE
    for arrow in _ARROW.finditer(piece[:furthest]):
        if words(piece[: arrow.start()]) in known:
            return [piece[: arrow.start()], piece[arrow.end() :]]
    return _ARROW.split(piece, maxsplit=1)


def _pieces(text: str, separator: str) -> tuple[str, ...]:
    pieces = (_NUMBERED.sub("", piece).strip(" \t\r\n,;") for piece in re.split(separator, text, flags=re.IGNORECASE))
    return tuple(piece for piece in pieces if piece)


def _json(text: str, kind: type[object]) -> object | None:
    if not text.lstrip().startswith("[" if kind is list else "{"):
        return None
    try:
        found: object = json.loads(text[:MOST])
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, kind) else None
