"""Files that are damaged or hostile end in sentences, and what is sound in them is not lost."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from xml.etree.ElementTree import Element, fromstring, tostring

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carrel.exchange.questions.api import Found, Questions, QuestionsRefused
from tests.exchange.questions.qti.kit import QTI3, QTI21, files_of, one_of_each, packed

ITEM = "items/0001.xml"


def sound() -> dict[str, bytes]:
    """The files of a package with two questions."""
    assert QTI21.writes
    return files_of(QTI21.writes(Questions("Set", one_of_each()[:2])).content)


def read(content: bytes) -> Found:
    """What is found in a file."""
    assert QTI21.reads
    return QTI21.reads(content, "set.zip")


def deep(levels: int) -> bytes:
    """An item whose body is this many elements deep."""
    return sound()[ITEM].replace(b"</itemBody>", b"<div>" * levels + b"</div>" * levels + b"</itemBody>")


BOMB = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]>'
BROKEN: list[tuple[str, Callable[[bytes], bytes], str]] = [
    ("cut off", lambda item: item[:-40], "damaged"),
    ("not xml", lambda _item: b"hello", "damaged"),
    ("empty", lambda _item: b"", "damaged"),
    ("entities", lambda item: item.replace(b"<assess", BOMB + b"<assess", 1), "entities"),
    ("too deep", lambda _item: deep(60), "deeper"),
    ("too many parts", lambda item: item.replace(b"</itemBody>", b"<br/>" * 200_001 + b"</itemBody>"), "larger"),
    ("a lie about its letters", lambda item: item.replace(b"UTF-8", b"UTF-99"), "damaged"),
    ("another root", lambda _item: b"<html/>", "no question of QTI"),
    ("QTI 1", lambda _item: b"<questestinterop/>", "QTI 1"),
    ("nothing asked", lambda item: item.replace(b"choiceInteraction", b"div"), "asks for nothing"),
    ("no key", lambda item: item.replace(b"<correctResponse><value>C1</value></correctResponse>", b""), "which choice"),
    (
        "one choice",
        lambda item: item.replace(b'<simpleChoice identifier="C2">Meiosis</simpleChoice>', b""),
        "two choices",
    ),
]


@pytest.mark.parametrize(("change", "why"), [one[1:] for one in BROKEN], ids=[one[0] for one in BROKEN])
def test_a_bad_item_is_named_and_the_others_go_on(change: Callable[[bytes], bytes], why: str) -> None:
    files = sound()
    files[ITEM] = change(files[ITEM])
    found = read(packed(files))
    assert [item.id for item in found.items] == ["bio.2"]
    assert len(found.bad) == 1
    assert why in found.bad[0].why


def test_a_package_with_nothing_else_says_why_nothing_came() -> None:
    files = {name: content for name, content in sound().items() if name != ITEM and name.startswith("items")}
    files["items/0002.xml"] = b"<broken"
    with pytest.raises(QuestionsRefused, match="no questions"):
        read(packed(files))
    with pytest.raises(QuestionsRefused, match="damaged") as refused:
        read(b"<broken")
    assert "QTI" in refused.value.next_step


def test_a_damaged_manifest_is_named_and_the_items_are_found_without_it() -> None:
    files = sound()
    files["imsmanifest.xml"] = files["imsmanifest.xml"][:300]
    found = read(packed(files))
    assert len(found.items) == 2
    assert [bad.where for bad in found.bad] == ["imsmanifest.xml"]


def test_a_manifest_that_names_places_outside_finds_nothing_there() -> None:
    files = sound()
    files["imsmanifest.xml"] = files["imsmanifest.xml"].replace(b'href="items/0001.xml"', b'href="../../etc/passwd"')
    files["test.xml"] = files["test.xml"].replace(b'href="items/0001.xml"', b'href="%2e%2e/%2e%2e/etc/passwd"')
    found = read(packed(files))
    assert [item.id for item in found.items] == ["bio.2"]
    assert [bad.where for bad in found.bad] == ["../../etc/passwd"]


def test_a_test_that_plays_itself_ends() -> None:
    files = sound()
    files["test.xml"] = files["test.xml"].replace(b"items/0001.xml", b"test.xml")
    assert len(read(packed(files)).items) == 2


def test_a_resource_without_a_file_is_named() -> None:
    files = sound()
    empty = b'<resource identifier="x" type="imsqti_item_xmlv2p1"/></resources>'
    files["imsmanifest.xml"] = files["imsmanifest.xml"].replace(b"</resources>", empty)
    found = read(packed(files))
    assert len(found.items) == 2
    assert [bad.where for bad in found.bad] == ["imsmanifest.xml"]


def _truncated() -> bytes:
    return packed(sound())[:-60]


def _climbing() -> bytes:
    return packed({**sound(), "../escape.xml": "x"})


def _bomb() -> bytes:
    return packed({**sound(), ITEM: b"<assessmentItem>" + b" " * 30_000_000}, zipfile.ZIP_DEFLATED)


def _locked() -> bytes:
    content = bytearray(packed(sound()))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def _crowded() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(5_001):
            archive.writestr(f"{number}", b"")
    return buffer.getvalue()


@pytest.mark.parametrize("made", [_truncated, _climbing, _bomb, _locked, _crowded])
def test_a_dishonest_archive_is_refused_in_a_sentence(made: Callable[[], bytes]) -> None:
    content = made()
    with pytest.raises(QuestionsRefused) as refused:
        read(content)
    assert refused.value.what.endswith(".")
    assert refused.value.next_step
    assert QTI3.recognises
    assert not QTI3.recognises(content, "x.zip")


NAMES = (
    "itemBody choiceInteraction simpleChoice textEntryInteraction orderInteraction matchInteraction simpleMatchSet "
    "simpleAssociableChoice extendedTextInteraction endAttemptInteraction inlineChoiceInteraction associateInteraction "
    "responseDeclaration correctResponse value mapping mapEntry responseProcessing responseIf setOutcomeValue variable "
    "baseValue equal modalFeedback feedbackInline rubricBlock prompt p div ul li table tr td pre code math annotation"
)
ATTRIBUTES = (
    "identifier responseIdentifier outcomeIdentifier mapKey mappedValue tolerance toleranceMode baseType cardinality "
    "class view title encoding href"
)
VALUES = (
    "RESPONSE A 1 nan 1e999 float multiple relative carrel-choice carrel-cloze carrel-gaps carrel-points "
    "carrel-numeric carrel-true_false application/x-tex {{a}}"
)
NAME = st.sampled_from(NAMES.split())
SAID = st.dictionaries(st.sampled_from(ATTRIBUTES.split()), st.sampled_from(["", "A B", *VALUES.split()]), max_size=4)


def _element(name: str, attributes: dict[str, str], text: str, children: list[Element]) -> Element:
    element = Element(name, attributes)
    element.text = text
    element.extend(children)
    return element


LEAF = st.builds(_element, NAME, SAID, st.sampled_from(["", "A", "A B", "x"]), st.just([]))
TREE = st.recursive(
    LEAF,
    lambda inner: st.builds(_element, NAME, SAID, st.sampled_from(["", "A", "{{|}}"]), st.lists(inner, max_size=4)),
    max_leaves=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(parts=st.lists(TREE, max_size=4), body=st.lists(TREE, max_size=4))
def test_any_elements_in_any_order_are_read_or_refused_in_words(parts: list[Element], body: list[Element]) -> None:
    root = _element("assessmentItem", {"identifier": "x"}, "", [*parts, _element("itemBody", {}, "", body)])
    with suppress(QuestionsRefused):
        read(tostring(root))


@pytest.mark.parametrize("seed", range(10))
def test_items_with_parts_taken_away_are_read_or_refused_in_words(seed: int) -> None:
    assert QTI3.writes
    content = files_of(QTI3.writes(Questions("Set", one_of_each()[seed : seed + 1])).content)[ITEM]
    for at in range(seed % 3, len(list(fromstring(content).iter())), 3):
        root = fromstring(content)
        target = list(root.iter())[at]
        for parent in root.iter():
            if target in list(parent):
                parent.remove(target)
                break
        with suppress(QuestionsRefused):
            read(tostring(root))
