"""What a model judges shows nobody's name, and the words it quotes are found where they stood."""

from __future__ import annotations

import pytest

from carrel.flows.blind import MASK, blind
from tests.flows.names import NAMES

TEXT = "My name is {name}. {name} and I think that rain fills rivers.\n\nSincerely, {name}"


def test_there_are_forty_names() -> None:
    assert len(set(NAMES)) == 40


def test_a_text_is_the_same_whoever_wrote_it() -> None:
    assert len({blind(TEXT.format(name=name), [name]).text for name in NAMES}) == 1


@pytest.mark.parametrize("name", NAMES)
def test_no_part_of_a_name_is_left(name: str) -> None:
    first = name.replace(",", " ").split(maxsplit=1)[0]
    seen = blind(f"{first} writes: I agree.", [name]).text
    assert seen == f"{MASK} writes: I agree."


@pytest.mark.parametrize("head", ["By {name}", "Name: {name}", "Written by {name}", "Author: {name}", "Nombre: {name}"])
def test_a_line_at_the_head_that_says_whose_it_is_goes(head: str) -> None:
    text = f"{head}\n\nRain fills rivers."
    one, other = blind(text.format(name="Amina Yusuf")).text, blind(text.format(name="Jack Smith")).text
    assert one == other
    assert "Rain fills rivers." in one


@pytest.mark.parametrize("text", ["By 1850 most people lived in towns.", "By the river\n\nIt is calm.", "Class sizes."])
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert blind(text).text == text


def test_a_name_inside_another_word_stays() -> None:
    assert blind("Annual rain in Anncaster.", ["Ann"]).text == "Annual rain in Anncaster."


def test_what_is_quoted_is_found_where_it_stood() -> None:
    text = "Ann says: rain fills rivers. So does Ann."
    hidden = blind(text, ["Ann"])
    first = hidden.text.index("rain fills")
    assert hidden.origin(first, first + 10) == (10, 20)
    assert hidden.origin(0, 8) is None, "a name stood in it"
