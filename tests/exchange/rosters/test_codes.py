"""Codes stand for pupils in the files of a class, and a typing slip in one is always told."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.exchange.rosters.api import Roster, RosterClass, RosterPupil
from carrel.exchange.rosters.codes import LENGTH, LETTERS, CodeRefused, checked, new_code, with_codes

CODES = st.integers(0, len(LETTERS) ** (LENGTH - 1) - 1).map(lambda number: new_code(lambda _below: number, ()))
SIGNS = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789äß¿'")


@given(code=CODES)
def test_a_code_is_six_signs_and_right(code: str) -> None:
    assert len(code) == 6
    assert set(code) <= set(LETTERS)
    assert checked(code) == code


@given(code=CODES, place=st.integers(0, LENGTH - 1), sign=SIGNS)
def test_one_wrong_sign_is_always_told(code: str, place: int, sign: str) -> None:
    typed = code[:place] + sign + code[place + 1 :]
    if typed == code:
        return
    with pytest.raises(CodeRefused):
        checked(typed)


@given(code=CODES, places=st.lists(st.integers(0, LENGTH - 1), min_size=2, max_size=2, unique=True))
def test_two_signs_that_changed_places_are_always_told(code: str, places: list[int]) -> None:
    first, second = sorted(places)
    signs = list(code)
    signs[first], signs[second] = signs[second], signs[first]
    if signs[first] == signs[second]:
        return
    with pytest.raises(CodeRefused, match="slip"):
        checked("".join(signs))


@given(code=CODES, place=st.integers(0, LENGTH - 1), sign=st.sampled_from(LETTERS))
def test_one_sign_too_few_or_too_many_is_always_told(code: str, place: int, sign: str) -> None:
    for typed in (code[:place] + code[place + 1 :], code[:place] + sign + code[place:]):
        with pytest.raises(CodeRefused, match="6 letters and digits"):
            checked(typed)


def test_a_code_by_hand_comes_out_as_counted_by_hand() -> None:
    # C is 0 and D is 1: 3 * 1 + 4 * 1 = 7; the sixth sign must make it 19, and 6 * 2 = 12, which is F
    assert checked("CCDDCF") == "CCDDCF"


@pytest.mark.parametrize("typed", ["ccddcf", " CCD-DCF ", "ccd ddf".replace("ddf", "dcf"), "ＣＣＤＤＣＦ", "CCD–DCF"])
def test_capitals_spaces_and_hyphens_do_not_matter(typed: str) -> None:
    assert checked(typed) == "CCDDCF"


def test_the_slip_is_said_in_words() -> None:
    with pytest.raises(CodeRefused, match="“O” is in no roster code") as refused:
        checked("CCDDCO")
    assert refused.value.next_step.endswith(".")


def test_a_code_that_is_taken_is_given_to_nobody_else() -> None:
    taken: set[str] = set()
    for _pupil in range(50):
        code = new_code(lambda _below: 7, taken)
        assert code not in taken
        taken.add(code)


def test_no_sign_is_taken_for_another_and_no_code_is_a_number_in_another_form() -> None:
    assert not set(LETTERS) & set("0O1IL2Z5S8BG" + "AEIOU")
    assert len(set(LETTERS)) == 19


def test_every_pupil_gets_a_code_and_one_pupil_one_code() -> None:
    chance = random.Random(3).randrange
    mine = RosterPupil("Ann", code="CCDDCF", external_id="1")
    classes = (
        RosterClass("7b", pupils=(RosterPupil("Bo", external_id="2"), RosterPupil("Bo"), mine)),
        RosterClass("Chess", pupils=(RosterPupil("Bo", external_id="2"), RosterPupil("Ann", external_id="1"))),
    )
    coded = with_codes(Roster(classes), chance)
    (bo, other_bo, ann), (bo_again, ann_again) = (one.pupils for one in coded.classes)
    assert ann.code == ann_again.code == "CCDDCF"
    assert bo.code == bo_again.code
    assert len({ann.code, bo.code, other_bo.code}) == 3
    assert all(checked(pupil.code) for pupil in coded.pupils())
    assert with_codes(coded, chance) == coded
