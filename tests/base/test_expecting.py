"""What is expected of a reply is judged by code: replies written for it, with what a person would say of each."""

from __future__ import annotations

import pytest

from carrel.base.expecting import Expectation, judge, question_in, standing, words_of


@pytest.mark.parametrize(
    ("wording", "text", "found"),
    [
        ("common denominator", "Find a **Common\n Denominator** first.", "Common\n Denominator"),
        ("half", "On behalf of the class", ""),
        ("fraction*", "Two fractions meet.", "fractions"),
        ("fraction", "Two fractions meet.", ""),
        ("it's", "Yes, it’s so.", "it’s"),
        ("cafe", "the café opens", "café"),
        ("x = -4", "so x = −4.", "x = −4"),
        ("x = -4", "so x = 4.", ""),
        ("7/8", "that makes 17/8", ""),
        ("$5", "It costs $5.", "$5"),
        ("学习", "我学习好", "学习"),
        ("كتاب", "قرأت الكِتَاب", "كِتَاب"),
        ("क", "कि", ""),
        ("", "anything", ""),
        ("*", "anything", ""),
    ],
)
def test_a_wording_is_found_as_a_person_would_find_it(wording: str, text: str, found: str) -> None:
    assert standing(text, (wording,)) == found


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("Don't panic – it is 3 + 4.", 6), ("我们学习", 2), ("ذهب الولد", 2), ("— … —", 0)],
)
def test_words_are_counted_as_a_person_counts_them(text: str, count: int) -> None:
    assert words_of(text) == count


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Good. What comes next?", "What comes next?"),
        ("What comes next? Take your time. No hurry.", "What comes next?"),
        ("Why is it blue? Light is scattered. Blue most. Red least.", ""),
        ("ما رأيك؟", "ما رأيك؟"),
        ("See https://example.org/?q=1 for more.", ""),
        ("", ""),
    ],
)
def test_what_a_reply_asks_back_stands_near_its_end(text: str, asked: str) -> None:
    assert question_in(text) == asked


def test_a_reply_that_is_as_expected_fails_nothing() -> None:
    expected = Expectation((("eighths", "denominator"),), ("7/8",), 20, 3, True, "en")
    assert judge(expected, "Both are parts of a whole. Which denominator do the two of them share?") == ()


def test_each_thing_that_is_not_as_expected_is_told_with_the_words_that_show_it() -> None:
    expected = Expectation((("eighths", "denominator"),), ("7/8",), 5, None, True, "fr")
    told = judge(expected, "The answer is 7/8 and that is the end of it.")
    assert [(one.check, one.evidence) for one in told] == [
        ("contains", ""),
        ("lacks", "7/8"),
        ("most_words", "11 words"),
        ("asks", ""),
        ("language", ""),
    ]
    assert "5" in told[2].what
    assert all(one.sure for one in told)


def test_a_reply_too_short_to_tell_its_language_is_not_called_wrong() -> None:
    (told,) = judge(Expectation(language="fr"), "Bien!")
    assert not told.sure


def test_a_reply_of_a_megabyte_is_judged() -> None:
    assert judge(Expectation(lacks=("never*",), asks=False), "a" * 1_000_000) == ()
