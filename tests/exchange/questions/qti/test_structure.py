"""What is written holds to the specification, as a second reader sees it that was written from the specification."""

from __future__ import annotations

import re
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from carrel.assessment.model import Item
from carrel.exchange.questions.api import QuestionFormat, Questions
from carrel.exchange.questions.qti import FORMATS
from tests.exchange.questions.qti.checker import NAMESPACES, faults
from tests.exchange.questions.qti.kit import OWN, files_of, items, one_of_each

VERSIONS = {"qti3": "3.0", "qti21": "2.1"}
BOTH = pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
PACKAGING = {
    "qti3": "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    "qti21": "http://www.imsglobal.org/xsd/imscp_v1p1",
}


def written(form: QuestionFormat, *given: Item) -> dict[str, bytes]:
    """The files of a package."""
    assert form.writes
    return files_of(form.writes(Questions("A set & more", given, "de")).content)


@BOTH
def test_items_hold_to_the_specification(form: QuestionFormat) -> None:
    files = written(form, *one_of_each())
    found = [content for name, content in files.items() if name.startswith("items/")]
    assert len(found) == 10
    assert [faults(fromstring(content), VERSIONS[form.name]) for content in found] == [[]] * 10


@BOTH
def test_items_with_anything_in_them_hold_to_the_specification(form: QuestionFormat) -> None:
    phases = (Phase.explicit, Phase.reuse, Phase.generate)

    @settings(max_examples=15, deadline=None, phases=phases, suppress_health_check=[HealthCheck.too_slow])
    @given(item=st.sampled_from(sorted(OWN)).flatmap(items))
    def holds(item: Item) -> None:
        files = written(form, item)
        assert faults(fromstring(files["items/0001.xml"]), VERSIONS[form.name]) == []

    holds()


@pytest.mark.parametrize(
    ("found", "put", "fault"),
    [
        ('baseType="identifier"', 'baseType="string"', "do not fit"),
        ("<value>C1</value>", "<value>C9</value>", "no choice"),
        ('shuffle="true" ', "", "choiceInteraction has"),
        ('identifier="C2"', 'identifier="C1"', "stands twice"),
        ("</itemBody>", "loose</itemBody>", "holds text"),
        ("<p>What", "<blink/><p>What", "unknown element"),
        ('outcomeIdentifier="HINT"', 'outcomeIdentifier="HUNT"', "hangs on no outcome"),
        ('<variable identifier="RESPONSE" />', '<variable identifier="OTHER" />', "not declared"),
        (
            "</itemBody>",
            '</itemBody><outcomeDeclaration identifier="X" cardinality="single" />',
            "assessmentItem holds",
        ),
        ('responseIdentifier="HINT1"', 'responseIdentifier="HINT2"', "asks for"),
    ],
)
def test_the_second_reader_sees_what_is_wrong(found: str, put: str, fault: str) -> None:
    content = written(FORMATS[1], one_of_each()[0])["items/0001.xml"].decode()
    assert found in content
    assert any(fault in one for one in faults(fromstring(content.replace(found, put)), "2.1"))


@BOTH
def test_the_manifest_lists_every_file_once_with_its_type(form: QuestionFormat) -> None:
    files = written(form, *one_of_each())
    root = fromstring(files.pop("imsmanifest.xml"))
    space = f"{{{PACKAGING[form.name]}}}"
    assert root.tag == f"{space}manifest"
    assert [child.tag for child in root] == [f"{space}{name}" for name in ("metadata", "organizations", "resources")]
    resources = root.findall(f"{space}resources/{space}resource")
    assert [one.get("href") for one in resources] == list(files)
    assert [one.get("href") for one in root.iter(f"{space}file")] == list(files)
    assert len({one.get("identifier") for one in resources}) == len(files)
    kind = "xmlv3p0" if form.name == "qti3" else "xmlv2p1"
    assert [one.get("type") for one in resources] == [f"imsqti_test_{kind}"] + [f"imsqti_item_{kind}"] * 10
    order = [child.tag.removeprefix(space) for child in resources[1]]
    assert order == ["metadata", "file"]


@BOTH
def test_the_test_plays_all_items_in_their_order(form: QuestionFormat) -> None:
    files = written(form, *one_of_each())
    root = fromstring(files["test.xml"])
    assert root.get("title") == "A set & more"
    assert root.tag.startswith(f"{{{NAMESPACES[VERSIONS[form.name]]}}}")
    played = [one.get("href") for one in root.iter() if re.search("item-?ref$", str(one.tag), re.IGNORECASE)]
    assert played == [name for name in files if name.startswith("items/")]


@BOTH
def test_the_language_stands_on_every_item(form: QuestionFormat) -> None:
    root = fromstring(written(form, one_of_each()[0])["items/0001.xml"])
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
