"""Figures that mean the same are the same, however they are written, and others are not."""

from __future__ import annotations

import pytest

from carrel.desk.claims import gives_back, is_courtesy
from carrel.desk.figures import figures


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("within thirty days", "30 days"),
        ("two weeks", "a fortnight"),
        ("14 days", "2 weeks"),
        ("1,299.00 €", "€1.299,00"),
        ("49.90 €", "49,90 euros"),
        ("twenty per cent", "20 %"),
        ("half price", "50 %"),
        ("3 May 2026", "May 3rd"),
        ("a year", "12 months"),
        ("sixty watts", "60 W"),
        ("3–5 working days", "3 to 5 business days"),
        ("https://www.ballywick.example/returns.", "www.ballywick.example/returns"),
        ("BW-123456", "bw-123456"),
    ],
)
def test_the_same_said_in_two_ways_is_one_figure(one: str, other: str) -> None:
    assert {figure.key for figure in figures(one)} == {figure.key for figure in figures(other)} != set()


@pytest.mark.parametrize(
    ("one", "other"),
    [("30 days", "30 working days"), ("5 €", "5 $"), ("5 €", "5 %"), ("60 W", "60 lm"), ("3 May", "3 June")],
)
def test_unlike_figures_stay_unlike(one: str, other: str) -> None:
    assert {figure.key for figure in figures(one)}.isdisjoint(figure.key for figure in figures(other))


@pytest.mark.parametrize(
    ("sentence", "is_polite"),
    [
        ("Thank you for your message.", True),
        ("We are sorry for the trouble.", True),
        ("Please let us know if you have any other questions.", True),
        ("Yes, of course.", False),
        ("You are welcome to keep it.", False),
        ("We are happy to refund you.", False),
        ("Thank you, you can have it.", False),
        ("We will be happy to help within 2 days.", False),
    ],
)
def test_a_courtesy_says_nothing_else(sentence: str, is_polite: bool) -> None:
    assert is_courtesy(sentence) == is_polite


@pytest.mark.parametrize(
    ("sentence", "is_theirs"),
    [
        ("You would like to return the lamp.", True),
        ("We are sorry that the lamp flickers.", True),
        ("You asked for a refund, and we send you one.", False),
        ("You would like to return the lamp within 30 days.", False),
        ("We return the lamp.", False),
        ("You get a refund.", False),
    ],
)
def test_what_the_customer_wrote_may_be_given_back_and_nothing_be_added(sentence: str, is_theirs: bool) -> None:
    assert gives_back(sentence, "The lamp flickers. I would like to return the lamp and ask for a refund.") == is_theirs
