"""Search in scripts that write no spaces, hang words onto each other, or leave their vowels out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carrel.base.grams import fold, grams, has_grams, pattern, wanted
from carrel.base.matching import MARK_BEGIN, MARK_END
from carrel.conversations import search, tables
from carrel.conversations.model import Ending
from carrel.conversations.search import find
from tests.conftest import CountingStamp
from tests.conversations.kit import chat, say

if TYPE_CHECKING:
    from sqlite_utils import Database

LETTERS = "水的光合作用한국어กขคابتאבגあいう abc。"


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("植物通过光合作用制造养料。", "光合作用"),
        ("植物通过光合作用制造养料。", "合作"),
        ("植物通过光合作用制造养料。", "料"),
        ("植物通过光合作用制造养料。", "植"),
        ("植物的DNA会复制", "dna 复制"),
        ("植物的DNA会复制", "dna"),
        ("用Python写程序", "pyth"),
        ("光合作用 is photosynthesis", "photosynth 光合"),
        ("ひらがなとカタカナ", "がなと"),
        ("ﾊﾝｶｸのカナ", "ハンカク"),
        ("광합성은 식물이 한다", "합성"),
        ("การสังเคราะห์ด้วยแสง", "เคราะห์"),
        ("يحدث التمثيل الضوئي في الأوراق", "ضوئي"),
        ("كَتَبَ الطَّالِبُ", "كتب الطالب"),
        ("أحمد في مدرسة", "احمد مدرسه"),
        ("שָׁלוֹם עולם", "שלום"),
        ("בבית הספר", "ספר"),
    ],
)
def test_what_stands_there_is_found(db: Database, stamp: CountingStamp, text: str, query: str) -> None:
    message = say(db, stamp, chat(db, stamp), None, text)
    say(db, stamp, chat(db, stamp), None, "something else, 别的东西 شيء آخر")
    assert [hit.id for hit in find(db, query)] == [message]


def test_letters_must_stand_beside_each_other(db: Database, stamp: CountingStamp) -> None:
    say(db, stamp, chat(db, stamp), None, "光合 合作 作用")
    assert find(db, "光合作用") == []
    assert len(find(db, "光合 作用")) == 1


def test_what_was_found_is_marked_in_its_own_spelling(db: Database, stamp: CountingStamp) -> None:
    say(db, stamp, chat(db, stamp), None, "。" * 100 + "كَتَبَ الطالب" + "。" * 100)
    (hit,) = find(db, "كتب")
    assert f"{MARK_BEGIN}كَتَب{MARK_END}" in hit.snippet
    assert len(hit.snippet) < 150


def test_titles_count_more_and_a_course_keeps_the_rest_out(db: Database, stamp: CountingStamp) -> None:
    here, there = chat(db, stamp, "细胞"), chat(db, stamp)
    message = say(db, stamp, there, None, "细胞分裂")
    assert [hit.id for hit in find(db, "细胞")] == [here, message]
    assert find(db, "细胞", course="none") == []


def test_what_is_rewritten_renamed_hidden_or_removed_is_found_as_it_is_now(db: Database, stamp: CountingStamp) -> None:
    c = chat(db, stamp, "以前")
    message = say(db, stamp, c, None, "草稿", state="streaming")
    tables.write_stream(db, message, "流水")
    tables.rename(db, c, "以后")
    assert [len(find(db, word)) for word in ("草稿", "流水", "以前", "以后")] == [0, 1, 0, 1]
    tables.finish_message(db, message, Ending("完成"), stamp.now())
    assert [len(find(db, word)) for word in ("流水", "完成")] == [0, 1]
    tables.delete_message(db, message, stamp.now())
    assert find(db, "完成") == []
    db.execute("delete from message where id = ?", (message,))
    assert db.execute("select count(*) from message_grams").fetchone() == (0,)


def test_texts_in_other_scripts_take_no_room(db: Database, stamp: CountingStamp) -> None:
    say(db, stamp, chat(db, stamp, "Plain"), None, "Only letters with spaces: été, αθήνα, россия.")
    assert db.execute("select count(*) from message_grams").fetchone() == (0,)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=500)
@given(st.text(LETTERS, max_size=30), st.integers(0, 28), st.integers(1, 6))
def test_every_piece_of_a_text_is_found_in_it(
    db: Database, stamp: CountingStamp, text: str, begin: int, length: int
) -> None:
    piece = "".join(text[begin : begin + length].split()[:1])
    if not wanted(piece) or has_grams(piece) is False or any(one.isascii() or one == "。" for one in piece):
        return
    message = say(db, stamp, chat(db, stamp), None, text)
    assert message in [hit.id for hit in find(db, piece, limit=10_000)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=1_000)
@given(st.text(st.sampled_from(LETTERS + "\"*-()^:'\x00\ud800كَّאָ"), max_size=20))
def test_whatever_is_typed_in_these_scripts_answers(db: Database, query: str) -> None:
    assert find(db, query) == []


def test_the_newest_come_first_and_the_search_ends_at_its_limit(
    db: Database, stamp: CountingStamp, monkeypatch: pytest.MonkeyPatch
) -> None:
    c = chat(db, stamp)
    messages = [say(db, stamp, c, None, "细胞") for _each in range(9)]
    assert [hit.id for hit in find(db, "细胞", limit=3)] == messages[:-4:-1]
    monkeypatch.setattr(search, "MOST_CHECKED", 2)
    assert len(find(db, "细胞")) == 2


def test_terms_are_pairs_and_the_end_of_a_run() -> None:
    assert grams("水的").split() == ["006c34007684", "007684z"]
    assert (wanted("水的"), wanted("水"), wanted("water")) == ("006c34007684", "006c34*", "")
    assert fold("ةُ") == "ه"
    assert pattern("ه").search("x ة") is not None
