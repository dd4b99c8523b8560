"""Units of measurement: their names as people write them, what they measure, and how large they are.

The sizes are those of the International System of Units (BIPM, SI Brochure, 9th edition, 2019); the others stand
on the international yard and pound (1959). A dimension is a tuple of powers of metre, kilogram, second, ampere, kelvin,
mole, candela, radian, bit, and of the currencies, which are never converted into each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

Dimension = tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True)
class Unit:
    """A unit: how many base units it is, what it measures, and, for temperatures, where its zero lies in kelvin."""

    size: Fraction
    dimension: Dimension
    zero: Fraction = Fraction(0)


NONE = Unit(Fraction(1), ())

_PREFIXES = {
    "Y": 24,
    "Z": 21,
    "E": 18,
    "P": 15,
    "T": 12,
    "G": 9,
    "M": 6,
    "k": 3,
    "h": 2,
    "da": 1,
    "d": -1,
    "c": -2,
    "m": -3,
    "μ": -6,
    "u": -6,
    "n": -9,
    "p": -12,
    "f": -15,
    "a": -18,
}
_PREFIX_NAMES = {
    "tera": 12,
    "giga": 9,
    "mega": 6,
    "kilo": 3,
    "hecto": 2,
    "deca": 1,
    "deci": -1,
    "centi": -2,
    "milli": -3,
    "micro": -6,
    "nano": -9,
    "pico": -12,
    "femto": -15,
}


def _dimension(text: str) -> Dimension:
    powers = (piece.partition("^")[::2] for piece in text.split())
    return tuple(sorted((name, Fraction(power or 1)) for name, power in powers))


_FORCE, _ENERGY, _POWER, _PRESSURE = "kg m s^-2", "kg m^2 s^-2", "kg m^2 s^-3", "kg m^-1 s^-2"
_PI = Fraction(31415926535897932384626433832795, 10**31)

# symbols, names, size in base units, dimension, and whether prefixes go with it
_TABLE: tuple[tuple[str, str, str | Fraction, str, bool], ...] = (
    ("m", "metre meter", "1", "m", True),
    ("g", "gram gramme", "1/1000", "kg", True),
    ("s sec secs", "second", "1", "s", True),
    ("A amp amps", "ampere amp", "1", "A", True),
    ("K", "kelvin", "1", "K", True),
    ("mol", "mole", "1", "mol", True),
    ("cd", "candela", "1", "cd", True),
    ("rad", "radian", "1", "rad", True),
    ("° deg degs", "degree", _PI / 180, "rad", False),
    ("rev revs", "revolution turn", 2 * _PI, "rad", False),
    ("sr", "steradian", "1", "rad^2", False),
    ("Hz", "hertz", "1", "s^-1", True),
    ("N", "newton", "1", _FORCE, True),
    ("J", "joule", "1", _ENERGY, True),
    ("W", "watt", "1", _POWER, True),
    ("Pa", "pascal", "1", _PRESSURE, True),
    ("C", "coulomb", "1", "A s", True),
    ("V", "volt", "1", "kg m^2 s^-3 A^-1", True),
    ("Ω ohm ohms", "ohm", "1", "kg m^2 s^-3 A^-2", True),
    ("S", "siemens", "1", "kg^-1 m^-2 s^3 A^2", True),
    ("F", "farad", "1", "kg^-1 m^-2 s^4 A^2", True),
    ("H", "henry", "1", "kg m^2 s^-2 A^-2", True),
    ("T", "tesla", "1", "kg s^-2 A^-1", True),
    ("Wb", "weber", "1", "kg m^2 s^-2 A^-1", True),
    ("lm", "lumen", "1", "cd rad^2", True),
    ("lx", "lux", "1", "cd rad^2 m^-2", True),
    ("Bq", "becquerel", "1", "s^-1", True),
    ("Gy", "gray", "1", "m^2 s^-2", True),
    ("Sv", "sievert", "1", "m^2 s^-2", True),
    ("kat", "katal", "1", "mol s^-1", True),
    ("min mins", "minute", "60", "s", False),
    ("h hr hrs", "hour", "3600", "s", False),
    ("d", "day", "86400", "s", False),
    ("wk wks", "week", "604800", "s", False),
    ("yr yrs", "year", "31557600", "s", False),
    ("L l ℓ", "litre liter", "1/1000", "m^3", True),
    ("cc ccm", "", "1/1000000", "m^3", False),
    ("M", "molar", "1000", "mol m^-3", False),
    ("mM", "millimolar", "1", "mol m^-3", False),
    ("t", "tonne", "1000", "kg", False),
    ("ha", "hectare", "10000", "m^2", False),
    ("eV", "electronvolt", "1.602176634e-19", _ENERGY, True),
    ("u amu Da", "dalton", "1.66053906892e-27", "kg", False),
    ("bar", "bar", "100000", _PRESSURE, True),
    ("atm", "atmosphere", "101325", _PRESSURE, False),
    ("torr Torr", "torr", Fraction(101325, 760), _PRESSURE, False),
    ("mmHg", "", "133.322387415", _PRESSURE, False),
    ("psi", "", "6894.757293168361", _PRESSURE, False),
    ("cal", "calorie", "4.184", _ENERGY, True),
    ("Cal", "", "4184", _ENERGY, False),
    ("Wh", "", "3600", _ENERGY, True),
    ("hp", "horsepower", "745.69987158227022", _POWER, False),
    ("Å", "angstrom ångström", "1e-10", "m", False),
    ("AU au", "", "149597870700", "m", False),
    ("ly", "lightyear light-year", "9460730472580800", "m", False),
    ("pc", "parsec", "30856775814913673", "m", True),
    ("in ″", "inch", "0.0254", "m", False),
    ("ft ′", "foot", "0.3048", "m", False),
    ("yd yds", "yard", "0.9144", "m", False),
    ("mi", "mile", "1609.344", "m", False),
    ("nmi", "", "1852", "m", False),
    ("lb lbs", "pound", "0.45359237", "kg", False),
    ("oz", "ounce", "0.028349523125", "kg", False),
    ("lbf", "", "4.4482216152605", _FORCE, False),
    ("acre", "acre", "4046.8564224", "m^2", False),
    ("gal", "gallon", "0.003785411784", "m^3", False),
    ("mph", "", "0.44704", "m s^-1", False),
    ("kph kmh kmph", "", Fraction(5, 18), "m s^-1", False),
    ("mps", "", "1", "m s^-1", False),
    ("kn", "knot", Fraction(1852, 3600), "m s^-1", False),
    ("rpm", "", 2 * _PI / 60, "rad s^-1", False),
    ("ppm", "", "1/1000000", "", False),
    ("% percent pct", "", "1/100", "", False),
    ("Nm", "", "1", _ENERGY, True),
    ("Ns", "", "1", "kg m s^-1", False),
    ("Js", "", "1", "kg m^2 s^-1", False),
    ("Ah", "", "3600", "A s", True),
    ("b bit bits", "bit", "1", "bit", True),
    ("B", "byte", "8", "bit", True),
    ("KiB", "kibibyte", "8192", "bit", False),
    ("MiB", "mebibyte", "8388608", "bit", False),
    ("GiB", "gibibyte", "8589934592", "bit", False),
    ("$ USD", "dollar", "1", "USD", False),
    ("¢", "cent", "1/100", "USD", False),
    ("€ EUR", "euro", "1", "EUR", False),
    ("£ GBP", "", "1", "GBP", False),
)
_IRREGULAR = {
    "feet": "foot",
    "inches": "inch",
    "henries": "henry",
    "celsius": "°C",
    "centigrade": "°C",
    "fahrenheit": "°F",
    "hertz": "hertz",
}
_SHORT = {
    "kgs": "kg",
    "kilo": "kg",
    "kilos": "kg",
    "kms": "km",
    "cms": "cm",
    "mms": "mm",
    "mls": "mL",
    "mgs": "mg",
    "gm": "g",
    "gms": "g",
    "ltr": "L",
    "ltrs": "L",
    "mtr": "m",
    "mtrs": "m",
    "ohms": "Ω",
}
"""Symbols as people shorten and multiply them."""

_CELSIUS, _FAHRENHEIT = Fraction("273.15"), Fraction("459.67") * Fraction(5, 9)


@lru_cache(maxsize=1)
def _known() -> dict[str, Unit]:
    """Every name of a unit, prefixes and plurals included."""
    kelvin = _dimension("K")
    known = {
        "°C": Unit(Fraction(1), kelvin, _CELSIUS),
        "°F": Unit(Fraction(5, 9), kelvin, _FAHRENHEIT),
        "kg": Unit(Fraction(1), _dimension("kg")),
    }
    rows = [
        (symbols.split(), names.split(), Unit(Fraction(size), _dimension(of)), scaled)
        for symbols, names, size, of, scaled in _TABLE
    ]
    for symbols, names, unit, scaled in rows:
        known |= _with_prefixes(symbols[0], names, unit) if scaled else {}
    for symbols, names, unit, _scaled in rows:  # afterwards: ft is a foot and no femtotonne, min is a minute
        known |= dict.fromkeys([*symbols, *names, *(f"{name}s" for name in names)], unit)
    for short, symbol in _SHORT.items():
        known[short] = known[symbol]
    return known | {name: known[meant] for name, meant in _IRREGULAR.items()}


def _with_prefixes(symbol: str, names: list[str], unit: Unit) -> dict[str, Unit]:
    """The unit's multiples by their symbols, and by their names in singular and plural."""
    found = {
        prefix + symbol: Unit(unit.size * Fraction(10) ** power, unit.dimension) for prefix, power in _PREFIXES.items()
    }
    for prefix, power in _PREFIX_NAMES.items():
        scaled = Unit(unit.size * Fraction(10) ** power, unit.dimension)
        found |= dict.fromkeys([*(prefix + name for name in names), *(f"{prefix}{name}s" for name in names)], scaled)
    return found


@lru_cache(maxsize=1)
def _folded() -> dict[str, Unit]:
    """The names that mean one thing however they are capitalised."""
    found: dict[str, Unit] = {}
    twice = set()
    for name, unit in _known().items():
        folded = name.casefold()
        if folded in found and found[folded] != unit:
            twice.add(folded)
        found[folded] = unit
    keep = {"kg", "km", "cm", "mm", "ml", "dl", "hz", "ev", "mph", "rpm", "kj", "kw"}
    return {
        name: _known().get(name, unit)
        for name, unit in found.items()
        if name in keep or (name not in twice and len(name) > 1)
    }


_SPOKEN = (
    (re.compile(r"\b(?:degrees?|deg|°)\s*(?:c|celsius|centigrade)\b", re.IGNORECASE), "°C"),
    (re.compile(r"\b(?:degrees?|deg)\s*(?:f|fahrenheit)\b", re.IGNORECASE), "°F"),
    (re.compile(r"°\s*c\b", re.IGNORECASE), "°C"),
    (re.compile(r"°\s*f\b", re.IGNORECASE), "°F"),
    (re.compile(r"\bdegrees? kelvin\b", re.IGNORECASE), "K"),
    (re.compile(r"℃"), "°C"),
    (re.compile(r"℉"), "°F"),
    (re.compile(r"\b(?:square|sq\.?)\s+([a-z]+)", re.IGNORECASE), r"\1^2"),
    (re.compile(r"\b(?:cubic|cu\.?)\s+([a-z]+)", re.IGNORECASE), r"\1^3"),
    (re.compile(r"\bsquared\b", re.IGNORECASE), "^2"),
    (re.compile(r"\bcubed\b", re.IGNORECASE), "^3"),
    (re.compile(r"\s+\^"), "^"),
    (re.compile(r"\s*\b[pP]er\b\s*|\s+an?\s+"), "/"),
    (re.compile(r"\*\*"), "^"),
    (re.compile(r"\blight[ -]years?\b", re.IGNORECASE), "ly"),
    (re.compile(r"\bpounds? sterling\b", re.IGNORECASE), "£"),
)
_PIECE = re.compile(
    r"\s*(?P<join>[/·*.×]|(?<=[A-Za-zμΩ°%)])-(?=[A-Za-z]))?\s*"
    r"(?:(?P<open>\()|(?P<name>°[CF]"
    r"|[A-Za-zμΩ°%$€£¢Å℃ℓ″′åö]+)(?:\^?\s?[({]?(?P<power>(?<=\^)[+-]?\d{1,2}(?:/\d)?|(?<=[({])[+-]?\d{1,2}"
    r"|-?\d{1,2})[)}]?)?)"
)


@lru_cache(maxsize=4096)
def unit_from(text: str) -> Unit | None:
    """The unit that the text names, such as ``m/s^2``, ``kilograms per cubic metre`` or ``°C``, if it names one.

    All that follows a stroke is below it, as people mean it: J/kg K is J/(kg K).
    """
    text = text.strip().rstrip(".")
    if not text:
        return NONE
    if len(text) > 80:
        return None
    for pattern, plain in _SPOKEN:
        text = pattern.sub(plain, text)
    return _product(text)


def _product(text: str) -> Unit | None:
    size, powers, place, below, closes = Fraction(1), dict[str, Fraction](), 0, False, False
    zero, count = Fraction(0), 0
    text = f"1{text}" if text.startswith("/") else text
    if text[:1] == "1" and text[1:].lstrip().startswith("/"):
        place = 1
    while place < len(text):
        if closes and text[place] == ")":
            place, closes = place + 1, False
            continue
        piece = _PIECE.match(text, place)
        if piece is None:
            return None
        place = piece.end()
        if piece["join"] == "/":
            below = True
        if piece["open"]:
            if closes:
                return None
            closes = True
            continue
        unit = _known().get(piece["name"]) or _folded().get(piece["name"].casefold())
        if unit is None:
            return None
        power = Fraction(piece["power"] or 1) * (-1 if below else 1)
        if abs(power) > 12:
            return None
        size *= unit.size ** int(power) if power.denominator == 1 else Fraction(float(unit.size) ** float(power))
        zero, count = unit.zero, count + 1
        for name, exponent in unit.dimension:
            powers[name] = powers.get(name, Fraction(0)) + exponent * power
    if closes or (not count and text != "1"):
        return None
    dimension = tuple(sorted((name, power) for name, power in powers.items() if power))
    return Unit(size, dimension, zero if count == 1 else Fraction(0))
