"""Marks numbers: equal within the tolerance, in any spelling, and in any unit that measures the same."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from carrel.assessment.marking.answers import as_text
from carrel.assessment.marking.binary import ungrouped
from carrel.assessment.marking.frames import unframed
from carrel.assessment.marking.numbers import spelled
from carrel.assessment.marking.plain import words
from carrel.assessment.marking.pure import is_one_too_many
from carrel.assessment.marking.quantities import Quantity, Unreadable, quantity_from
from carrel.assessment.marking.slips import same_but_for_number
from carrel.assessment.marking.units import NONE, Unit, unit_from
from carrel.assessment.marking.verdicts import best, cant_tell, partly, right, wrong
from carrel.assessment.marking.worked_out import worked_out
from carrel.assessment.model import Answer, Item, Verdict
from carrel.base.words import _

MOST = 400
"""The longest answer that is looked into, in characters."""

EXACT = Fraction(1, 10**9)
"""How far a number may be off as a share of the key, where the item gives no tolerance (formats.md §1)."""

_NEGATED = re.compile(
    r"^(?:no[, ]+)?(?:it(?:'s| is) )?(?:not|never|isn'?t|anything but|everything but)\b", re.IGNORECASE
)
_NOT_THAT = re.compile(
    r"[\s,;(]+(?:(?:and|but) )?(?:not|rather than|instead of|as opposed to)\s.*$", re.IGNORECASE | re.DOTALL
)
_IS_NOT = re.compile(r"\b(?:is|was) (?:not|wrong|incorrect|false)\b|\bisn'?t\b", re.IGNORECASE)
_BOUNDED = re.compile(
    r"[<>≤≥≠]|\b(?:more|less|greater|fewer|bigger|smaller|larger|higher|lower) than\b|\bat (?:least|most)\b"
    r"|\bup to\b|\bbetween\b|\bover \d|\bunder \d|\bor (?:more|less)\b"
    r"|\bfrom \S+ to\b|\d\s*(?:to|-)\s*\d+(?!\s*/)(?<!\d-\d)|\bminimum\b|\bmaximum\b",
    re.IGNORECASE,
)
_OR = re.compile(r"\s+(?:or|vs\.?|versus)\s+|\s*[;|]\s*", re.IGNORECASE)
_EQUALS = re.compile(r"\s*(=|≈|≃|≅)\s*")
_WHAT_PERCENT = re.compile(
    r"\b(?:what|which|how many) (?:percent|per cent|percentage)|\bas a percent|\bpercentage (?:of|is|was"
    r"|are)\b|\bin (?:percent|%)",
    re.IGNORECASE,
)


def mark(item: Item, answer: Answer) -> Verdict:
    """The verdict on a numeric item."""
    said = as_text(answer).strip()
    if len(said) > MOST:
        return cant_tell(_("This is too long for a question that asks for a number."))
    said = said if item.unit else ungrouped(said, item.answers, item.prompt)
    keys = [key for key in (_key(text, item.unit) for text in item.answers) if key is not None]
    if not keys:
        return cant_tell(_("The key of this question cannot be read as a number, so nobody can be marked by it."))
    verdict = best([_against(key, said, item) for key in keys])
    if verdict.verdict == "right" and _repeats_the_question(keys[0], said, item):
        return partly(0.5, _("This is how the question says it. Work it out."))
    return verdict


def _repeats_the_question(key: Quantity, said: str, item: Item) -> bool:
    """Whether an answer that is equal to the key is what the question gives: 12/2, 50%, or 5 km for metres."""
    bare = unframed(said)
    packed = "".join(spelled(bare).split())
    if not packed or packed in {"".join(spelled(text).split()) for text in item.answers}:
        return False
    apart, asked = " ".join(spelled(bare).split()), " ".join(spelled(item.prompt).split())
    is_share = re.search(r"\d (?:in|out of) (?:every )?\d", apart) is not None and _names(asked, apart)
    if not (is_share or _names(asked, packed)):
        return False
    read = quantity_from(bare)
    other_unit = isinstance(read, Quantity) and read.unit is not None and key.unit is not None and read.unit != key.unit
    return is_share or other_unit or re.search(r"\d\s*[-+*×·/^÷%]|√|sqrt", spelled(bare)) is not None


def _names(asked: str, said: str) -> bool:
    """Whether the question has this by itself, with or without the spaces in it."""
    loose = r"\s*".join(map(re.escape, "".join(said.split())))
    return re.search(rf"(?<![\w.]){loose}(?![\w.]\w)", asked) is not None


def _against(key: Quantity, said: str, item: Item) -> Verdict:
    plain = said.replace("’", "'")
    if _NEGATED.search(plain) or _IS_NOT.search(plain):
        return wrong(_("This says what the answer is not. Say what it is."))
    said = unframed(_NOT_THAT.sub("", said))
    if _BOUNDED.search(spelled(said)):
        return wrong(_("This gives a range. Give one number."))
    rivals = [piece for piece in _OR.split(said) if piece.strip()]
    if len(rivals) > 1:
        verdicts = [_one(key, piece, item) for piece in rivals]
        agreed = all(verdict.verdict == "right" for verdict in verdicts)
        return right() if agreed else wrong(_("This gives more than one answer. Choose one."))
    return _one(key, said, item)


def _one(key: Quantity, said: str, item: Item) -> Verdict:
    """The verdict on a text without rivals; where sides are equated, a name on one side is none of the numbers."""
    sides = _EQUALS.split(said)
    if len(sides) == 1:
        return _compared(key, _read(said), item)
    read = [_read(side) for side in sides[::2] if side.strip() and not _is_name(side)]
    found = [one for one in read if isinstance(one, Quantity)]
    if not found:
        return _compared(key, read[-1] if read else Unreadable("none"), item)
    verdicts = [_compared(key, one, item) for one in found]
    if verdicts[-1].verdict == "right" or len(found) == 1:
        return verdicts[-1]
    last, first = found[-1], found[0]
    if verdicts[0].verdict == "right" and abs(last.value - first.value) * 50 <= abs(first.value):
        return verdicts[0]  # 1/3 = 0.33
    return verdicts[-1]


def _is_name(side: str) -> bool:
    return (
        re.fullmatch(r"\s*[^\W\d]\w{0,30}(?:\([\w, ]{0,20}\))?(?: [^\W\d]\w*){0,6}\s*", side) is not None
        and unit_from(side.strip()) != NONE
    )


def _compared(key: Quantity, given: Quantity | Unreadable, item: Item) -> Verdict:
    if isinstance(given, Unreadable):
        return _unread(given)
    verdict = _with_unit(key, given, item)
    if not given.is_finished and verdict.verdict == "right":
        return partly(0.5, _("Carry out the calculation, and give one number."))
    other = given.other
    if verdict.verdict == "right" or other is None:
        return verdict
    if _with_unit(key, replace(given, value=other), item).verdict == "right":
        return cant_tell(_("The comma can be read in two ways. Write the number with a point, and without separators."))
    return verdict


def _unread(given: Unreadable) -> Verdict:
    if given.why == "several":
        return wrong(_("This gives more than one number. Give one."))
    if given.why == "sum":
        return cant_tell(_("Carry out the calculation, and give one number."))
    return wrong(_("There is no number in this."))


def _read(said: str) -> Quantity | Unreadable:
    """The quantity that the text names, be it as a root, a power, or a multiple of π."""
    read = quantity_from(said)
    if isinstance(read, Quantity) or read.why == "several":
        return read
    return worked_out(said) or read


def _with_unit(key: Quantity, given: Quantity, item: Item) -> Verdict:
    if key.is_bare:
        return _without_unit(key, given, item)
    if key.unit is None:
        return _counted(key, given, item)
    if given.unit is None:
        return _unit_left_out(key, given, item)
    if given.unit.dimension != key.unit.dimension:
        return _in_another_sense(key, given, item)
    converted = (given.value * given.unit.size + given.unit.zero - key.unit.zero) / key.unit.size
    return _valued(key, converted, item)


def _in_another_sense(key: Quantity, given: Quantity, item: Item) -> Verdict:
    """The unit measures something else, unless it was typed carelessly: ms^-1 for m s^-1, KM/H, 25 C for 25 °C."""
    text, wanted = spelled(given.unit_text), spelled(item.unit or key.unit_text)
    for meant in (re.sub(r"\bms(?=\^?-)", "m s", text), re.sub(r"^(?=[CF]$)", "°", text)):
        unit = unit_from(meant)
        if meant != text and unit is not None and key.unit is not None and unit.dimension == key.unit.dimension:
            return _with_unit(key, replace(given, unit=unit, unit_text=meant), item)
    if text.casefold() == wanted.casefold():
        return _valued(key, given.value, item)
    if text in {"°", "degrees", "degree", "deg"} and wanted in {"°C", "°F"}:
        return _unit_left_out(key, replace(given, unit=None), item)
    return wrong(_("The unit does not measure what was asked for."))


def _unit_left_out(key: Quantity, given: Quantity, item: Item) -> Verdict:
    """The answer has no unit that is known; a share such as 0.5 needs none where per cent are asked for."""
    assert key.unit is not None
    if not key.unit.dimension and (given.percent or _valued(key, given.value / key.unit.size, item).verdict == "right"):
        return _valued(key, given.value / key.unit.size, item)
    verdict = _valued(key, given.value, item)
    if verdict.verdict != "right":
        return verdict
    if given.thing:
        return cant_tell(_("The number is right, and I do not know the unit “{unit}”.").format(unit=given.thing[:30]))
    return partly(0.5, _("The number is right. The unit is missing.")) if item.unit_required else right()


def _counted(key: Quantity, given: Quantity, item: Item) -> Verdict:
    """The key counts things that are no unit, such as apples."""
    verdict = _valued(key, given.value, item)
    if verdict.verdict != "right":
        return verdict
    if given.is_bare:
        return partly(0.5, _("The number is right. Say of what.")) if item.unit_required else right()
    wanted, named = words(key.thing), words(given.thing or given.unit_text)
    if wanted == named or (len(named) > 0 and wanted and any(_same(one, wanted[-1]) for one in named)):
        return right()
    return cant_tell(
        _("The number is right, and I cannot tell whether “{unit}” is what was asked for.").format(
            unit=(given.thing or given.unit_text)[:30]
        )
    )


def _same(one: str, other: str) -> bool:
    return one == other or same_but_for_number(one, other)


def _without_unit(key: Quantity, given: Quantity, item: Item) -> Verdict:
    """The key is a bare number: a unit in the answer is one that the question asks for, or must come to the same."""
    if given.percent and not key.percent and _WHAT_PERCENT.search(item.prompt):
        return _valued(key, given.value * 100, item)
    if given.unit is None or not given.unit.dimension:
        size = given.unit.size if given.unit else Fraction(1)
        return _valued(key, given.value * size, item)
    asked = [unit for unit in _units_in(item.prompt) if unit.dimension == given.unit.dimension]
    if not asked:
        verdict = _valued(key, given.value, item)
        if verdict.verdict == "right" and is_one_too_many(given.unit.dimension, given.unit_text, item.prompt):
            return partly(0.5, _("The number is right. It has no unit here, or not this one."))
        return verdict
    verdicts = [
        _valued(key, (given.value * given.unit.size + given.unit.zero - unit.zero) / unit.size, item) for unit in asked
    ]
    return best(verdicts)


@lru_cache(maxsize=1024)
def _units_in(prompt: str) -> tuple[Unit, ...]:
    """The units that a question asks for: “in km/h”, “how many metres”."""
    found = re.findall(
        r"\b(?:in|how many|number of|to the nearest)\s+([A-Za-zμΩ°%][\w/^°μΩ²³·-]*(?: (?:per|squared|cubed) ?\w*)*)",
        prompt,
        re.IGNORECASE,
    )
    units = (unit_from(spelled(name)) for name in found)
    return tuple(unit for unit in units if unit is not None and unit.dimension)


def _valued(key: Quantity, value: Fraction, item: Item) -> Verdict:
    """Whether the value, in the unit of the key, is the key within the tolerance."""
    off, size = abs(value - key.value), abs(key.value)
    allowed = EXACT * size
    if item.tolerance is not None:
        allowed = max(allowed, Fraction(str(item.tolerance.absolute)), Fraction(str(item.tolerance.relative)) * size)
    if off <= allowed:
        return right()
    if size and value == -key.value:
        return wrong(_("Look at the sign."))
    if size and off * 100 <= size:
        return wrong(_("That is close, and not exact enough."))
    return wrong()


@lru_cache(maxsize=1024)
def _key(text: str, unit: str) -> Quantity | None:
    read = _read(text)
    if isinstance(read, Unreadable):
        return None
    if not unit:
        return read
    known = unit_from(spelled(unit))
    if read.unit is not None and known is not None and read.unit.dimension == known.dimension:
        return read
    return replace(read, unit=known, thing="" if known is not None else unit)
