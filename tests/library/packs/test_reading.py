"""Whatever the files of a pack hold, reading ends, with the pack as far as it goes and every fault named."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carrel.library.packs.findings import Finding
from carrel.library.packs.items import KINDS
from carrel.library.packs.model import HEADINGS, PackRefused
from carrel.library.packs.reading import read_pack
from carrel.library.packs.rules import broken_rules
from carrel.library.packs.topics import slug
from tests.library.packs.kit import COURSE, ITEMS, TOPIC, changed, good, put, said_of, swap


def test_a_pack_is_read_with_everything_in_it() -> None:
    found: list[Finding] = []
    pack = read_pack(good(), found)
    assert found == []
    assert (pack.id, pack.version, pack.title, pack.language) == ("small-sums", "1.0", "Small sums", "en")
    assert [(skill.id, skill.requires) for skill in pack.skills] == [
        ("sums.counting", ()),
        ("sums.adding", ("sums.counting",)),
    ]
    [topic] = pack.topics
    assert (topic.title, topic.subject, topic.minutes) == ("Adding", "Sums", 10)
    assert [section.kind for section in topic.sections] == list(HEADINGS)
    assert [(term.word, term.meaning) for term in topic.terms] == [
        ("sum", "what you get when you add."),
        ("summand", "a number that is added to another one."),
    ]
    assert [(one.title, one.steps, one.answer) for one in topic.examples] == [("Adding 4 and 11", 2, "15")]
    assert [one.id for one in topic.misconceptions] == [
        "counting-the-first-number-again",
        "adding-makes-everything-longer",
    ]
    assert [item.kind for item in pack.items][:3] == ["choice", "true_false", "numeric"]
    assert list(pack.images) == ["images/line.svg"]


def test_every_line_that_is_told_is_the_one_in_the_file() -> None:
    lines = good()[TOPIC].decode().splitlines()
    [topic] = read_pack(good(), []).topics
    for section in topic.sections:
        assert lines[section.line - 1] == f"## {section.title}"
        assert lines[section.text_line - 1] == section.text.split("\n")[0]
    for term in topic.terms:
        assert f"**{term.word}**" in lines[term.line - 1]
    below = [(one.line, one.title) for one in topic.examples] + [(one.line, one.title) for one in topic.misconceptions]
    for line, title in below:
        assert lines[line - 1] == f"### {title}"


def test_all_faults_are_told_and_not_only_the_first() -> None:
    found = said_of(
        changed(swap(COURSE, 'language = "en"\n', ""), swap(TOPIC, "minutes", "minuten"), put(ITEMS, b"{\n["))
    )
    assert [(one.rule, str(one.place)) for one in found if one.grade == "fault"][:5] == [
        ("missing-field", "course.toml"),
        ("missing-field", f"{TOPIC}:1"),
        ("unknown-field", f"{TOPIC}:5"),
        ("json", f"{ITEMS}:1"),
        ("json", f"{ITEMS}:2"),
    ]


def test_a_pack_in_another_language_names_its_headings() -> None:
    files = changed(
        swap(COURSE, '"en"', '"de"'),
        swap(COURSE, "[[skills]]", '[headings]\nsimple = "Einfach gesagt"\nanswer = "Antwort"\n\n[[skills]]'),
        swap(TOPIC, "## In simple words", "## Einfach gesagt"),
        swap(TOPIC, "**Answer:**", "**Antwort:**"),
    )
    assert said_of(files) == []


def test_without_course_toml_it_is_no_pack() -> None:
    with pytest.raises(PackRefused, match=r"no course\.toml"):
        read_pack({TOPIC: b""}, [])


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Adding the bottoms", "adding-the-bottoms"),
        ("It's 3 × as much!", "it-s-3-as-much"),
        ("Größe_zählt nicht", "größe-zählt-nicht"),
    ],
)
def test_the_id_of_a_misconception_is_made_from_its_heading(heading: str, name: str) -> None:
    assert slug(heading) == name


def test_a_long_chain_of_skills_is_followed_to_its_circle() -> None:
    chain = "".join(
        f'[[skills]]\nid = "a.s{at}"\nname = "x"\nrequires = ["a.s{(at + 1) % 2000}"]\n' for at in range(2000)
    )
    head = good()[COURSE].split(b"[[")[0]
    [one] = [one for one in said_of(changed(put(COURSE, head + chain.encode()))) if one.rule == "skill-cycle"]
    assert one.what.count("→") == 2000


_ODD = st.sampled_from(
    ["+++", "## ", "### ", "The idea", "{{", "}}", '"', "[", "{", "= ", "\n", "$", "- **", "1. ", "|"]
)


@settings(max_examples=60)
@given(st.lists(st.one_of(_ODD, st.text(max_size=8)), max_size=30), st.sampled_from([COURSE, TOPIC, ITEMS]))
def test_any_text_in_any_file_is_read_to_its_end(pieces: list[str], file: str) -> None:
    content = "".join(pieces).encode("utf-8", "surrogatepass")
    found: list[Finding] = []
    pack = read_pack({**good(), file: content}, found)
    found.extend(broken_rules(pack))
    assert all(one.what and one.then and one.place.file for one in found)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
_NAMES = ("v", "id", "kind", "prompt", "skills", "hints", "solution", "answers", "choices", "pairs", "sequence")


@settings(max_examples=60)
@given(
    st.dictionaries(st.sampled_from((*_NAMES, "text", "points", "model_answer", "source", "unit")), _VALUES), st.data()
)
def test_an_item_of_any_values_is_told_and_never_breaks_a_rule_itself(
    raw: dict[str, object], data: st.DataObject
) -> None:

    kind = data.draw(st.sampled_from(tuple(KINDS)))
    said_of({**good(), ITEMS: json.dumps({**raw, "kind": kind}).encode()})
