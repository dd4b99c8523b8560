"""Products are chosen by what stands in the catalogue, and each reason stands there; worked out by hand."""

from __future__ import annotations

import pytest

from carrel.desk.catalogue.amounts import amounts, number, unit_of_heading
from carrel.desk.catalogue.recommending import Reason, recommend
from carrel.desk.catalogue.wishes import wish
from carrel.desk.model import Product


def product(code: str, price: str, text: str = "", **attributes: str) -> Product:
    """A product whose name is its code."""
    return Product(code, f"The {code}", price, tuple(attributes.items()), text)


LAMPS = (
    product("wren", "49.90 €", Light="800 lm", Colour="2700 K", Place="outdoor", Protection="IP44", Length="60 cm"),
    product("robin", "50.00 €", Light="1,200 lm", Colour="4000 K", Place="outdoor", Protection="IP65", Length="1.2 m"),
    product("heron", "29.00 €", Light="450 lm", Colour="2200–6500 K", Place="indoor", Dimmable="yes", Length="38 cm"),
    product("crane", "189.00 €", "For a bright hall.", Colour="3000 K", Place="indoor", Dimmable="no", Height="150 cm"),
    product("swift", "12.00 €", "Never hang it outdoor.", Place="indoor and covered", Material="brass"),
)


@pytest.mark.parametrize(
    ("wished", "codes"),
    [
        ("under 50 €", ["wren", "heron", "swift"]),
        ("for up to 50 euros please", ["wren", "robin", "heron", "swift"]),
        ("I have 50 €", ["wren", "robin", "heron", "swift"]),
        ("more than 50 €", ["crane"]),
        ("between 40 and 60 €", ["wren", "robin"]),
        ("€30–60", ["wren", "robin"]),
        ("at least 800 lumen", ["wren", "robin"]),
        ("800 lm or more", ["wren", "robin"]),
        ("over 800 lm", ["robin"]),
        ("warm white", ["wren", "heron", "crane"]),
        ("4000 K", ["robin", "heron"]),
        ("IP44 or better", ["wren", "robin"]),
        ("IP65", ["robin"]),
        ("not longer than 0.6 m", ["wren", "heron"]),
        ("about 1.2 m long", ["robin"]),
        ("dimmable", ["heron"]),
        ("not dimmable, indoor", ["crane"]),
        ("outdoor", ["wren", "robin"]),
        ("brass", ["swift"]),
        ("a warm white outdoor lamp under 50 €", ["wren"]),
        ("bright", ["crane"]),
    ],
)
def test_a_wish_finds_the_products_that_meet_it(wished: str, codes: list[str]) -> None:
    found = recommend(LAMPS, wished)
    assert [one.product.code for one in found.found] == codes
    assert found.meets_all


def test_each_reason_is_an_attribute_as_it_stands_in_the_catalogue() -> None:
    [one] = recommend(LAMPS, "a warm white outdoor lamp under 50 €").found
    assert one.fits == (
        Reason("warm white", "Colour", "2700 K"),
        Reason("under 50 €", "Price", "49.90 €"),
        Reason("outdoor", "Place", "outdoor"),
    )
    assert one.misses == ()
    assert one.fits[1].sentence() == "under 50 €: Price 49.90 €"


def test_what_is_not_met_is_said_and_what_the_catalogue_does_not_say_too() -> None:
    found = recommend(LAMPS, "an outdoor lamp under 20 € with at least 100 lm")
    assert not found.meets_all
    assert [one.product.code for one in found.found] == ["wren", "robin"]
    assert Reason("under 20 €", "Price", "49.90 €") in found.found[0].misses
    [brass] = recommend(LAMPS, "brass, at least 100 lm, 2700 K, IP20").found
    assert brass.product.code != "swift"
    assert Reason("brass", "", "") in brass.misses


def test_another_currency_is_compared_with_nothing_and_the_price_stays_as_it_is() -> None:
    found = recommend(LAMPS, "brass for $20")
    [one] = found.found
    assert one.misses == (Reason("$20", "Price", "12.00 €"),)
    assert not found.meets_all


def test_words_that_no_product_has_are_told() -> None:
    found = recommend(LAMPS, "a purple outdoor lamp")
    assert "purple" in found.unknown
    assert [one.product.code for one in found.found] == ["wren", "robin"]
    assert recommend(LAMPS, "something with wheels").found == ()
    assert recommend((), "a lamp").found == ()


@pytest.mark.parametrize(
    ("text", "is_price", "value"),
    [
        ("1,299.00", True, 1299.0),
        ("1.299,00", True, 1299.0),
        ("49,90", True, 49.9),
        ("1.299", True, 1299.0),
        ("1.125", False, 1.125),
        ("2,400", False, 2400.0),
        ("0,375", False, 0.375),
        ("1 250", False, 1250.0),
        ("12.345.678", False, 12345678.0),
        ("7", False, 7.0),
    ],
)
def test_numbers_are_read_with_their_marks(text: str, is_price: bool, value: float) -> None:
    assert number(text, is_price=is_price) == pytest.approx(value)


def test_a_heading_may_name_the_unit_of_its_column() -> None:
    assert [unit_of_heading(one) for one in ("Power (W)", "Length in cm", "Fitting (E27)", "Weight [kg]")] == [
        "w",
        "cm",
        "",
        "kg",
    ]
    found = recommend(
        (Product("a", "A", "", (("Power (W)", "8"),)), Product("b", "B", "", (("Power (W)", "12"),))), "max 10 W"
    )
    assert [one.product.code for one in found.found] == ["a"]
    assert [(one.kind, one.least, one.most) for one in amounts("20-40 cm")] == [("length", 0.2, 0.4)]


@pytest.mark.parametrize(
    "text", ["", "€" * 4000, "1" * 4000, "between " * 600 + "1 and 2 €", "9 € " * 1000, "ip" * 2000]
)
def test_odd_wishes_come_to_an_end(text: str) -> None:
    wish(text)
    recommend(LAMPS, text)
