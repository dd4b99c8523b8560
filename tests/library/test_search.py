"""Passages are found by their words, whatever is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2 as driver

from carrel.base.matching import MARK_BEGIN, MARK_END
from carrel.courses import tables as courses
from carrel.courses.model import Course
from carrel.library import search, tables
from carrel.library.model import DocumentMissing, Part, Scope
from carrel.library.ranking import snippet
from carrel.library.search import find, joined, learn
from tests.conftest import CountingStamp
from tests.library.kit import kept, titles

if TYPE_CHECKING:
    from sqlite_utils import Database

RAISING = ["C++", "it's", "what is 2+2?", "a AND", '"', "*", "NEAR(", "col:x", "-x", "(", "^a", 'a"b', "a\x00b", "😀"]
RAISING += ["", "{a}:"]


@pytest.mark.parametrize("query", RAISING)
def test_every_search_a_person_types_answers(db: Database, stamp: CountingStamp, query: str) -> None:
    kept(db, stamp, "About x", "C++ says it's 2+2, what is a AND b? col:x -x ab")
    assert isinstance(find(db, query), list)


def test_most_of_those_searches_raise_when_they_are_not_quoted(db: Database) -> None:
    raised = 0
    for query in RAISING:
        try:
            db.execute("select rowid from passage_search where passage_search match ?", (query,)).fetchall()
        except driver.OperationalError:
            raised += 1
    assert raised >= 10


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=5_000)
@given(st.text(st.characters(codec=None), max_size=30))
@example("\ud800")
@example("\x00")
def test_five_thousand_random_strings_answer(db: Database, query: str) -> None:
    assert find(db, query) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(
    st.lists(st.sampled_from(["AND", '"', "पौधे", "植物", "ab*", "NOT", "x:", "café", "ا", "٣", "e\u0301", "ﬁ", "-"]))
)
def test_words_of_all_scripts_answer_among_passages(db: Database, stamp: CountingStamp, words: list[str]) -> None:
    if not tables.documents(db):
        kept(db, stamp, "All", "पौधे रात में साँस लेते हैं। 植物在夜里也呼吸 ab café النبات ٣ ﬁsh not x")
    assert isinstance(find(db, " ".join(words)), list)


def test_a_question_finds_the_passage_that_answers_it(db: Database, stamp: CountingStamp) -> None:
    kept(db, stamp, "Plants", "Plants take in light by day.", "At night plants give off carbon dioxide and rest.")
    kept(db, stamp, "Owls", "What do owls do at night? They hunt, and give off a call.", "Do not give up at night.")
    best = find(db, "What do plants give off at night?")[0]
    assert (best.passage.title, best.passage.label, best.by_words) == ("Plants", "p. 2", 1)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Zoë ate a crème brûlée", "zoe creme brulee"),
        ("The cells were dividing", "cell divide"),
        ("photosynthesis in plants", "photosynth"),
        ("it's C++ and what is 2+2?", "C++"),
        ("ΑΘΗΝΑ", "αθηνα"),
        ("पौधे रात में भी साँस लेते हैं।", "पौधे"),
        ("植物在夜里也呼吸而且放出二氧化碳。", "植物晚上放出什么？"),
        ("植物在夜里也呼吸而且放出二氧化碳。", "氧"),
        ("它的DNA分子很长。", "DNA"),
        ("والنبات يتنفس في الليل أيضا", "نبات"),
        ("식물은 밤에도 숨을 쉰다.", "식물"),
        ("what is it", "what is it"),
    ],
)
def test_words_are_found_in_any_case_accent_form_and_script(
    db: Database, stamp: CountingStamp, text: str, query: str
) -> None:
    kept(db, stamp, "Other", "Nothing of the kind stands here. 水在这里。 ماء")
    kept(db, stamp, "This one", text)
    assert titles(find(db, query))[:1] == ["This one"]


def test_all_words_come_before_some_and_what_is_unknown_does_not_hinder(db: Database, stamp: CountingStamp) -> None:
    kept(db, stamp, "One", "Mitosis mitosis mitosis, over and over mitosis.")
    kept(db, stamp, "Both", "In mitosis the spindle pulls, as many pages before this one have told at length.")
    both, one = find(db, "spindle in mitosis zzzz")
    assert (both.passage.title, one.passage.title) == ("Both", "One")
    assert 0 < one.share < both.share < 1


def test_a_title_and_a_heading_count_more_than_the_text(db: Database, stamp: CountingStamp) -> None:
    kept(db, stamp, "Salt", "It is needed in every kitchen. A word on osmosis.")
    kept(db, stamp, "Osmosis", "Water moves through a skin.")
    assert titles(find(db, "osmosis")) == ["Osmosis", "Salt"]


def test_only_what_the_scope_names_is_found(db: Database, stamp: CountingStamp) -> None:
    courses.create(db, Course("biology", stamp.now(), "Biology"))
    here = kept(db, stamp, "Here", "A cell.", courses=("biology",))
    there = kept(db, stamp, "There", "A cell.", kind="pdf")
    assert titles(find(db, "cell", Scope(course="biology"))) == ["Here"]
    assert titles(find(db, "cell", Scope(kinds=("pdf",)))) == ["There"]
    assert titles(find(db, "cell", Scope(documents=(there,)))) == ["There"]
    assert find(db, "cell", Scope(documents=(here,), kinds=("pdf",))) == []
    assert find(db, "cell", Scope(course="none")) == []


def test_what_is_removed_is_not_found_until_it_is_put_back(db: Database, stamp: CountingStamp) -> None:
    document = kept(db, stamp, "Cells", "Cells divide. 细胞分裂。")
    tables.remove(db, [document], stamp.now())
    assert (find(db, "divide"), find(db, "细胞"), find(db, "divide", Scope(documents=(document,)))) == ([], [], [])
    tables.put_back(db, [document])
    assert titles(find(db, "divide") + find(db, "细胞")) == ["Cells", "Cells"]
    tables.forget_parts(db, document)
    assert (find(db, "divide"), find(db, "细胞")) == ([], [])


def test_the_passage_says_where_it_stands_word_for_word(db: Database, stamp: CountingStamp) -> None:
    text = "\n\n".join(f"Section {name}\n\n" + f"A word about {name} here. " * 25 for name in ("salt", "iron", "zinc"))
    document = kept(db, stamp, "Metals", f"Nothing\x00.\r\n\r\n{text}")
    passage = find(db, "iron")[0].passage
    assert (passage.document, passage.part, passage.label) == (document, 0, "p. 1")
    assert passage.text == tables.part(db, document, 0).text[passage.first : passage.last]
    assert passage.text.startswith("Section iron")


def test_a_part_of_no_document_is_refused(db: Database) -> None:
    with pytest.raises(DocumentMissing):
        learn(db, "nothing", 1, Part(0, "", "", "text"))


def test_in_a_large_library_the_rare_word_and_all_words_together_are_found(
    db: Database, stamp: CountingStamp, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("SMALL", 3), ("MOST_RANKED", 4), ("MOST_WEIGHED", 3), ("_SAMPLE", 2)):
        monkeypatch.setattr(search, name, value)
    kept(db, stamp, "Filler", *(f"Water {number} runs." for number in range(20)))
    kept(db, stamp, "Rain", *(f"Rain {number} falls." for number in range(20)))
    kept(db, stamp, "Both", "Water as rain.")
    kept(db, stamp, "Rare", "A quokka drinks water. 袋鼠喝水。")
    kept(db, stamp, "Chinese", *(f"水{number}。" for number in range(20)))
    assert titles(find(db, "rain water"))[0] == "Both"
    assert titles(find(db, "a quokka and water"))[0] == "Rare"
    assert titles(find(db, "袋鼠和水"))[0] == "Rare"
    assert len(find(db, "water")) == 3


def test_neighbours_become_one_passage(db: Database, stamp: CountingStamp) -> None:
    text = "\n\n".join(f"Paragraph {name} tells more of cells. " * 20 for name in "abcde")
    kept(db, stamp, "Cells", text, "Cells are on another page.")
    founds = find(db, "paragraph cells")
    assert len(founds) == 6
    whole = joined(db, founds)
    assert sorted(one.passage.text.count("\n\n") for one in whole) == [0, 1, 2]
    assert [one.by_words for one in whole] == sorted(one.by_words or 99 for one in whole)
    part = tables.parts(db, whole[0].passage.document)[0]
    assert whole[0].passage.text == part.text[whole[0].passage.first : whole[0].passage.last]
    assert joined(db, founds[:1]) == founds[:1]


def test_a_snippet_shows_and_marks_what_was_found() -> None:
    text = "Much comes before it. " * 20 + "Then the cells are dividing at last. " + "And more follows. " * 20
    shown = snippet(text, "How do cells divide?")
    assert f"the {MARK_BEGIN}cells{MARK_END} are {MARK_BEGIN}dividing{MARK_END} at" in shown
    assert (len(shown) < 200, shown[0], shown[-1]) == (True, "…", "…")
    assert snippet("植物在夜里也呼吸", "夜里") == f"植物在{MARK_BEGIN}夜里{MARK_END}也呼吸"
    assert snippet("Nothing of it", "zebra") == "Nothing of it"
