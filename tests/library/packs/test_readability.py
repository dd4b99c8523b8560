"""How hard a text is to read is counted as Björnsson did, and by sentences where that means nothing."""

from __future__ import annotations

import pytest

from carrel.library.packs.marks import prose
from carrel.library.packs.readability import hardness, lix, sentences


def test_lix_is_words_a_sentence_and_long_words_a_hundred() -> None:
    # 10 words in 2 sentences, 2 of them with more than six letters: 10 / 2 + 100 * 2 / 10
    assert lix("The small cat sat down. Elephants remember all it did.") == pytest.approx(5 + 20)


def test_six_letters_are_not_long_and_hyphens_and_digits_are_no_letters() -> None:
    assert lix("Number.") == 1
    assert lix("Numbers.") == 101
    assert lix("It's 12345678.") == 2


def test_a_text_without_words_is_not_hard() -> None:
    assert lix("… !") == 0
    assert hardness(["", "…"]).values == (0, 0)


def test_a_line_ends_a_sentence_and_a_decimal_point_does_not() -> None:
    assert sentences("It is 3.5 metres\nA list item\n\n“So?” Yes (really!) no") == [
        "It is 3.5 metres",
        "A list item",
        "“So",
        " Yes (really",
        " no",
    ]


def test_the_prose_is_counted_without_headings_tables_code_formulas_and_pictures() -> None:
    blocks = (
        "### Title",
        "One *two* [three](a.md) `code` $x^2$.\nFour",
        "![alt](b.svg)",
        "```\nlong code\n```",
        "| a | b |\n|---|---|\n| c | d |",
        "- five\n- six",
    )
    assert prose("\n\n".join(blocks)) == "One two three . Four\nfive\nsix"


def test_scripts_are_measured_on_the_scale_that_fits_them() -> None:
    assert hardness(["Ein Satz.", "Ещё одно предложение."]).scale == "lix"
    assert hardness(["यह एक वाक्य है। यह दूसरा है।", "यह एक बहुत लंबा वाक्य है।"]).scale == "words"
    assert hardness(["这是一句话。这是另一句。", "这是一个长得多的句子，它不会结束。"]).scale == "letters"


def test_longer_sentences_are_harder_on_every_scale() -> None:
    for easy, hard in (
        ("यह एक वाक्य है। यह दूसरा है।", "यह एक बहुत लंबा वाक्य है।"),
        ("这是一句话。这是另一句。", "这是一个长得多的句子，它不会结束。"),
        ("هذه جملة. هذه أخرى.", "هذه جملة طويلة جدا لا تنتهي بسرعة."),
    ):
        low, high = hardness([easy, hard]).values
        assert low < high
