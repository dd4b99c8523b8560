"""Strangers' notes of Anki become items to look through, and what cannot be one is named."""

from __future__ import annotations

import pytest

from carrel.assessment.model import Source
from carrel.base.stamp import derived_id
from carrel.exchange.questions import anki, anki_text
from carrel.exchange.questions.api import QuestionsRefused
from tests.exchange.questions.anki_kit import GOLDEN, NINE, collection, package

FRANCE = ("Where is the <b>Louvre</b>?", "Paris", "It is on the Seine.", "Since 1793.", "An atlas")


def test_a_short_back_is_an_answer_to_type_and_the_rest_finds_its_place() -> None:
    found = anki.read(package(collection(FRANCE)), "geography.apkg")
    [item] = found.items
    assert (found.title, item.id, item.kind) == ("Geography", derived_id("anki", "guid1"), "text")
    assert (item.prompt, item.answers) == ("Where is the **Louvre**?", ("Paris",))
    assert (item.hints, item.solution) == (("It is on the Seine.",), "Since 1793.")
    assert (item.source, item.skills) == (Source("An atlas"), ("geo.europe",))
    assert item.unreviewed


def test_a_line_across_the_back_parts_the_answer_from_the_solution() -> None:
    [item] = anki.read(package(collection(("Q", "Paris<hr>It <i>is</i>.", "", "", ""))), "").items
    assert (item.answers, item.solution) == (("Paris",), "It *is*.")


@pytest.mark.parametrize(
    ("back", "points"),
    [
        ("because the sun warms the land faster", ("because the sun warms the land faster",)),
        ("<ul><li>warm <b>land</b></li><li>cool sea</li></ul>", ("warm **land**", "cool sea")),
        ("red<br>green<br>blue", ("red", "green", "blue")),
        (r"\(x^2\)", ("$x^2$",)),
        ("x" * 61, ("x" * 61,)),
    ],
)
def test_a_long_back_is_a_model_answer_with_what_is_to_be_said(back: str, points: tuple[str, ...]) -> None:
    [item] = anki.read(package(collection(("Why?", back, "", "", ""))), "").items
    assert (item.kind, tuple(point.says for point in item.points)) == ("open", points)
    assert item.model_answer


def test_gaps_keep_their_hints_and_what_looks_like_a_gap_is_none() -> None:
    text = r"The {{c1::Nile::a river}} has {{c2::two <b>arms</b>}}; \(\frac{{a}}{b}\) {{c3::\(\frac{1}{2} \)}}"
    [item] = anki.read(package(collection((text, "More."), mid=8)), "").items
    assert item.text == "The {{Nile}} (a river) has {{two arms}}; $\\frac{ {a} }{b}$ {{\\frac{1}{2} }}"
    assert [gap.answers for gap in item.gaps] == [("Nile",), ("two arms",), ("\\frac{1}{2}",)]
    assert item.solution == "More."


@pytest.mark.parametrize(
    ("fields", "mid", "why"),
    [
        (('<img src="a.png">', "Paris", "", "", ""), 7, "front holds no words"),
        (("Q", "[sound:a.mp3]", "", "", ""), 7, "back holds no words"),
        (("Q", "x" * 40_001, "", "", ""), 7, "longer than a question"),
        (("Q", "x" * 30_000, "", "", ""), 7, "too long"),
        (("No gap here.", ""), 8, "gaps, and there is none"),
        (("{{c1::a {{c2::b}} c}}", ""), 8, "gap inside a gap"),
        (('{{c1::<img src="a.png">}}', ""), 8, "holds no words"),
        (("{{c1::a|b}}", ""), 8, "a sign"),
    ],
)
def test_a_note_that_cannot_be_an_item_is_named_and_the_others_go_on(
    fields: tuple[str, ...], mid: int, why: str
) -> None:
    content = collection(fields, ("Other {{c1::one}}", "two", "", "", ""), mid=mid)
    found = anki.read(package(content), "")
    assert (len(found.items), [bad.where for bad in found.bad]) == (1, ["Note 1"])
    assert why in found.bad[0].why
    assert found.bad[0].why.endswith(".")


def test_what_of_a_note_has_no_place_is_counted() -> None:
    back = '<span style="color: red">Paris</span>[sound:paris.mp3]'
    more = ["insert into cards values (9, 1, 2, 0)", "update cards set reps = 3"]
    found = anki.read(package(collection(("Capital? <img src='a.png'>", back, "", "", ""), more=more)), "")
    assert found.lost == {"pictures": 2, "markup": 1, "cards": 1, "reviews": 1}
    assert len(found.lost.sentences()) == 4


def test_a_note_of_a_type_that_is_not_there_asks_with_its_first_field() -> None:
    [item] = anki.read(package(collection(("Q", "A"), mid=99)), "").items
    assert (item.prompt, item.answers) == ("Q", ("A",))


def test_the_newer_of_two_collections_is_read() -> None:
    content = package(collection(("Q", "A", "", "", "")), "collection.anki21")
    assert [item.prompt for item in anki.read(content, "").items] == ["Q"]


def test_the_newest_format_is_refused_with_the_way_around_it() -> None:
    with pytest.raises(QuestionsRefused, match="newest format") as refused:
        anki.read(package(b"zstd", "collection.anki21b"), "")
    assert "Support older Anki versions" in refused.value.next_step


def test_a_package_is_recognised_by_what_is_in_it() -> None:
    recognises = anki.FORMAT.recognises
    assert recognises is not None
    assert recognises(anki.write(NINE).content, "anything")
    assert not recognises(b"PK\x03\x04 a book", "book.apkg")
    assert not recognises(b"collection.anki2", "a.apkg")


def test_the_golden_text_becomes_the_items_it_says() -> None:
    found = anki.read_text((GOLDEN / "anki_deck.txt").read_bytes(), "anki_deck.txt")
    rhine, meander, nile, deep = found.items
    assert found.title == "Rivers"
    assert (rhine.id, rhine.prompt) == (derived_id("anki", "aB3"), "Where does the **Rhine** end?")
    assert (rhine.kind, rhine.model_answer, rhine.solution) == ("open", "North\\\nSea", "A delta.")
    assert (rhine.hints, rhine.source, rhine.skills) == (("Look north.",), Source("An atlas"), ("geo.europe",))
    assert [point.says for point in meander.points] == ["The outer bank is worn away.", "The inner bank grows."]
    assert (nile.text, nile.solution) == ("The {{Nile}} flows {{north}} (which way?); see", "It is *long*.")
    assert deep.answers == ('say "12 m"',)
    assert [(bad.where, bad.why[:9]) for bad in found.bad] == [("Line 10", "Its front"), ("Line 11", "Its back ")]
    assert found.lost == {"pictures": 1}


@pytest.mark.parametrize(
    "text",
    [
        "#separator:tab\n#html:false\n1 < 2 & 3\tyes\n",
        "#separator:,\n1 < 2 & 3,yes\n",
        "1 < 2 & 3;yes\n",
        "\ufeff#separator:Pipe\r\n#tags:a b\r\n\r\n1 < 2 & 3|yes\r\n",
    ],
)
def test_text_that_is_no_html_is_taken_as_it_is(text: str) -> None:
    [item] = anki.read_text(text.encode(), "a.txt").items
    assert (item.prompt, item.answers) == ("1 \\< 2 & 3", ("yes",))


def test_a_text_is_recognised_by_its_first_line_or_its_tabs() -> None:
    recognises = anki.TEXT.recognises
    assert recognises is not None
    assert recognises(b"#separator:tab\na\tb", "x")
    assert recognises(b"a\tb\nc\td\n", "x.txt")
    assert not recognises(b"a\tb\nc d\n", "x.txt")
    assert not recognises(b"# a heading\n\ntext", "x.txt")
    assert not recognises(b"", "x.txt")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x00\x01\x02\xff" * 50, "not text"),
        (b'#separator:tab\nq\t"' + b"x" * 200_000, "Line"),
    ],
)
def test_a_text_that_cannot_be_read_is_refused_in_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(QuestionsRefused, match=said):
        anki.read_text(content, "a.txt")


@pytest.mark.parametrize(("name", "most"), [("ROWS", 1), ("BYTES", 20)])
def test_a_text_of_more_than_fits_is_refused(name: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anki_text, f"MOST_{name}", most)
    with pytest.raises(QuestionsRefused, match="more cards than"):
        anki.read_text(b"#separator:tab\na\tb\nc\td\n", "a.txt")
