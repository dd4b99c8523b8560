"""Answers made up by the thousand, to time the marking by code."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from carrel.assessment.items import item_from
from carrel.assessment.marking import mark

WORDS, FORMULAS, ROUNDS = 2_000, 200, 3
_TERMS = (
    "photosynthesis", "mitochondria", "evaporation", "denominator", "hypotenuse", "electron", "temperature",
    "parliament", "metaphor", "algorithm", "gravity", "ecosystem", "equator", "isotope", "perimeter", "catalyst",
)  # fmt: skip
_FRAMES = (
    "{key}", "The {key}.", "I think it is {key}", "{slip}", "not {key}", "{other}", "{key} or {other}",
    "it is called {key} because it is so", "{other} {other}",
)  # fmt: skip
_SPELLINGS = ("{value}", "{value} {unit}", "x = {value} {unit}", "about {value}{unit}", "{more} {unit}", "{value:e}")
_UNITS = ("m", "kg", "m/s^2", "J", "cm^2", "s", "kPa", "kWh")

Pair = tuple[dict[str, Any], str]
"""An item as JSON, and an answer."""

Maker = Callable[[random.Random], Pair]


@dataclass(frozen=True)
class Markings:
    """How many pairs were marked in a second: words and numbers, and formulas."""

    words: float
    formulas: float


def trial(words: int = WORDS, formulas: int = FORMULAS) -> Markings:
    """Mark so many pairs of either kind, a few times over with new ones, and take the middle of the speeds."""
    chance = random.Random(7)
    return Markings(_middle(made_up_words, chance, words), _middle(made_up_formula, chance, formulas))


def _middle(made: Maker, chance: random.Random, count: int) -> float:
    _speed([made(chance) for _each in range(20)])  # the lists of words are read once a run of the program
    return statistics.median(_speed([made(chance) for _each in range(count)]) for _round in range(ROUNDS))


def _speed(pairs: Sequence[Pair]) -> float:
    began = time.perf_counter()
    for number, (raw, answer) in enumerate(pairs):
        mark(item_from({"v": 1, "id": str(number), **raw}), answer)
    return len(pairs) / (time.perf_counter() - began)


def made_up_words(chance: random.Random) -> Pair:
    """A term or a number, named, framed, misspelled, denied, or another one."""
    if chance.random() < 0.5:
        one, other = chance.sample(_TERMS, 2)
        key, rival = f"{one} {chance.randint(1, 999)}", f"{other} {chance.randint(1, 999)}"
        at = chance.randrange(1, len(one) - 1)
        slip = key[:at] + key[at + 1] + key[at] + key[at + 2 :]
        said = chance.choice(_FRAMES).format(key=key, other=rival, slip=slip)
        return {"kind": "text", "prompt": "What is it called?", "answers": [key], "reject": [rival]}, said
    value, unit = round(chance.uniform(0.1, 5_000), 2), chance.choice(_UNITS)
    said = chance.choice(_SPELLINGS).format(value=value, unit=unit, more=value + 1)
    return {"kind": "numeric", "prompt": "How much is it?", "answers": [str(value)], "unit": unit}, said


def made_up_formula(chance: random.Random) -> Pair:
    """A product, a line, two solutions or a root, in another form, or another one."""
    a, b, c, d = (chance.randint(2, 60) for _each in range(4))
    off = chance.choice((0, 0, 1))
    key, said, form = chance.choice(
        (
            (f"{a}*(x + {b})", f"{a}x + {a * b + off}", "any"),
            (f"(x + {a})(x - {b})", f"(x - {b})({'' if off else '1'}x + {a})", "factored"),
            (f"y = {a}x + {b}", f"y - {a}x = {b + off}", "any"),
            (f"x = {a}, x = {-b}", f"x = {-b - off} or x = {a}", "any"),
            (f"sqrt({a * a * b})", f"{a}√{b + off}", "any"),
            (f"{a}x^2 + {b}x + {c}", f"{c} + {b + off}x + {a}x²", "expanded"),
            (f"sin({a}x)^2 + cos({a}x)^2 + {d}", f"{d + 1 + off}", "any"),
            (f"({a}x + {b})/(x + {c})", f"\\frac{{{b + off} + {a}x}}{{x + {c}}}", "any"),
        )
    )
    return {"kind": "expression", "prompt": "Work it out.", "answers": [key], "form": form}, said
