"""Units come to what the library of units says they do, in the spellings of people."""

from __future__ import annotations

import re

import pint
import pytest
from hypothesis import given
from hypothesis import strategies as some

from carrel.assessment.marking.units import NONE, unit_from

ORACLE: pint.UnitRegistry[float] = pint.UnitRegistry()
OTHER_NAMES = {
    "°": "degree",
    "L": "liter",
    "Ω": "ohm",
    "u": "unified_atomic_mass_unit",
    "t": "tonne",
    "h": "hour",
    "d": "day",
    "yr": "year",
    "mi": "mile",
    "lb": "pound",
    "oz": "ounce",
    "Å": "angstrom",
    "cal": "calorie",
    "M": "molar",
    "hp": "horsepower",
    "gal": "gallon",
    "pc": "parsec",
    "ly": "light_year",
    "AU": "astronomical_unit",
    "atm": "atm",
    "mmHg": "mmHg",
    "Cal": "kilocalorie",
    "Da": "dalton",
    "cc": "centimeter**3",
    "min": "minute",
    "in": "inch",
    "yd": "yard",
    "ft": "foot",
    "psi": "psi",
    "acre": "acre",
    "kn": "knot",
}
SYMBOLS = [
    "m",
    "g",
    "s",
    "A",
    "K",
    "mol",
    "cd",
    "rad",
    "°",
    "Hz",
    "N",
    "J",
    "W",
    "Pa",
    "C",
    "V",
    "Ω",
    "S",
    "F",
    "H",
    "T",
    "Wb",
    "lm",
    "lx",
    "Bq",
    "Gy",
    "Sv",
    "kat",
    "min",
    "h",
    "d",
    "yr",
    "L",
    "M",
    "t",
    "ha",
    "eV",
    "u",
    "bar",
    "atm",
    "mmHg",
    "psi",
    "cal",
    "Cal",
    "Wh",
    "hp",
    "Å",
    "AU",
    "ly",
    "pc",
    "in",
    "ft",
    "yd",
    "mi",
    "lb",
    "oz",
    "acre",
    "gal",
    "mph",
    "kn",
    "B",
    "Nm",
    "km",
    "cm",
    "mm",
    "μm",
    "nm",
    "kg",
    "mg",
    "kJ",
    "MJ",
    "GJ",
    "kW",
    "MW",
    "kN",
    "MPa",
    "kPa",
    "hPa",
    "mL",
    "dL",
    "ms",
    "μs",
    "ns",
    "mA",
    "kΩ",
    "MHz",
    "GHz",
    "kWh",
    "mmol",
]


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_a_unit_is_as_large_as_the_library_says(symbol: str) -> None:
    unit = unit_from(symbol)
    assert unit is not None
    name = OTHER_NAMES.get(symbol, "newton * meter" if symbol == "Nm" else symbol.replace("μ", "µ").replace("Ω", "ohm"))
    expected = ORACLE.Quantity(1, name).to_base_units()
    size = expected.magnitude / (1000 if re.search(r"(?<!kilo)gram", str(expected.units)) else 1)
    close = 1e-4 if symbol in {"acre", "hp", "yr"} else 1e-9  # survey acres, other horses, other years
    assert float(unit.size) == pytest.approx(size, rel=close)
    lengths = expected.dimensionality.get("[length]", 0)
    assert dict(unit.dimension).get("m", 0) == lengths


SPELLINGS = [
    ("m/s^2", "m/s²"),
    ("m/s^2", "m s^-2"),
    ("m/s^2", "m/s/s"),
    ("m/s^2", "metres per second squared"),
    ("m/s^2", "m·s^{-2}"),
    ("m/s^2", "meters per second per second"),
    ("km/h", "kmh"),
    ("km/h", "kilometres per hour"),
    ("m^3", "cubic metres"),
    ("m^2", "square meters"),
    ("m^2", "sq. m"),
    ("m^2", "m2"),
    ("cm^3", "cc"),
    ("kg/m^3", "kg m^-3"),
    ("J/(kg K)", "J/kg K"),
    ("J/(kg K)", "J kg^-1 K^-1"),
    ("N m", "Nm"),
    ("kg", "kilograms"),
    ("kg", "KG"),
    ("Ω", "ohms"),
    ("μm", "micrometers"),
    ("L", "litres"),
    ("mL", "ml"),
    ("°C", "degrees Celsius"),
    ("°C", "deg C"),
    ("°F", "degrees fahrenheit"),
    ("kWh", "kWh"),
    ("1/s", "/s"),
    ("s^-1", "1/s"),
]


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_spellings_name_one_unit(one: str, other: str) -> None:
    from_one, from_other = unit_from(one), unit_from(other.replace("²", "^2"))
    assert from_one is not None
    assert from_one == from_other


@pytest.mark.parametrize(
    "text", ["apples", "m//s", "m^99", "foo/s", "(", "m)", "((m))", "m^", "9", "m s ! s", "x" * 200]
)
def test_what_is_no_unit_names_none(text: str) -> None:
    assert unit_from(text) is None


def test_a_unit_of_nothing_is_none() -> None:
    assert unit_from("  ") == NONE


@given(text=some.text("mskgNJ/·*^-()23 .°CΩ", max_size=24))
def test_any_text_is_a_unit_or_none(text: str) -> None:
    unit_from(text)
