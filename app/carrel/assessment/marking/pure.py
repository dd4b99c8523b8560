"""Whether a unit in an answer is one too many, because the question asks for a number alone."""

from __future__ import annotations

import re
from functools import lru_cache

from carrel.assessment.marking.numbers import spelled
from carrel.assessment.marking.units import Dimension, unit_from

_RATIOS = re.compile(
    r"\b(?:magnification|magnified|efficiency|probability|ratio|fraction|share|proportion|refractive index"
    r"|coefficient|scale factor|relative (?:density|mass|atomic mass|frequency)|power of ten|exponent|atomic number|pH"
    r"|how many times|what (?:number|fraction|share|part)|by what factor)\b",
    re.IGNORECASE,
)
"""What has no unit: it counts, or compares two things of one kind."""

_HOW_MANY = re.compile(r"\b(?:how many|(?:the |a )number of)\s+((?:[\w-]+\s*){1,3})", re.IGNORECASE)
_MEASURES = re.compile(
    r"\b(?:how (?:long|far|fast|tall|high|deep|wide|big|large|old|heavy|thick|hot|warm|cold|strong|much)|when|what time"
    r"|lengths?|widths?|heights?|depths?|distances?|perimeters?|circumferences?|radius|diameters?|sides?|areas?"
    r"|volumes?|capacity|mass(?:es)?|weighs?|weights?|(?<!\\)times?(?! \d)|durations?|periods?|ages?|years?|speeds?"
    r"|velocit\w*|accelerat\w*|forces?|tension|pressures?|energy|work(?! out)|heat|power|temperatures?|charges?"
    r"|currents?|voltages?|resistances?|frequenc\w*|wavelengths?|densit\w*|concentrations?|angles?|momentum"
    r"|moments?|torque|doses?|measures?|measurements?|sizes?)\b",
    re.IGNORECASE,
)
_SUMS = re.compile(
    r"\b(?:mean|median|mode|solve|round|value of|in digits|missing number|next number|equation|evaluate|simplify"
    r"|work out|gradient|slope|remainder|(?:sum|product|difference|quotient|multiple|factor) of)\b"
    r"|[\d)]\s*(?:[-+×÷*/^=]|\\times|\\div|\btimes\b)\s*[\d(a-z]",
    re.IGNORECASE,
)
"""A task with numbers alone, unless it names what is measured."""

_NEVER_AMISS = frozenset({"rad", "bit", "USD", "EUR", "GBP"})
"""Turns, digits and money are counted as often as measured."""


@lru_cache(maxsize=1024)
def is_one_too_many(dimension: Dimension, named: str, prompt: str) -> bool:
    """Whether a unit of this dimension, as it was named, has no place in the answer to the question.

    It has none where a ratio or a count is asked for, or a sum of numbers in which nothing is measured. A letter
    that begins what is counted is short for it: 6 C for six carbon atoms.
    """
    if not dimension or any(base in _NEVER_AMISS for base, _power in dimension):
        return False
    asked = _question(prompt)
    counted = _HOW_MANY.search(asked)
    if counted is not None:
        return not _is_counted(dimension, named, counted[1].split())
    if _RATIOS.search(asked):
        return True
    return _SUMS.search(prompt) is not None and not (_MEASURES.search(prompt) or _has_units(prompt))


def _is_counted(dimension: Dimension, named: str, words: list[str]) -> bool:
    """Whether a unit of the dimension, or something that begins with the letter, is among the counted things."""
    units = (unit_from(word) for word in words)
    short = len(named) == 1 and any(word[:1].casefold() == named.casefold() for word in words if word != "more")
    return short or any(unit is not None and unit.dimension == dimension for unit in units)


def _question(prompt: str) -> str:
    """The last sentence that asks or tells what to do."""
    sentences = [one for one in re.split(r"(?<=[.!?])\s+", prompt.strip()) if re.search(r"\w{3}", one)]
    asking = [one for one in sentences if one.endswith("?")]
    return (asking or sentences or [prompt])[-1]


def _has_units(prompt: str) -> bool:
    """Whether the question has a number with a unit in it."""
    for found in re.finditer(
        r"(?<![\w.,])\d[\d.,]*\s*(?!(?:in|a|as|at)\b)([A-Za-zμΩ°$€£][\w/^°μΩ²³·-]*)", spelled(prompt)
    ):
        unit = unit_from(found[1])
        if unit is not None and unit.dimension:
            return True
    return False
