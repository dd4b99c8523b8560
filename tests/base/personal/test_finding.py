"""Personal data is found: how much of it in threads that were held out, how seldom by mistake, and by which checks."""

from __future__ import annotations

import re

import pytest

from carrel.base.files import resource
from carrel.base.personal import Find, find, find_in_all
from carrel.base.personal.checks import CHECKS
from carrel.base.sentences import sentences
from tests.base.personal.threads import Planted, Thread, threads

REAL_IN_LESSONS = {"Silva", "Ida", "Rahimi", "Tomás", "Sarah", "Thomas", "0700 123 456", "14 Palm Road", "192.0.2.17"}
"""What stands in sample letters of the lessons and is rightly found there."""


def is_found(planted: Planted, text: str, finds: tuple[Find, ...]) -> bool:
    """Whether every letter and digit of it is masked."""
    signs = (at for at in range(planted.first, planted.last) if text[at].isalnum())
    return all(any(find.first <= at < find.last for find in finds) for at in signs)


def missed(every: list[Thread]) -> list[Planted]:
    """What of the planted data stays."""
    found = ((thread, find(thread.text)) for thread in every)
    return [one for thread, finds in found for one in thread.planted if not is_found(one, thread.text, finds)]


@pytest.mark.parametrize("half", ["development", "held_out"])
def test_nearly_everything_that_was_planted_is_found(half: str) -> None:
    every = threads(half)
    left = missed(every)
    assert len(every) >= 50
    for names in (False, True):
        planted = sum(one.is_name is names for thread in every for one in thread.planted)
        assert planted > 120
        assert sum(one.is_name is names for one in left) <= 0.02 * planted, left


def test_in_threads_next_to_nothing_else_is_found() -> None:
    every = threads("held_out")
    wrong = [
        f"{thread.title}: {found.text}"
        for thread in every
        for found in find(thread.text)
        if not any(one.first < found.last and found.first < one.last for one in thread.planted)
    ]
    assert len(wrong) <= 2, wrong


def test_in_lessons_next_to_nothing_is_found() -> None:
    topics = sorted(resource("packs/foundations/topics").glob("*.md"))[::4]
    texts = [path.read_text(encoding="utf-8") for path in topics]
    count = sum(len(sentences(text)) for text in texts)
    wrong = [found.text for text in texts for found in find(text) if found.text not in REAL_IN_LESSONS]
    assert count > 3_000
    assert len(wrong) <= count / 1000, wrong


@pytest.mark.parametrize(
    "text",
    [
        "In 1066, 1789 and 2026 the price was £1,299.99, €12.50 or 4 500 000 yen.",
        "12345678901234567890 = 2 × 3 × 5, and π ≈ 3.14159265358979.",
        "555 - 123 - 4567 = -4135, (12) + 345 = 357, 0101 1010 1100 is binary, 0123456789 are the digits.",
        "0.0040762 m³ are 4.0762 l; 10:30:45 is a time, 12/03/2026 a date, 1.2.3.4 a chapter, v10.2.3.4 a version.",
        "The SKU AB-1234-X, the kettle LX-400 and the chip NE555 cost 12.99 each; ISBN 978-3-16-148410-0.",
        "2 CO2 + 2 NO → 2 CO + N2, H–Br 366 kJ/mol, std::vector<int>::size, a::b, C5H12.",
        "Dear reader, thank you, and kind regards to all of you.",
        "Will you mark it? May I hope for a rose, or is the bill a joy?",
        "In order 1000 soldiers marched; in case 5 of 12 people agree, call 3 of them.",
        "My name is not important. I am 12 years old. This is Sparta, and it is Monday.",
        "Napoleon met Goethe in Erfurt on 2 October 1808; Marie Curie was born on 7 November 1867.",
        "Sin(90-60) = 0.5; 90° - 60° = 30°; x1 = 1234567, x2 = 7654321.",
    ],
)
def test_what_a_tutor_needs_is_left_alone(text: str) -> None:
    assert find(text) == ()


NUMBERS = {
    "argentine": "20-12345678-6", "belgian": "85.07.30-033.28", "brazilian": "529.982.247-25",
    "british_health": "943 476 5919", "card": "4111111111111111", "chilean": "12.345.678-5",
    "chinese": "11010519491231002X", "dutch": "111222333", "finnish": "131052-308T", "french": "255081416802538",
    "german_tax": "65929970489", "iban": "GB29NWBK60161331926819",
    "indian": "234123412346", "italian": "RSSMRA85T10A562S", "luhn": "79927398713", "norwegian": "29029600013",
    "polish": "44051401359", "portuguese": "123456789", "south_african": "8001015009087", "spanish": "12345678Z",
    "swiss": "756.9217.0769.85", "turkish": "10000000146",
}  # fmt: skip
"""Examples that the offices themselves, or the articles about their numbers, give."""


@pytest.mark.parametrize("name", NUMBERS)
def test_a_check_takes_the_example_and_no_other_last_sign(name: str) -> None:
    number = NUMBERS[name]
    others = "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if number[-1].isalpha() else "0123456789"
    taken = [sign for sign in others if CHECKS[name](number[:-1] + sign)]
    assert taken == [number[-1]]


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("mail: Ann.O'Hara+x@mail.example!", "email", "Ann.O'Hara+x@mail.example"),
        ("https://shop.example/?to=ada%40quill.example&x=1", "email", "ada%40quill.example"),
        ("IBAN de89 3704 0044 0532 0130 00 BIC COBADEFF", "iban", "de89 3704 0044 0532 0130 00"),
        ("Router 203.0.113.9.", "ip", "203.0.113.9"),
        ("I was born on 3 March 1990 in Ulm", "birthdate", "3 March 1990"),
        ("Customer number: 88-A/4711, thanks", "number", "88-A/4711"),
        ("Ich wohne Musterweg 3b, 01067 Dresden.", "address", "Musterweg 3b, 01067 Dresden"),
        ("tel +1 (604) 555-0133 ext. 12", "phone", "+1 (604) 555-0133 ext. 12"),
    ],
)
def test_a_find_covers_all_of_it_and_no_more(text: str, kind: str, found: str) -> None:
    assert [(one.kind, one.text) for one in find(text)] == [(kind, found)]


def test_two_ways_of_writing_the_same_are_the_same() -> None:
    finds = find(
        "IBAN GB29NWBK60161331926819, GB29 NWBK 6016 1331 9268 19. My name is Ada Quill; A. Quill, ADA, Quill’s."
    )
    assert len({one.of for one in finds}) == 2
    assert [one.part for one in finds] == ["", "", "", "", "FIRST", "LAST"]


def test_whoever_is_named_in_one_turn_is_found_in_all() -> None:
    first, second = find_in_all(
        ("My name is Ada Quill, order number 77-4120.", "Tell Quill that 77-4120 and ada are late.")
    )
    assert [one.text for one in first] == ["Ada Quill", "77-4120"]
    assert [one.text for one in second] == ["Quill", "77-4120", "ada"]


def test_people_who_are_known_besides_are_found() -> None:
    assert [one.text for one in find("Zsófia and Zsofia came.", ("Zsófia Bende",))] == ["Zsófia", "Zsofia"]


@pytest.mark.timeout(60)
def test_texts_made_to_make_the_rules_try_much_come_to_an_end() -> None:
    for piece in ("1 ", "a@", "Dear ", "+4", "[", "0 1-", "-- \n", "1:00 a ", "\n", "> ", "\n> "):
        text = piece * (1_000 if len(piece) > 1 else 8_000)
        assert len(find(text)) <= len(text)


def test_each_rule_says_a_kind_that_there_is() -> None:
    words = re.findall(
        r'^kind = "(\w+)"$', resource("personal/patterns.toml").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert set(words) == {"email", "phone", "card", "iban", "id", "ip", "number", "address", "birthdate"}
