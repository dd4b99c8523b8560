"""Files of GIFT are read as teachers and Moodle write them, and a bad question is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from carrel.assessment.model import Choice, Item, Tolerance
from carrel.exchange.questions.api import Found, Losses, QuestionsRefused
from carrel.exchange.questions.gift import FORMAT
from carrel.exchange.questions.gift_reading import read, recognises

GOLDEN = Path(__file__).parent / "golden"
SKILLS = ("earth-science.rocks",)


def found_in(text: str) -> Found:
    return read(text.encode(), "quiz.gift")


def one(text: str) -> Item:
    """The only item in the text, of which nothing was lost."""
    found = found_in(text)
    assert (found.bad, found.lost) == ((), Losses())
    [item] = found.items
    return item


def test_a_teachers_file_is_read_whole() -> None:
    found = read((GOLDEN / "teacher.gift").read_bytes(), "Rocks.gift")
    melting, hardest, igneous, true, false, changed, layers, crust, pi, year, match, river, tell, escapes = found.items
    assert (found.title, found.bad) == ("Rocks", ())
    assert melting.prompt == "What comes out of a volcano_____?"
    assert melting.choices[0] == Choice("lava", True, feedback="Right: above the ground it is lava.")
    assert [choice.right for choice in melting.choices] == [True, False, False]
    assert (hardest.id, hardest.skills) == ("rock-2", ("minerals", "hard]ness", *SKILLS))
    assert (hardest.solution, hardest.choices[1]) == ("Mohs gives it 10.", Choice("diamond", True))
    assert igneous.multiple
    assert [choice.text for choice in igneous.choices if choice.right] == ["granite", "basalt"]
    assert (true.answers, false.answers, false.solution) == (("true",), ("false",), "It is metamorphic.")
    assert changed.prompt == "Rock that was changed is called …"
    assert (changed.answers, changed.reject) == (("metamorphic",), ("sedimentary",))
    assert (layers.answers, layers.tolerance) == (("4",), None)
    assert (crust.answers, crust.tolerance) == (("7.5",), Tolerance(2.5))
    assert (pi.answers, pi.tolerance) == (("3.14",), Tolerance(0.01))
    assert (year.answers, year.tolerance) == (("79",), Tolerance(0.0))
    assert match.pairs == (("granite", "cooling"), ("sandstone", "pressing"), ("marble", "heat"))
    assert (river.kind, river.text) == ("cloze", "Rivers carry {{sediment|sand}} to the sea.")
    assert (tell.kind, tell.prompt) == ("open", "Tell how a mountain is made.")
    assert escapes.prompt == "Sets are written {a:b}, with ~ and = and #, and C:\\temp."
    assert escapes.answers == ("*",)
    assert all(item.skills == SKILLS for item in found.items if item is not hardest)
    assert found.lost == Losses(titles=1, scores=3, feedback=4, markup=1, pictures=1, others=3)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a{}", "open"),
        ("a{TRUE}", "true_false"),
        ("a{f}", "true_false"),
        ("a{=T}", "text"),
        ("a{yes}", "text"),
        ("a{#1}", "numeric"),
        ("a{#=1 =2}", "numeric"),
        ("a{=x -> y =z -> w}", "match"),
        ("a{=x ~y}", "choice"),
        ("a{~%100%x ~y}", "choice"),
        ("a {=x} b", "cloze"),
        ("a {=x|y} b", "text"),
        ("{{a {=x} b", ""),
    ],
)
def test_what_stands_in_the_brackets_says_the_kind(text: str, kind: str) -> None:
    assert [item.kind for item in found_in(text).items] == ([kind] if kind else [])


def test_two_equals_signs_before_choices_mean_that_both_are_to_be_chosen() -> None:
    found = found_in("a{=x =y ~z}")
    assert found.items[0].multiple
    assert found.lost == Losses(kind=1)


def test_the_last_paragraph_holds_the_gap() -> None:
    item = one("[markdown]Fill in.\\n\\nA {=leaf} is green.")
    assert (item.prompt, item.text) == ("Fill in.", "A {{leaf}} is green.")


def test_a_backslash_before_any_other_letter_is_a_backslash() -> None:
    assert one("[markdown]$\\frac\\{1\\}\\{2\\}$ \\\\neq{T}").prompt == "$\\frac{1}{2}$ \\neq"


def test_the_smallest_tolerance_stands_for_all() -> None:
    found = found_in("a{#=1:0.5 =2:0.25 =3:1}")
    assert found.items[0].tolerance == Tolerance(0.25)
    assert found.lost == Losses(tolerance=1)


def test_a_category_holds_until_the_next_one() -> None:
    found = found_in("$CATEGORY: A b/C//d\nq{T}\n\nr{T}\n\n$CATEGORY: top\n\ns{T}")
    assert [item.skills for item in found.items] == [("a-b.c/d",), ("a-b.c/d",), ()]


BAD = {
    "a{=b": "not closed",
    "a}": "not closed",
    "a}{": "not closed",
    "a{=b{c}}": "more than one pair",
    "a{=b} c {=d}": "more than one pair",
    "a{~b ~c}": "marked as right",
    "a{=b}}": "more than one pair",
    "a{=}": "answers",
    "a{~=}": "choices",
    "a{=photo*}": "wildcard",
    "a{#}": "no number is given",
    "a{#many}": "“many” is not a number",
    "a{#1:about}": "“about” is not a number",
    "a{#1..x}": "“x” is not a number",
    "a{#1:nan}": "tolerance",
    "a{#0..1e999}": "tolerance",
    "a{=x -> y =z}": "arrow",
    "a{=x -> y =X -> z}": "same left side",
    "a{=x ->}": "pairs",
    "a{=" + "x" * 30_000 + "}": "too long",
    "<p>" * 30_000 + "{T}": "too long",
}


@pytest.mark.parametrize(("text", "why"), BAD.items(), ids=[text[:20] for text in BAD])
def test_a_bad_question_is_named_by_its_line_and_the_others_go_on(text: str, why: str) -> None:
    found = found_in(f"first{{T}}\n\n// next\n{text}\n\nlast{{F}}\n")
    assert [item.prompt for item in found.items] == ["first", "last"]
    [bad] = found.bad
    assert bad.where == "line 4"
    assert why in bad.why
    assert bad.why.endswith(".")


REFUSED = {
    b"": "empty",
    b" \n\t\n": "empty",
    b"\xef\xbb\xbf": "empty",
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR": "not text",
    b"a\x00b{T}\x00": "not text",
    b"// only a comment\n": "No questions",
    b"$CATEGORY: a\n": "No questions",
    b"x" * 20_000_001: "larger than 20 MB",
    b"a{T}\n\n" * 20_001: "more than 20000 questions",
}


@pytest.mark.parametrize(("content", "why"), REFUSED.items(), ids=REFUSED.values())
def test_what_holds_no_questions_is_refused_in_a_sentence(content: bytes, why: str) -> None:
    with pytest.raises(QuestionsRefused, match=why) as refused:
        read(content, "quiz.gift")
    assert refused.value.next_step.endswith(".")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_every_usual_encoding_is_read(encoding: str) -> None:
    [item] = read("Ist Öl leichter als Wasser?{T}\r\n".encode(encoding), "quiz.gift").items
    assert item.prompt == "Ist Öl leichter als Wasser?"


@pytest.mark.parametrize("filling", ["x", "{", "=", "~", "\\", "-> =", "<p"])
def test_a_line_of_ten_million_letters_ends_in_words(filling: str) -> None:
    text = "a{=" + filling * (10_000_000 // len(filling))
    found = found_in(text)
    assert not found.items
    assert len(found.bad) == 1


MARKS = some.sampled_from(
    [
        *"~=#{}:\\%[]*",
        "->",
        "::",
        "####",
        "%50%",
        "a",
        "T",
        " ",
        "\n",
        "\n\n",
        "[html]",
        "<b>",
        "&lt;",
        "//",
        "1..",
        "#5",
    ]
)


@settings(max_examples=120, deadline=None)
@given(text=some.lists(MARKS, max_size=24).map("".join))
def test_no_mixture_of_marks_raises_anything_but_a_sentence(text: str) -> None:
    assert recognises(text.encode(), "a.txt") in {True, False}
    try:
        found = found_in(text)
    except QuestionsRefused:
        return
    assert all(bad.sentence() for bad in found.bad)


@pytest.mark.parametrize(
    ("content", "name", "known"),
    [
        (b"What is it?{=x ~y}", "quiz.txt", True),
        (b"What is it?{\n  TRUE }", "quiz", True),
        (b"anything", "quiz.gift", True),
        ("What is it?{T}".encode("utf-16"), "quiz.txt", True),
        (b"$\\frac{a}{b}$ and {word}", "notes.txt", False),
        (b'{"a": {}}', "a.txt", False),
        (b"<x>{=a}</x>", "a.txt", False),
        (b"a{T}", "a.csv", False),
        (b"\x00\xff", "a.txt", False),
    ],
)
def test_a_file_is_known_by_its_brackets(content: bytes, name: str, known: bool) -> None:
    assert recognises(content, name) is known


def test_the_format_is_named_for_commands() -> None:
    assert (FORMAT.name, FORMAT.suffix) == ("gift", ".gift")
