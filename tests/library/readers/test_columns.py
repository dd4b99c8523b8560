"""Lines that were found on a picture are read as a person reads them: headings, columns, tables, a crooked page."""

from __future__ import annotations

import math
import random

import pytest

from carrel.library.readers.columns import Corners, in_order, straight
from carrel.library.readers.pdf_lines import Line, paragraphs

HEIGHT = 2_000


def column(name: str, left: float, top: float, width: float, count: int = 8) -> list[Line]:
    """Lines below each other, whose boxes reach a little into the next."""
    return [
        Line(f"{name}{number}", left, left + width, top - 30 * number - 31, top - 30 * number)
        for number in range(count)
    ]


def shuffled(*lines: Line) -> list[str]:
    """The order of these, however they were found."""
    found = list(lines)
    random.Random(4).shuffle(found)
    return [line.text for line in in_order(found)]


def test_the_left_column_is_read_before_the_right_one_and_the_heading_before_both() -> None:
    heading = Line("heading", 100, 1_200, 1_799, 1_850)
    left, right = column("l", 100, 1_800, 500), column("r", 700, 1_800, 500)
    foot = Line("foot", 100, 1_200, 1_400, 1_430)
    in_turn = [heading, *left, *right, foot]
    assert shuffled(*in_turn) == [line.text for line in in_turn]


def test_three_columns_are_read_in_turn() -> None:
    in_turn = column("a", 50, 1_800, 350) + column("b", 450, 1_800, 350) + column("c", 850, 1_800, 350)
    assert shuffled(*in_turn) == [line.text for line in in_turn]


def test_a_table_is_read_row_by_row() -> None:
    names, numbers = column("name", 100, 1_800, 150), column("number", 600, 1_800, 100)
    assert shuffled(*names, *numbers) == [line.text for row in zip(names, numbers, strict=True) for line in row]


def test_columns_that_do_not_stand_beside_each_other_are_blocks() -> None:
    above, below = column("above", 700, 1_800, 500), column("below", 100, 1_200, 500)
    assert shuffled(*above, *below) == [line.text for line in (*above, *below)]


@pytest.mark.parametrize("lines", [[], column("l", 100, 900, 300, 1)])
def test_little_is_in_order_as_it_is(lines: list[Line]) -> None:
    assert in_order(lines) == lines


def turned(left: float, top: float, width: float, degrees: float) -> Corners:
    """A line on a page that was laid down crooked."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    corners = ((left, top), (left + width, top), (left + width, top + 30), (left, top + 30))
    return [[across * cosine - down * sine, across * sine + down * cosine] for across, down in corners]


@pytest.mark.parametrize("degrees", [-5, -0.8, 0, 0.8, 5])
def test_a_crooked_page_is_put_straight(degrees: float) -> None:
    words = [f"line {number} of a paragraph that goes on" for number in range(12)]
    boxes = [turned(100, 200 + 34 * number, 1_200, degrees) for number in range(12)]
    lines = straight(words, boxes, HEIGHT)
    assert max(line.height for line in lines) < 40
    assert paragraphs(in_order(lines)) == " ".join(words)


def test_letters_that_reach_far_do_not_begin_a_paragraph_and_a_heading_does() -> None:
    boxes = [
        [[100, top], [900, top], [900, down], [100, down]]
        for top, down in ((10, 70), (110, 140), (143, 181), (186, 209))
    ]
    lines = straight(["Heading", "some words", "some more", "and more."], boxes, HEIGHT)
    assert paragraphs(lines) == "Heading\n\nsome words some more and more."


def test_nothing_is_put_straight() -> None:
    assert straight([], [], HEIGHT) == []
