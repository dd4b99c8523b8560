"""Packages as other programs write them: their questions come in, and what Carrel has no place for is named."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import canonicalize

import pytest

from carrel.assessment.items import item_from
from carrel.assessment.model import Choice, Item, Tolerance
from carrel.exchange.questions.api import Bad, Found, Losses, QuestionFormat, Questions
from carrel.exchange.questions.qti import FORMATS
from tests.exchange.questions.qti.kit import QTI3, QTI21, files_of, one_of_each, packed

GOLDEN = Path(__file__).parent / "golden"
BOTH = pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)


def folder(name: str) -> dict[str, bytes]:
    """The files of a golden package."""
    root = GOLDEN / name
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*.xml"))}


def read(files: dict[str, bytes]) -> Found:
    """What stands in a package of these files."""
    assert QTI3.reads
    return QTI3.reads(packed(files), "set.zip")


def by_id(found: Found) -> dict[str, Item]:
    """The items by their ids."""
    return {item.id: item for item in found.items}


def test_a_package_of_2_1_comes_in_in_the_order_of_its_test() -> None:
    found = read(folder("school_21"))
    assert found.title == "Spring test"
    assert [item.id for item in found.items] == ["boiling", "rivers", "bee", "essay"]
    assert [bad.where for bad in found.bad] == ["items/lost.xml", "Click on Vienna"]
    assert "does not hold" in found.bad[0].why
    assert "hotspotInteraction" in found.bad[1].why
    assert found.lost == Losses(pictures=1, scores=1, feedback=1)


def test_a_choice_keeps_its_feedback_and_the_words_of_its_picture() -> None:
    item = by_id(read(folder("school_21")))["rivers"]
    assert item.choices == (
        Choice("The Rhine", False, feedback="It flows through Cologne."),
        Choice("The Danube", True),
    )
    assert item.prompt == "Look at the **map**. a long river\n\nWhich river flows through Vienna?"
    assert item.skills == ("rivers", "europe")


def test_only_what_earns_full_marks_is_a_key() -> None:
    item = by_id(read(folder("school_21")))["bee"]
    assert (item.kind, item.answers, item.reject) == ("text", ("Wien", "Vienna"), ("Venice",))
    assert item.prompt == "The city ____ lies on the Danube."
    assert not item.case_sensitive


def test_a_number_keeps_its_tolerance_and_what_helps_is_a_hint() -> None:
    item = by_id(read(folder("school_21")))["boiling"]
    assert (item.kind, item.answers, item.tolerance) == ("numeric", ("100",), Tolerance(relative=0.05))
    assert item.hints == ("The scale was made after it.",)
    assert item.prompt == "At how many degrees Celsius does water boil at sea level?"


def test_what_scorers_read_is_a_point_and_what_candidates_read_belongs_to_the_question() -> None:
    item = by_id(read(folder("school_21")))["essay"]
    assert [point.says for point in item.points] == ["Names the sun as the source of energy."]
    assert item.prompt == "Write three sentences.\n\nWhy is the sea *salty*?"


def test_a_package_of_3_0_comes_in_with_every_prefix_and_base() -> None:
    found = read(folder("school_30"))
    items = by_id(found)
    assert not found.bad
    assert items["planets"].sequence == ("Mercury", "Venus", "Earth")
    assert items["planets"].prompt == "From the sun outwards:"
    assert items["words"].text == "The sky {{is}} {{blue}}."
    assert items["friends"].pairs == (("salt", "pepper"), ("day", "night"))
    assert (items["truth"].kind, items["truth"].answers) == ("true_false", ("false",))
    assert items["truth"].prompt == "Is 2=3?"
    assert found.lost == Losses(kind=1, others=1, markup=1)


@BOTH
def test_a_package_tells_its_version(form: QuestionFormat) -> None:
    assert form.recognises
    for name, folder_name in (("qti3", "school_30"), ("qti21", "school_21")):
        files = folder(folder_name)
        bare = {path: content for path, content in files.items() if path != "imsmanifest.xml"}
        single = next(iter(bare.values()))
        for content in (packed(files), packed(bare), single):
            assert form.recognises(content, "x.zip") == (form.name == name)


@BOTH
def test_other_files_are_not_recognised(form: QuestionFormat) -> None:
    assert form.recognises
    others = (b"", b"<quiz/>", packed({"a.txt": "x"}), b"PK\x03\x04torn", packed({"q.xml": "<questestinterop/>"}))
    assert not any(form.recognises(content, "x.zip") for content in others)


def test_a_package_without_a_manifest_is_read_all_the_same() -> None:
    files = folder("school_30")
    del files["imsmanifest.xml"]
    assert {item.id for item in read(files).items} == {"planets", "words", "friends", "truth"}


def test_a_package_that_lies_in_a_folder_is_read_all_the_same() -> None:
    files = {f"export/{name}": content for name, content in folder("school_21").items()}
    assert len(read(files).items) == 4


def test_a_single_item_is_read_without_a_package() -> None:
    content = folder("school_21")["items/rivers.xml"]
    assert QTI21.reads
    assert QTI21.reads(content, "rivers.xml").items[0].id == "rivers"
    older = content.replace(b"imsqti_v2p1", b"imsqti_v2p0")
    newer = content.replace(b"imsqti_v2p1", b"imsqti_v2p2")
    assert [QTI21.reads(one, "x").items[0].id for one in (older, newer)] == ["rivers", "rivers"]


def test_several_questions_in_one_are_named_and_the_rest_go_on() -> None:
    files = folder("school_30")
    planets = files["questions/planets.xml"]
    second = b'<qti-upload-interaction response-identifier="RESPONSE"/></qti-item-body>'
    files["questions/planets.xml"] = planets.replace(b"</qti-item-body>", second)
    files["questions/words.xml"] = files["questions/words.xml"].replace(b'"A">', b'"C">')
    found = read(files)
    assert {item.id for item in found.items} == {"friends", "truth"}
    assert found.bad == (
        Bad("Planets", "Carrel has no question of this kind: uploadInteraction."),
        Bad("Words", "It asks for an answer that it does not declare."),
    )


@pytest.mark.parametrize(("form", "name"), [(QTI21, "own_21.xml"), (QTI3, "own_30.xml")], ids=["qti21", "qti3"])
def test_an_item_is_written_as_it_stands_in_the_golden_file(form: QuestionFormat, name: str) -> None:
    item = item_from(
        {
            "id": "geo.1",
            "kind": "text",
            "prompt": "Which city lies on the *Danube*?",
            "answers": ["Wien", "Vienna"],
            "reject": ["Venice"],
        }
    )
    assert form.writes
    written = files_of(form.writes(Questions("Set", (item,))).content)["items/0001.xml"]
    golden = (GOLDEN / name).read_text(encoding="utf-8")
    assert canonicalize(written.decode(), strip_text=True) == canonicalize(golden, strip_text=True)


@BOTH
def test_the_title_of_the_set_comes_back(form: QuestionFormat) -> None:
    assert form.writes
    assert form.reads
    assert form.reads(form.writes(Questions("Zellen & Co.", one_of_each()[:1])).content, "x").title == "Zellen & Co."
