"""Gaps as Moodle embeds them in a text: ``{1:SHORTANSWER:=Paris~=Lutetia~Rome}``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

_SHORT = frozenset({"SHORTANSWER", "SA", "MW"})
_STRICT = frozenset({"SHORTANSWER_C", "SAC", "MWC"})
_NUMBERS = frozenset({"NUMERICAL", "NM"})
_CHOSEN = r"(?:MULTICHOICE|MULTIRESPONSE)(?:_[VHS]|_[VH]S)?|M[CR][VH]?S?"
GAP = re.compile(
    r"\{(?P<weight>\d{0,6}):(?P<kind>NUMERICAL|NM|SHORTANSWER(?:_C)?|SAC?|MWC?|" + _CHOSEN + r"):"
    r"(?P<answers>[^}\\]{0,2000}+(?:\\.[^}\\]{0,500}+){0,100}+)\}",
    re.DOTALL,
)
_ANSWER = re.compile(
    r"(?P<share>=|%(?P<percent>-?\d{1,3}(?:[.,]\d{0,7})?)%)?"
    r"(?P<text>(?:\\.|&\#|&(?!\#)|[^#\\&])*+)(?:\#(?P<feedback>.*))?",
    re.DOTALL,
)
HOLDS, HELD = "\U0010fff0", "\U0010fff1"
"""Around its number they hold the place of a gap while the text around it is converted; no program writes them."""
_PLACE = re.compile(f"{HOLDS}(\\d+){HELD}")
_SPECIAL = re.compile(r"[&<~}#]|\\(?!\*)")


@dataclass(frozen=True)
class Answer:
    """An answer that may stand in a gap; fraction: how much of the gap's points it earns, in hundredths."""

    text: str
    fraction: float
    feedback: str = ""


@dataclass(frozen=True)
class Embedded:
    """A gap as it was read; weight: its points."""

    weight: int
    answers: tuple[Answer, ...]
    is_strict: bool
    is_number: bool
    is_chosen: bool


def place(number: int) -> str:
    """What stands for the gap of this number, the first being 0."""
    return f"{HOLDS}{number}{HELD}"


def without_places(text: str) -> str:
    """The text without anything that could be taken for the place of a gap."""
    return text.replace(HOLDS, "").replace(HELD, "")


def filled(text: str, gaps: Sequence[str]) -> str:
    """The text with the gaps in their places."""
    return _PLACE.sub(lambda found: gaps[int(found[1])], text)


def gap_from(found: re.Match[str]) -> Embedded:
    """The gap that a match of ``GAP`` holds."""
    kind = found["kind"]
    answers = tuple(_answer(one) for one in _parts(found["answers"]))
    chosen = kind not in _SHORT | _STRICT | _NUMBERS
    return Embedded(int(found["weight"] or 1), answers, kind in _STRICT, kind in _NUMBERS, chosen)


def gap_text(right: Sequence[str], wrong: Sequence[str], *, is_strict: bool) -> str:
    """The gap as Moodle embeds it, with answers that are right and others that are wrong, patterns written out."""
    kind = "SHORTANSWER_C" if is_strict else "SHORTANSWER"
    answers = [*(f"={_escaped(answer)}" for answer in right), *(f"%0%{_escaped(answer)}" for answer in wrong)]
    return f"{{1:{kind}:{'~'.join(answers)}}}"


def _escaped(answer: str) -> str:
    """The answer without a sign that would end it; the backslash that says a star is no pattern stays."""
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", answer)


def _parts(answers: str) -> list[str]:
    return re.split(r"(?<!\\)~", answers)


def _answer(part: str) -> Answer:
    found = _ANSWER.match(part)
    assert found is not None, "everything in it may be missing"
    percent = found["percent"]
    fraction = 100.0 if found["share"] == "=" else float(percent.replace(",", ".")) if percent else 0.0
    return Answer(_plain(found["text"]), fraction, _plain(found["feedback"] or ""))


def _plain(text: str) -> str:
    """What is meant by it: without tags, entities, and backslashes that only kept a sign from ending it."""
    bare = re.sub(r"</?[A-Za-z][^<>]{0,500}>|\\(?=[}~#/\"])", "", text)
    return unescape(bare).strip()
