"""Distress is recognised by rules: how often, how seldom by mistake, and never slowly (P39)."""

from __future__ import annotations

import time
import tomllib

import pytest

from carrel.base.distress.looking import distress
from carrel.base.distress.rules import LANGUAGES
from carrel.base.distress.spelling import MOST, sentences
from carrel.base.files import resource
from carrel.base.text import MOST_BYTES
from tests.base.distress.phrasings import HALVES, all_of, kept, lessons


@pytest.mark.parametrize(("half", "least"), [("development", 0.97), ("held_out", 0.93)])
def test_what_people_in_distress_write_is_seen(half: str, least: float) -> None:
    told = all_of(half, "true")
    missed = [line for line in told if not distress(line)]
    assert len(told) >= 120
    assert len(missed) <= (1 - least) * len(told), missed


@pytest.mark.parametrize("half", HALVES)
def test_idioms_literature_history_and_biology_bring_no_card(half: str) -> None:
    told = all_of(half, "harmless")
    mistaken = [line for line in told if distress(line)]
    assert len(told) >= 200
    assert len(mistaken) <= 0.02 * len(told), mistaken
    literature = [line for name, lines in kept(half, "harmless").items() if "literature" in name for line in lines]
    assert sum(bool(distress(line)) for line in literature) <= 0.02 * len(literature)


def test_lessons_and_their_items_bring_no_card() -> None:
    told = list(lessons())
    assert len(told) > 5000
    assert [text for text in told if distress(text)] == []


@pytest.mark.parametrize(
    ("shows", "does_not"),
    [
        ("I want to kill myself", "I'm not going to kill myself"),
        ("My dad hits me", "My dad never hits me"),
        ("I cut myself", "I cut myself a slice of bread"),
        ("I want to die", "“I want to die,” she whispered."),
        ("I want to die", "How do you say I want to die in Latin?"),
        ("I want to die", "> I want to die\nWhich poem is this from?"),
        ("my friend wants to kill himself", "Romeo wants to kill himself"),
        ("I don't know if I should kill myself", "I don't want to kill myself"),
        ("He hits me every day", "He hits me up every day"),
        ("I can't write this essay, I want to kill myself", "My essay is about suicide"),
        ("In class we read a sad story, and I want to kill myself", "In the story the boy wants to kill himself"),
    ],
)
def test_one_word_can_make_the_difference(shows: str, does_not: str) -> None:
    assert distress(shows)
    assert not distress(does_not)


@pytest.mark.parametrize(
    "written",
    [
        "i want to k!ll myself",
        "I WANT TO DIEEEE",
        "k.m.s",
        "su1c1de is all i think about, i want to commit su*cide",
        "i wnat to die",
        "i want\nto be dead. i want to die",
        "I  want   to   kill   my self",
        "I’m going to kill myself",
        "ｉ ｗａｎｔ ｔｏ ｄｉｅ",
    ],
)
def test_spellings_and_disguises_are_seen_through(written: str) -> None:
    assert distress(written) == "en"


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("quiero morir", "es"),
        ("je veux mourir", "fr"),
        ("أريد أن أموت", "ar"),
        ("मैं मरना चाहता हूँ", "hi"),
        ("main marna chahta hoon", "hi"),
    ],
)
def test_it_says_in_which_language_it_was_written(written: str, language: str) -> None:
    assert distress(written) == language


def test_the_beginning_and_the_end_of_a_megabyte_are_read() -> None:
    filler = "A leaf is a small factory that runs on light. " * (MOST_BYTES // 46)
    assert distress(f"I want to die. {filler}")
    assert distress(f"{filler} I want to die.")


def test_a_sign_that_stands_for_many_makes_a_text_no_longer() -> None:
    text = " ".join(f"\ufdfa{number}" for number in range(15_000))
    assert len(text) < 2 * MOST
    assert sum(map(len, sentences(text))) < 3 * MOST


HOSTILE = {
    "one letter": "a" * 100_000,
    "the first person": "i " * 50_000,
    "a wish without an end": "i want to " * 10_000,
    "opened quotes": "“" * 100_000,
    "single quotes": '"a\n' * 33_000,
    "disguises": "k!" * 50_000,
    "ends": "!" * 100_000,
    "initials": "a." * 50_000,
    "accents": "é\u0301" * 50_000,
    "nothing alike": " . ".join(f"i want to {one} my friend hits me up {one}" for one in range(2_400)),
    "words that may come between": "my best friend a b c d e f said " * 3_100,
    "negations": "i dont really even think i want to wanna " * 2_400,
    "speakers": "says " * 20_000,
    "fences": "```\n" * 25_000,
    "Hindi": "मैं अब " * 14_000,
    "a megabyte": "i want to live " * 66_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_takes_long(name: str) -> None:
    began = time.process_time()
    distress(HOSTILE[name])
    assert time.process_time() - began < 3, "about 0.04 s is usual: this guards against a time that grows with a power"


def test_every_language_has_a_card_with_the_same_parts() -> None:
    cards = {
        language: tomllib.loads(resource(f"distress/cards/{language}.toml").read_text(encoding="utf-8"))
        for language in LANGUAGES
    }
    shape = {name: type(value) for name, value in cards["en"].items()}
    for card in cards.values():
        assert {name: type(value) for name, value in card.items()} == shape
        assert len(card["says"]) == len(cards["en"]["says"])
        assert "{number}" in card["emergency_number"]
        assert not any(letter.isdigit() for value in card.values() for letter in str(value)), "no number is invented"
