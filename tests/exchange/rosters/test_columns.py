"""The columns of a list are known by what people of many languages call them."""

from __future__ import annotations

import tomllib

import pytest

from carrel.base.files import resource
from carrel.exchange.rosters.columns import key_of, recognised, word


@pytest.mark.parametrize(
    ("headers", "kinds"),
    [
        (["Name"], {"name"}),
        (["FIRST_NAME", "Last name", "Class"], {"given", "family", "class"}),
        (["givenName", "familyName", "sourcedId"], {"given", "family", "id"}),
        (["Vorname", "Nachname", "Klasse", "Gruppe"], {"given", "family", "class", "group"}),
        (["Nom de famille", "Prénom", "Classe"], {"family", "given", "class"}),
        (["Nombre y apellidos", "Grupo", "Código"], {"name", "group", "code"}),
        (["الاسم", "الصف"], {"name", "class"}),
        (["नाम", "कक्षा"], {"name", "class"}),
        (["Group", "Id"], set()),
        (["Ann Lee", "7b"], set()),
    ],
)
def test_columns_are_known_in_many_spellings(headers: list[str], kinds: set[str]) -> None:
    assert recognised(headers).keys() == kinds


@pytest.mark.parametrize(
    ("headers", "kinds"),
    [
        (["Name", "Vorname"], ["family", "given"]),
        (["Nom", "Prénom"], ["family", "given"]),
        (["Nombre", "Apellidos"], ["given", "family"]),
        (["Name", "Surname"], ["given", "family"]),
        (["Name", "First name"], ["name", "given"]),
        (["Name", "Vorname", "Nachname"], ["name", "given", "family"]),
    ],
)
def test_a_name_beside_a_part_of_it_is_the_other_part(headers: list[str], kinds: list[str]) -> None:
    found = recognised(headers)
    assert [next(kind for kind, places in found.items() if place in places) for place in range(len(headers))] == kinds


def test_only_groups_may_have_several_columns() -> None:
    assert recognised(["Name", "Group 1", "Group 2", "Id", "Pupil id", "Pupil"]) == {
        "name": (0,),
        "group": (1, 2),
        "id": (3,),
    }


def test_no_spelling_stands_for_two_things() -> None:
    told = tomllib.loads(resource("classroom/columns.toml").read_text(encoding="utf-8"))
    for table in (told["columns"], told["words"]):
        keys = [key_of(spelling) for spellings in table.values() for spelling in set(spellings)]
        assert len(keys) == len(set(keys)), sorted(key for key in keys if keys.count(key) > 1)
        assert all(keys)


def test_words_of_roles_and_states_are_known() -> None:
    assert [word(one) for one in ("Student", "élève", "Lehrerin", "Inactive", "to-be-deleted", "parent", "")] == [
        *("pupil", "pupil", "teacher", "ended", "ended"),
        *("", ""),
    ]
