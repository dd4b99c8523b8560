"""How a question is read, and what kind of answer it demands."""

from __future__ import annotations

from collections import Counter

import pytest

from carrel.base.files import resource
from carrel.base.matching import function_words
from carrel.library.asking import Question, answering, bare, lines
from carrel.library.demanding import meets
from carrel.library.matching import same_meaning, senses, stems
from carrel.library.model import Passage


def best(asked: str, text: str) -> float:
    """How far the sentence of this text that answers best does."""
    passage = Passage(0, "", "", 0, "", "", 0, len(text), text)
    return max(answering(Question(asked, asked), line) for line in lines(passage))


def test_a_word_written_in_one_with_not_tells_nothing() -> None:
    assert stems("Why isn't it a planet, and don't they know? They're round.") == stems("planet round")


def test_words_that_mean_the_same_are_one() -> None:
    assert senses("the volume of a ball") == senses("the volume of a sphere")
    assert senses("the volume of a ball") != senses("the volume of a cone")


def test_a_word_stands_in_one_line_of_those_that_mean_the_same() -> None:
    held = resource("words/same_meaning.txt").read_text(encoding="utf-8").splitlines()
    groups = [line.split() for line in held if line and not line.startswith("#")]
    times = Counter(one for group in groups for one in {stem for word in group for stem in stems(word)})
    assert [one for one, many in times.items() if many > 1] == []
    assert not {word for group in groups for word in group} & function_words()
    assert not same_meaning().keys() & set(same_meaning().values())


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("I don't get why heavy ships float", "why heavy ships float"),
        ("My sister would like to know how bees find home.", "how bees find home."),
        ("Please explain to me what a vowel is", "what a vowel is"),
        ("I wonder when it rains", "when it rains"),
        ("Why does it float?", "Why does it float?"),
        ("What do people know about bees?", "What do people know about bees?"),
    ],
)
def test_a_question_is_read_without_what_leads_to_it(said: str, asked: str) -> None:
    assert bare(said) == asked


def test_what_is_counted_has_to_be_told() -> None:
    told = "The harbour of Ventspel has 14 cranes. Most of its ships carry timber."
    assert best("How many cranes does the harbour of Ventspel have?", told) == 1.0
    assert best("How many pilots does the harbour of Ventspel have?", told) < 0.75


def test_a_vague_amount_counts_only_beside_what_is_counted() -> None:
    assert meets("How many ships carry timber?", "Most ships carry timber.")
    assert not meets("How many pilots are there?", "Most ships carry timber.", is_counted=False)
    assert meets("How many pilots are there?", "There are 14 in Ventspel.", is_counted=False)


def test_what_is_added_to_a_question_demands_what_that_did() -> None:
    asked = "How many cranes does Ventspel have? And Lomsk?"
    assert Question("And Lomsk?", asked).asked == asked
    assert Question("And who built Lomsk?", asked).asked == "And who built Lomsk?"


def test_a_sentence_that_ends_with_a_question_it_quotes_says_something() -> None:
    assert best("What is a riddle?", 'A riddle is a question with a hidden answer, such as "What has teeth?"') == 1.0
    assert best("What is a riddle?", "But what is a riddle?") == 0.0


def test_the_way_of_asking_need_not_be_answered() -> None:
    told = "Peat fires smoulder for months below the ground."
    assert best("What's so dangerous about peat fires?", told) == 1.0
    assert best("Can anyone actually put out peat fires?", told) > best("Can firemen drown peat fires?", told)
