"""An item with numbers that vary becomes several of the same shape, the same ones each time."""

from __future__ import annotations

import json
from typing import Any

import pytest

from carrel.base.stamp import family
from carrel.library.packs.findings import Finding, Place
from carrel.library.packs.varying import variations
from tests.library.packs.kit import ITEMS, changed, item, said_of

PLACE = Place(ITEMS, 3, "sums.adding.03")
VARY = {
    "numbers": {"speed": {"from": 40, "to": 90, "step": 10}, "hours": [2, 3, 4, 5], "who": ["Ama", "Yuki"]},
    "let": {"way": "speed * hours"},
    "where": "way < 300 and speed != 50",
    "count": 6,
}
RAW = {
    "id": "sums.adding.03",
    "kind": "numeric",
    "prompt": "[[who]] travels [[way]] km in [[hours]] hours.",
    "answers": ["[[speed]]"],
    "check": "[[way]] / [[hours]]",
    "choices": [{"text": "[[ way * hours ]]", "right": False}],
    "source": {"quote": "[[way]]"},
    "vary": VARY,
}


def made(vary: Any = VARY) -> tuple[list[dict[str, Any]], list[Finding]]:
    """The items that come of it, and what was found."""
    found: list[Finding] = []
    return list(variations({**RAW, "vary": vary}, PLACE, found)), found


def test_every_text_has_the_numbers_of_its_variation() -> None:
    items, found = made()
    assert found == []
    assert [one["id"] for one in items] == [RAW["id"], *(f"{RAW['id']}~{number}" for number in range(2, 7))]
    assert {family(one["id"]) for one in items} == {RAW["id"]}
    for one in items:
        speed = int(one["answers"][0])
        way, hours = map(int, one["check"].split(" / "))
        assert way == speed * hours < 300
        assert speed in {40, 60, 70, 80, 90}
        assert one["prompt"].split(" travels ")[0] in {"Ama", "Yuki"}
        assert f"travels {way} km in {hours} hours." in one["prompt"]
        assert one["choices"][0]["text"] == str(way * hours)
        assert one["source"] == {"quote": "[[way]]"}
        assert "vary" not in one
    assert len({one["prompt"] for one in items}) == 6


def test_values_that_belong_together_are_drawn_together_and_thousands_are_set_apart() -> None:
    rows = [["Jupiter", 140000], ["Neptune", 50000], ["Mars", 6800.5], ["Ceres", 900]]
    found: list[Finding] = []
    raw = {
        "id": "s.01",
        "prompt": "[[planet]]: [[size:,]] km, [[-size:,]]; [[planet:,]]",
        "vary": {"numbers": {"planet, size": rows}},
    }
    said = {one["prompt"] for one in variations(raw, PLACE, found)}
    assert found == []
    assert said == {
        "Jupiter: 140,000 km, -140,000; Jupiter",
        "Neptune: 50,000 km, -50,000; Neptune",
        "Mars: 6,800.5 km, -6,800.5; Mars",
        "Ceres: 900 km, -900; Ceres",
    }


def test_the_numbers_that_are_wanted_first_come_first_and_once() -> None:
    items, found = made({**VARY, "first": {"speed": 40, "hours": 3, "who": "Yuki"}})
    assert found == []
    assert items[0]["prompt"] == "Yuki travels 120 km in 3 hours."
    assert len({one["prompt"] for one in items}) == 6
    beyond = made({**VARY, "first": {"speed": 90, "hours": 5, "who": "Yuki"}})[0]
    assert all("450 km" not in one["prompt"] for one in beyond), "they have to fit as well"
    assert made({**VARY, "first": {"speed": 90}})[1][0].rule == "vary"


def test_the_right_choice_stands_at_another_place_each_time() -> None:
    choices = [{"text": "[[a]]", "right": True}, {"text": "[[a + 1]]"}, {"text": "[[a + 2]]"}]
    raw = {"id": "s.01", "choices": choices, "vary": {"numbers": {"a": [10, 20, 30, 40]}}}
    made_of = list(variations(raw, PLACE, []))
    assert [[one.get("right", False) for one in item["choices"]].index(True) for item in made_of] == [0, 2, 1, 0]


def test_the_same_line_makes_the_same_items_and_another_id_others() -> None:
    assert made() == made()
    other: list[Finding] = []
    items = list(variations({**RAW, "id": "sums.adding.04"}, PLACE, other))
    assert [one["prompt"] for one in items] != [one["prompt"] for one in made()[0]]


def test_numbers_without_end_are_drawn_by_chance_and_differ() -> None:
    wide = {"from": 1, "to": 9999}
    items, found = made({"numbers": {"speed": wide, "way": wide, "hours": wide, "who": ["Ama"]}, "count": 20})
    assert found == []
    assert len({one["prompt"] for one in items}) == 20


def test_an_item_without_numbers_that_vary_is_left_as_it_is() -> None:
    plain = {name: value for name, value in RAW.items() if name != "vary"}
    assert list(variations(plain, PLACE, [])) == [plain]


@pytest.mark.parametrize(
    ("vary", "rule"),
    [
        ({**VARY, "where": "way < 50"}, "few-variations"),
        ({**VARY, "where": "way < nothing"}, "vary"),
        ({**VARY, "let": {"way": "speed * who"}}, "vary"),
        ({**VARY, "let": {"way": "speed +"}}, "vary"),
        ({**VARY, "numbers": {**VARY["numbers"], "hours": {"from": 5}}}, "vary"),  # type: ignore[dict-item]
        ({**VARY, "numbers": {**VARY["numbers"], "hours": {"from": 5, "to": 1}}}, "vary"),  # type: ignore[dict-item]
        ({**VARY, "numbers": {"hours": [1, 2, 3, 4]}}, "vary"),
        ({**VARY, "numbers": {**VARY["numbers"], "hours": [None]}}, "wrong-field"),  # type: ignore[dict-item]
        ({**VARY, "numbers": {**VARY["numbers"], "2 h": [1]}}, "wrong-field"),  # type: ignore[dict-item]
        ({"numbers": {"a, b": [[1, 2], [3]]}}, "wrong-field"),
        ({"numbers": {"a, 2": [[1, 2]]}}, "wrong-field"),
        ({"numbers": {"a": [[1, 2]]}}, "wrong-field"),
        ({**VARY, "count": 500}, "wrong-field"),
        ({**VARY, "nubmers": {}}, "unknown-field"),
        ({}, "missing-field"),
    ],
)
def test_numbers_that_cannot_be_worked_out_are_named(vary: Any, rule: str) -> None:
    assert rule in {one.rule for one in made(vary)[1]}


def test_a_pack_holds_the_variations_and_counts_their_line_once() -> None:
    sums = item(
        3,
        prompt="How many metres are [[a]] m and [[b]] m?",
        answers=["[[a + b]]"],
        vary={"numbers": {"a": {"from": 31, "to": 47}, "b": {"from": 52, "to": 77}}, "count": 5},
    )
    assert said_of(changed(sums)) == []
    short = changed(sums)
    short[ITEMS] = "\n".join(short[ITEMS].decode().splitlines()[:6]).encode()
    assert "few-items" in {one.rule for one in said_of(short)}
    assert json.loads(changed(sums)[ITEMS].decode().splitlines()[2])["vary"]
