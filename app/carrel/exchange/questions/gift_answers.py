"""What stands in the curly brackets of a GIFT question, as the fields of an item."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from carrel.assessment.fields import ItemRefused
from carrel.base.words import _
from carrel.exchange.questions.api import Losses, merged
from carrel.exchange.questions.gift_marks import parted, shown
from carrel.exchange.questions.gift_numbers import numeric_from
from carrel.exchange.questions.html_text import is_html, plain

_WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d*)?)%")
_TRUTHS = {"T": "true", "TRUE": "true", "F": "false", "FALSE": "false"}
_WILD = re.compile(r"(?<!\\)\*")

Read = tuple[Mapping[str, Any], Losses]
"""The fields that make the kind, and what was left behind."""


@dataclass(frozen=True)
class _Answer:
    """An answer with its weight, as a share of the marks; None where it names none."""

    said: str
    weight: float | None
    feedback: str


def fields_of(inside: str, form: str) -> Read:
    """The fields that say what is right; inside: with its escapes hidden; form: the format of texts that name none.

    Raises ItemRefused for answers that make no sense.
    """
    inside = inside.strip()
    if not inside:
        return {"kind": "open", "points": [{"says": _("The answer is right and complete.")}]}, Losses()
    if inside.startswith("#"):
        return _numeric(inside[1:])
    if "~" in inside:
        return _choice(inside, form)
    if "=" in inside and "->" in inside:
        return _match(inside, form)
    truth, *feedback = inside.split("#")
    if truth.strip().upper() in _TRUTHS:
        lost = Losses({"feedback": 1} if any(one.strip() for one in feedback) else {})
        return {"kind": "true_false", "answers": [_TRUTHS[truth.strip().upper()]]}, lost
    return _typed(inside, form)


def text_in(text: str, form: str) -> tuple[str, Losses]:
    """The words of a text that may name a format of its own."""
    named, rest = parted(text.strip(), form)
    return words_in(rest, named)


def words_in(text: str, form: str) -> tuple[str, Losses]:
    """The words of a text with hidden escapes, without HTML, which its format may hold."""
    said = shown(text).strip()
    return plain(said) if form == "html" or (form == "moodle" and is_html(said)) else (said, Losses())


def _answers(inside: str, form: str) -> tuple[list[_Answer], Losses]:
    """Each answer after an equals sign, or the only one, which needs none."""
    pieces = inside.split("=")
    read = [_answer(piece, form) for piece in (pieces if pieces[0].strip() else pieces[1:])]
    return [answer for answer, _lost in read], merged(lost for _answer, lost in read)


def _answer(piece: str, form: str) -> tuple[_Answer, Losses]:
    piece = piece.strip()
    weight = _WEIGHT.match(piece)
    said, _sharp, feedback = piece[weight.end() if weight else 0 :].partition("#")
    text, lost = text_in(said, form)
    told, more = text_in(feedback, form)
    return _Answer(text, float(weight[1]) / 100 if weight else None, told), merged([lost, more])


def _choice(inside: str, form: str) -> Read:
    """Choices; the mark before each is kept by writing ``=`` as ``~=``."""
    pieces = [piece.strip() for piece in inside.replace("=", "~=").split("~")]
    marked = [piece for piece in pieces if piece]
    read = [_answer(piece.removeprefix("="), form) for piece in marked]
    equals = [piece.startswith("=") for piece in marked]
    weights = [answer.weight or 0.0 for answer, _lost in read]
    one_only = any(equals)
    right = [sure or (not one_only and weight > 0) for sure, weight in zip(equals, weights, strict=True)]
    if not any(right):
        raise ItemRefused.because(_("None of the answers is marked as right with “=” or a weight."))
    several = not one_only or sum(right) > 1
    lost = merged(lost for _answer, lost in read)
    lost.update(["kind"] if one_only and several else [])
    lost.update(["scores"] if _is_uneven(weights, right, several) else [])
    choices = [
        {"text": answer.said, "right": truth, "feedback": answer.feedback}
        for (answer, _lost), truth in zip(read, right, strict=True)
    ]
    return {"kind": "choice", "choices": choices, "multiple": several}, lost


def _is_uneven(weights: Sequence[float], right: Sequence[bool], several: bool) -> bool:
    """Whether some answers bring other marks than Carrel gives for them."""
    if not several:
        return any(weights)
    given = [weight for weight, truth in zip(weights, right, strict=True) if truth]
    return max(given) - min(given) > 0.001


def _typed(inside: str, form: str) -> Read:
    """A short answer; what brings no marks is a near word that is refused, what brings a part of them is left out."""
    answers, lost = _answers(inside, form)
    weights = [1.0 if answer.weight is None else answer.weight for answer in answers]
    wild = [_WILD.search(answer.said) is not None for answer in answers]
    lost.update(["others"] * sum(wild))
    lost.update(["feedback"] if any(answer.feedback for answer in answers) else [])
    lost.update(["scores"] if any(0 < weight < 1 for weight in weights) else [])
    told = list(zip(answers, weights, wild, strict=True))
    keys = [_literal(answer.said) for answer, weight, any_word in told if weight >= 1 and not any_word]
    refused = [_literal(answer.said) for answer, weight, any_word in told if weight <= 0 and not any_word]
    if not keys and any(wild):
        raise ItemRefused.because(_("Its right answer has a wildcard (*), which Carrel does not know."))
    return {"kind": "text", "answers": keys, "reject": [word for word in refused if word]}, lost


def _literal(answer: str) -> str:
    return answer.replace(r"\*", "*")


def _match(inside: str, form: str) -> Read:
    """Pairs; a right side without a left one only leads astray, and is left out."""
    pieces = [piece.partition("->") for piece in inside.split("=") if piece.strip()]
    if not all(arrow for _left, arrow, _right in pieces):
        raise ItemRefused.because(_("Each of the answers of a matching question needs an arrow (->)."))
    lefts = [text_in(left, form) for left, _arrow, _right in pieces]
    pairs = [
        [left.replace("-\\>", "->"), shown(right).strip()]
        for (left, _lost), (_left, _arrow, right) in zip(lefts, pieces, strict=True)
    ]
    lost = merged(lost for _left, lost in lefts)
    lost.update(["others"] * sum(not left for left, _right in pairs))
    return {"kind": "match", "pairs": [pair for pair in pairs if pair[0]]}, lost


def _numeric(inside: str) -> Read:
    answers, lost = _answers(inside, "plain")
    whole = [one for one in answers if one.weight in {None, 1.0} and one.said != "*"]
    lost.update(["scores"] if any(0 < (one.weight or 0) < 1 for one in answers) else [])
    lost.update(["feedback"] if any(one.feedback for one in answers) else [])
    if not whole:
        raise ItemRefused.because(_("It asks for a number, and no number is given as right."))
    fields, more = numeric_from([one.said for one in whole])
    return fields, merged([lost, more])
