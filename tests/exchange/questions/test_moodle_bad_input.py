"""Bad files of Moodle's end in a sentence, and a bad question in a good file is named while the others go on (P26)."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carrel.exchange.questions.api import QuestionsRefused
from carrel.exchange.questions.moodle import FORMAT
from carrel.exchange.questions.moodle.reading import MOST_BYTES, MOST_DEPTH, MOST_NODES, read, recognises

GOOD = """<question type="truefalse"><name><text>Snow</text></name>
<questiontext format="html"><text>Snow is white, même à Zürich.</text></questiontext>
<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question>"""
LAUGHS = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 12))


def quiz(*questions: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    """A file of these questions."""
    return f"{head}<quiz>{''.join(questions)}</quiz>".encode()


def question(kind: str, inside: str) -> str:
    """A question of this type, without a word of what it asks."""
    return f'<question type="{kind}"><name><text>It</text></name>{inside}</question>'


def nested(depth: int) -> bytes:
    """A good question, and elements that stand inside each other."""
    return quiz(GOOD, f'<question type="essay">{"<a>" * depth}{"</a>" * depth}</question>')


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a bomb of entities": (
        lambda: quiz(GOOD, head=f'<!DOCTYPE quiz [<!ENTITY b0 "ha">{LAUGHS}]>') + b"&b11;",
        "no honest file",
    ),
    "a file from the disk": (
        lambda: quiz(GOOD, head='<!DOCTYPE quiz [<!ENTITY f SYSTEM "file:///etc/passwd">]>'),
        "no honest file",
    ),
    "100,000 tags inside each other": (lambda: nested(100_000), "no honest file"),
    "one tag too deep": (lambda: nested(MOST_DEPTH - 1), "no honest file"),
    "too many tags": (lambda: quiz(GOOD, "<a/>" * MOST_NODES), "far too many"),
    "too many bytes": (lambda: quiz(GOOD, " " * MOST_BYTES), "larger than 50 MB"),
    "another root": (lambda: b"<assessment>" + GOOD.encode() + b"</assessment>", "not a file of questions"),
    "a page": (lambda: b"<!DOCTYPE html><html><body>quiz</body></html>", "not a file of questions"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a file of questions"),
    "nothing": (lambda: b"", "not a file of questions"),
    "no questions": (quiz, "no questions"),
    "only a category": (lambda: quiz('<question type="category"/>'), "no questions"),
    "the end is missing": (lambda: quiz(GOOD, GOOD)[:-40], "damaged"),
    "a stray bracket": (lambda: quiz(GOOD, "<<"), "damaged"),
    "one question that nobody knows": (lambda: quiz(question("stack", "")), "Question 1, “It”: Carrel does not know"),
}


@pytest.mark.parametrize(("made", "said"), HOSTILE.values(), ids=HOSTILE)
def test_a_file_nothing_can_be_read_of_is_refused_in_a_sentence(made: Callable[[], bytes], said: str) -> None:
    with pytest.raises(QuestionsRefused, match=said) as refused:
        read(made(), "file.xml")
    assert refused.value.next_step.endswith(".")


def test_what_stands_just_within_the_limit_is_read() -> None:
    assert len(read(nested(MOST_DEPTH - 2), "file.xml").items) == 2


ENCODED: dict[str, bytes] = {
    "as it says": quiz(GOOD),
    "Latin letters, as it says": quiz(GOOD, head='<?xml version="1.0" encoding="ISO-8859-1"?>')
    .decode()
    .encode("latin1"),
    "UTF-8 that calls itself Latin": quiz(GOOD, head='<?xml version="1.0" encoding="ISO-8859-1"?>'),
    "UTF-8 that calls itself UTF-16": quiz(GOOD, head='<?xml version="1.0" encoding="UTF-16"?>'),
    "Latin that calls itself UTF-8": quiz(GOOD).decode().encode("cp1252"),
    "Latin that calls itself UTF-16": quiz(GOOD, head='<?xml version="1.0" encoding="UTF-16"?>')
    .decode()
    .encode("cp1252"),
    "UTF-16 that calls itself UTF-8": quiz(GOOD).decode().encode("utf-16"),
    "a mark before it": b"\xef\xbb\xbf" + quiz(GOOD),
    "an encoding that is none": quiz(GOOD, head='<?xml version="1.0" encoding="rot13"?>'),
    "no declaration": quiz(GOOD, head=""),
    "a comment before it": quiz(GOOD, head="<?xml version='1.0'?>\n<!-- made by hand -->\n"),
    "a control letter in it": quiz(GOOD.replace("Snow is", "Snow\x0b is")),
}


@pytest.mark.parametrize("content", ENCODED.values(), ids=ENCODED)
def test_the_letters_are_right_whatever_the_declaration_says(content: bytes) -> None:
    assert recognises(content, "file.xml")
    assert [item.prompt for item in read(content, "file.xml").items] == ["Snow is white, même à Zürich."]


SPOILED: dict[str, tuple[str, str]] = {
    "a type nobody knows": (question("ddwtos", ""), "type “ddwtos”"),
    "no choices": (question("multichoice", ""), "choices"),
    "no right choice": (question("multichoice", '<answer fraction="0"><text>a</text></answer>' * 2), "is right"),
    "an empty choice": (question("multichoice", '<answer fraction="100"><text/></answer>' * 2), "choices 1"),
    "neither true nor false": (question("truefalse", ""), "true or false"),
    "only patterns": (question("shortanswer", '<answer fraction="100"><text>ri*er</text></answer>'), "patterns"),
    "no number": (question("numerical", '<answer fraction="100"><text>*</text></answer>'), "number"),
    "no pairs": (question("matching", ""), "pairs"),
    "one step": (question("ordering", '<answer fraction="1"><text>a</text></answer>'), "sequence"),
    "no gap": (question("cloze", "<questiontext><text>Nothing.</text></questiontext>"), "no gap"),
    "a gap without a right answer": (
        question("cloze", "<questiontext><text>{1:SA:no}</text></questiontext>"),
        "Not one whole answer",
    ),
    "a gap that cannot be written": (
        question("cloze", "<questiontext><text>{1:SA:=a|b}</text></questiontext>"),
        "no answer that Carrel can keep",
    ),
    "a book": (question("essay", f"<questiontext><text>{'word ' * 30_000}</text></questiontext>"), "far longer"),
}  # fmt: skip


@pytest.mark.parametrize(("spoiled", "said"), SPOILED.values(), ids=SPOILED)
def test_a_bad_question_is_named_and_the_others_go_on(spoiled: str, said: str) -> None:
    found = read(quiz(GOOD, spoiled, GOOD), "file.xml")
    assert len(found.items) == 2
    [bad] = found.bad
    assert bad.where == "Question 2, “It”"
    assert said in bad.why
    assert not found.lost


def test_an_essay_without_notes_still_comes_with_one_point() -> None:
    [item] = read(quiz(question("essay", "<questiontext><text>Why?</text></questiontext>")), "file.xml").items
    assert [point.says for point in item.points] == ["It answers the question."]


def test_a_question_with_an_id_of_another_one_comes_without_it() -> None:
    twice = GOOD.replace("</name>", "</name><idnumber>s1</idnumber>")
    assert [item.id for item in read(quiz(twice, twice), "file.xml").items] == ["s1", ""]


def test_several_categories_become_skills_and_the_name_of_the_file_its_title() -> None:
    category = '<question type="category"><category><text>$course$/top/{}</text></category></question>'
    content = quiz(category.format("Snow"), GOOD, category.format("Ice/Sea//lake"), GOOD)
    found = read(content, "winter.xml")
    assert found.title == "winter"
    assert [item.skills for item in found.items] == [("Snow",), ("Ice/Sea/lake",)]


def test_the_first_of_several_right_choices_is_kept_where_one_is_to_be_chosen() -> None:
    answers = "".join(
        f'<answer fraction="{fraction}"><text>{text}</text></answer>'
        for text, fraction in (("a", 100), ("b", 100), ("c", 50), ("d", 0))
    )
    found = read(quiz(question("multichoice", answers)), "file.xml")
    assert [(choice.text, choice.right) for choice in found.items[0].choices] == [
        ("a", True),
        ("c", False),
        ("d", False),
    ]
    assert found.lost == {"answers": 1, "scores": 1}


@pytest.mark.parametrize(("layout", "read_so"), [("markdown", "*a*"), ("html", r"\*a\*")])
def test_a_text_that_names_no_layout_has_that_of_the_question(layout: str, read_so: str) -> None:
    asks = f'<questiontext format="{layout}"><text>Which?</text></questiontext>'
    answers = '<answer fraction="100"><text>*a*</text></answer><answer fraction="0"><text>b</text></answer>'
    [item] = read(quiz(question("multichoice", asks + answers)), "file.xml").items
    assert item.choices[0].text == read_so


FRAGMENTS = st.sampled_from(
    [
        "<question type='", "multichoice", "cloze", "numerical", "essay", "'>", "</question>", "<answer fraction='1'>",
        "<answer fraction='100'>", "</answer>", "<text>", "</text>", "<questiontext format='", "html'>", "markdown'>",
        "</questiontext>", "{1:SA:=", "{1:MC:", "~=", "}", "#", "\\", "$", "&lt;b&gt;", "&amp;lt;!--", "<![CDATA[<p>",
        "]]>", "\ufdd0", "\U0010fff0",
        "*", "word", "&#38;", "<units><unit>", "<tags><tag/></tags>", "<hint/>", "9" * 400,
    ]
)  # fmt: skip


@settings(max_examples=80)
@given(fragments=st.lists(FRAGMENTS, max_size=25), kind=st.sampled_from(["multichoice", "cloze", "essay", "matching"]))
def test_whatever_stands_in_a_file_ends_in_items_or_in_words(fragments: list[str], kind: str) -> None:
    inside = f'<question type="{kind}">{"".join(fragments)}</question>'
    for content in (quiz(GOOD, inside), quiz(GOOD, "".join(fragments))):
        with contextlib.suppress(QuestionsRefused):
            found = read(content, "file.xml")
            assert all(one.sentence().endswith(".") for one in found.bad)


LONG = {
    "backslashes": "{1:SA:" + r"\~" * 40_000,
    "gaps that begin": "{1:SA:=" * 14_000,
    "marks": "&lt;b&gt;" * 11_000,
    "backticks": "".join("`" * (n % 40 + 1) + " " for n in range(4_000)),
    "dollars": "$a " * 30_000,
    "brackets": r"\(" * 45_000,
    "brackets of Markdown": r"\\(" * 30_000,
    "square brackets of Markdown": r"\\[a" * 20_000,
    "comments": "&lt;!-- " * 12_000,
}


@pytest.mark.parametrize("layout", ["html", "markdown"])
@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
@pytest.mark.timeout(20)
def test_no_text_keeps_the_reader_busy_for_long(text: str, layout: str) -> None:
    asks = f'<questiontext format="{layout}"><text>{text}</text></questiontext>'
    found = read(quiz(GOOD, question("cloze", asks), question("essay", asks)), "file.xml")
    assert len(found.items) + len(found.bad) == 3


def test_the_format_names_itself_and_knows_its_own() -> None:
    assert (FORMAT.name, FORMAT.title(), FORMAT.suffix) == ("moodle", "Moodle XML", ".xml")
    assert FORMAT.recognises is recognises
    assert not recognises(b"<questestinterop/>", "a.xml")
    assert not recognises(b"::GIFT:: What? {T}", "a.txt")
    assert not recognises(b"\x00\x01\x02", "a.xml")
