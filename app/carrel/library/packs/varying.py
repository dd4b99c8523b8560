"""Items with numbers that vary: one line of a file becomes several items of the same shape, each with its own numbers.

An item with ``vary`` is a template. Wherever one of its texts has ``[[…]]``, a calculation is worked out with the
numbers of each variation. The first variation keeps the item's id; the others are ``id~2``, ``id~3`` and so on. The
same file always makes the same items.
"""

from __future__ import annotations

import itertools
import math
import random
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from carrel.base.arithmetic import Uncomputable, Value, compute, written
from carrel.base.show import beside
from carrel.base.stamp import VARIATION
from carrel.base.words import _, counted
from carrel.library.packs import fields
from carrel.library.packs.fields import Field, check_fields
from carrel.library.packs.findings import Finding, Place, fault

USUAL, MOST = 4, 20
"""How many variations there are unless the item says so, and at most."""

_SLOT = re.compile(r"\[\[(.+?)(:,)?\]\]")
"""A calculation; with “:,” at its end, its thousands are set apart with commas."""

_NAME = re.compile(r"[A-Za-z]\w*")
_FIXED = ("id", "kind", "skills", "source", "vary", "v")
_TRIES = 400

Drawn = dict[str, Value | str]
_Together = tuple[Value | str, ...]


def _are_numbers(value: object) -> bool:
    """Whether each name has what it may be; names that belong together have lists of as many values."""
    return isinstance(value, dict) and all(_is_domain(_names(name), one) for name, one in value.items())


def _names(name: str) -> list[str]:
    """The names that are drawn together: “planet, size” are two."""
    return [one.strip() for one in name.split(",")]


def _is_domain(names: list[str], value: object) -> bool:
    if not all(map(_NAME.fullmatch, names)):
        return False
    if len(names) > 1:
        return _is_filled(value, lambda one: isinstance(one, list) and len(one) == len(names) and _is_filled(one))
    return _is_filled(value) or (
        isinstance(value, dict) and set(value) <= {"from", "to", "step"} and all(map(_is_number, value.values()))
    )


def _is_filled(value: object, fits: Callable[[Any], bool] | None = None) -> bool:
    return isinstance(value, list) and value != [] and all(map(fits or _is_value, value))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_value(value: object) -> bool:
    return _is_number(value) or fields.is_words(value)


def _are_values(value: object) -> bool:
    return isinstance(value, dict) and all(_NAME.fullmatch(name) and _is_value(one) for name, one in value.items())


def _are_calculations(value: object) -> bool:
    return isinstance(value, dict) and all(
        _NAME.fullmatch(name) and fields.is_words(one) for name, one in value.items()
    )


VARY = (
    Field("numbers", _are_numbers, '"numbers": {"a": [2, 3, 5], "b": {"from": 10, "to": 90, "step": 10}}'),
    Field("let", _are_calculations, '"let": {"c": "a * b"}', required=False),
    Field("where", fields.is_words, '"where": "a < b"', required=False),
    Field("first", _are_values, '"first": {"a": 3, "b": 40}', required=False),
    Field("count", lambda value: fields.is_count(value) and 2 <= value <= MOST, '"count": 4', required=False),  # type: ignore[operator]
)


def variations(raw: Mapping[str, Any], place: Place, found: list[Finding]) -> Iterator[dict[str, Any]]:
    """The items that a line of the file makes: itself alone, unless it varies; faults are added to what was found."""
    vary = raw.get("vary")
    if vary is None:
        yield dict(raw)
        return
    faults = list(check_fields(vary, VARY, lambda _name: place)) if isinstance(vary, dict) else []
    found.extend(faults)
    if faults or not isinstance(vary, dict):
        return
    try:
        made = [_filled(raw, drawn, number) for number, drawn in enumerate(_drawn(vary, fields.words(raw, "id")), 1)]
    except Uncomputable as error:
        found.append(
            fault(
                "vary",
                place,
                _("The numbers of this item cannot be worked out: {why}.").format(why=beside(str(error), 120)),
                _("Correct the calculation, in “let”, in “where” or between [[ and ]]."),
            )
        )
        return
    wanted = vary.get("count", USUAL)
    if len(made) < wanted:
        found.append(
            fault(
                "few-variations",
                place,
                counted("One set of numbers fits.", "{count} sets of numbers fit.", len(made)),
                _("Give more numbers, a wider “where”, or a “count” below {count}.").format(count=wanted),
            )
        )
    yield from made


def _drawn(vary: Mapping[str, Any], seed: str) -> list[Drawn]:
    """Different sets of numbers that fit, drawn by chance: the same in every run."""
    domains = {name: _domain(given) for name, given in vary["numbers"].items()}
    wanted, fitting = vary.get("count", USUAL), list[Drawn]()
    for drawn in _of_names(domains, vary.get("first", {}), random.Random(seed)):
        for name, calculation in vary.get("let", {}).items():
            drawn[name] = compute(calculation, _numbers(drawn))
        if drawn not in fitting and ("where" not in vary or compute(vary["where"], _numbers(drawn))):
            fitting.append(drawn)
        if len(fitting) == wanted:
            break
    return fitting


def _of_names(
    domains: Mapping[str, list[_Together]], first: Mapping[str, str | float], chance: random.Random
) -> Iterator[Drawn]:
    """Each draw by its names; the one that the author wants first comes first."""
    if first:
        yield {name: _read(value) for name, value in first.items()}
    for values in _draws(list(domains.values()), chance):
        drawn: Drawn = {}
        for name, value in zip(domains, values, strict=True):
            drawn |= zip(_names(name), value, strict=True)
        yield drawn


def _draws(domains: list[list[_Together]], chance: random.Random) -> Iterator[tuple[_Together, ...]]:
    """Different draws: all of them in a mixed order where there are few, else as many as it makes sense to try."""
    size = math.prod(map(len, domains))
    if size <= _TRIES:
        every = list(itertools.product(*domains))
        yield from chance.sample(every, len(every))
        return
    seen = set()
    for _try in range(_TRIES):
        drawn = tuple(chance.choice(domain) for domain in domains)
        if drawn not in seen:
            seen.add(drawn)
            yield drawn


def _domain(given: Any) -> list[_Together]:
    """The values that a name may take, or several that are drawn together."""
    if isinstance(given, list):
        return [tuple(map(_read, one if isinstance(one, list) else [one])) for one in given]
    try:
        low, high = compute(str(given["from"])), compute(str(given["to"]))
    except KeyError as error:
        raise Uncomputable(_("“from” and “to” are both needed")) from error
    step = compute(str(given.get("step", 1)))
    if step <= 0 or high < low or (high - low) / step > 10_000:
        raise Uncomputable(_("the steps from “from” to “to” are none, or too many"))
    return [(low + step * number,) for number in range(int((high - low) / step) + 1)]


def _read(value: str | float) -> Value | str:
    return value if isinstance(value, str) else compute(str(value))


def _numbers(drawn: Drawn) -> dict[str, Value]:
    return {name: value for name, value in drawn.items() if not isinstance(value, str)}


def _filled(raw: Mapping[str, Any], drawn: Drawn, number: int) -> dict[str, Any]:
    """The variation with this number, from 1."""
    made = {name: value if name in _FIXED else _replaced(value, drawn) for name, value in raw.items() if name != "vary"}
    if number > 1:
        made["id"] = f"{raw.get('id', '')}{VARIATION}{number}"
    if isinstance(choices := made.get("choices"), list) and choices:
        turn = (number - 1) % len(choices)  # the right one stands at another place each time
        made["choices"] = choices[turn:] + choices[:turn]
    return made


def _replaced(value: Any, drawn: Drawn) -> Any:
    """The value with every calculation in its texts worked out."""
    if isinstance(value, str):
        return _SLOT.sub(lambda found: _said(found[1].strip(), drawn, bool(found[2])), value)
    if isinstance(value, list):
        return [_replaced(one, drawn) for one in value]
    if isinstance(value, dict):
        return {name: _replaced(one, drawn) for name, one in value.items()}
    return value


def _said(slot: str, drawn: Drawn, apart: bool) -> str:
    named = drawn.get(slot)
    if isinstance(named, str):
        return named
    whole, point, rest = written(compute(slot, _numbers(drawn))).partition(".")
    return f"{int(whole):,}{point}{rest}" if apart and whole.lstrip("-").isdigit() else f"{whole}{point}{rest}"
