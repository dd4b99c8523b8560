"""Each rule of the checker was seen to fail on a planted fault, and a good pack breaks none."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from carrel.library.packs.findings import Grade
from carrel.library.packs.items import KINDS
from tests.house.sources import APP, TESTS
from tests.library.packs.kit import (
    COURSE,
    ITEMS,
    PICTURE,
    TOPIC,
    Change,
    all_of,
    changed,
    drop,
    good,
    good_items,
    hint,
    item,
    put,
    said_of,
    swap,
)

FILES_TEST, FLOW_TEST = TESTS / "library/packs/test_files.py", TESTS / "flows/test_pack.py"


@dataclass(frozen=True)
class Planted:
    """A change to the good pack, and what the check must say of it: the rule, the place, words of the sentence."""

    rule: str
    change: Change
    place: str
    words: str = ""
    grade: Grade = "fault"

    def __str__(self) -> str:
        return self.rule


def _choices(*texts: tuple[str, bool], **more: object) -> Change:
    made = [{"text": text, "right": right, "feedback": "Look again."} for text, right in texts]
    return item(1, choices=made, **more)


PLANTED = (
    # course.toml
    Planted("toml", swap(COURSE, '"small-sums"', '"small-sums'), "course.toml:2"),
    Planted("missing-field", swap(COURSE, 'licence = "CC-BY-4.0"\n', ""), "course.toml", "licence"),
    Planted("wrong-field", swap(COURSE, '["The Carrel authors"]', '"Me"'), "course.toml:7", "authors"),
    Planted("unknown-field", swap(COURSE, "requires", "reqiures"), "course.toml:17", "reqiures"),
    Planted("format", swap(COURSE, "format = 1", "format = 2"), "course.toml:1", "format 2"),
    Planted("bad-id", swap(COURSE, '"small-sums"', '"Small Sums"'), "course.toml:2"),
    Planted("bad-id", swap(COURSE, 'id = "sums.counting"', 'id = "Counting"'), "course.toml:11", "Counting"),
    Planted("bad-language", swap(COURSE, '"en"', '"English, please"'), "course.toml:5"),
    Planted("authors", swap(COURSE, '["The Carrel authors"]', "[]"), "course.toml:7"),
    Planted("headings", swap(COURSE, "[[skills]]", '[headings]\nsimpel = "x"\n\n[[skills]]'), "course.toml:11"),
    Planted("headings", swap(COURSE, "[[skills]]", '[headings]\nsimple = "The idea"\n\n[[skills]]'), "course.toml:10"),
    # skills
    Planted("duplicate-skill", swap(COURSE, '"sums.counting"', '"sums.adding"'), "course.toml:14", "line 10"),
    Planted("unknown-skill", swap(COURSE, '["sums.counting"]', '["sums.countin"]'), "course.toml:14", "sums.countin”"),
    Planted("unknown-skill", swap(TOPIC, '"sums.adding"', '"sums.x"'), "topics/sums.adding.md:4", "sums.x"),
    Planted("unknown-skill", item(1, skills=["sums.y"]), "items/sums.adding.jsonl:1 (sums.adding.01)", "sums.y"),
    Planted(
        "skill-cycle",
        swap(COURSE, 'forwards"\n', 'forwards"\nrequires = ["sums.adding"]\n'),
        "course.toml:10",
        "sums.counting → sums.adding → sums.counting",
    ),
    Planted(
        "skill-cycle", swap(COURSE, '["sums.counting"]', '["sums.adding"]'), "course.toml:14", "adding → sums.adding"
    ),
    Planted("no-skills", put(COURSE, good()[COURSE].split(b"[[")[0] + b"skills = []"), "course.toml"),
    Planted("untaught-skill", swap(TOPIC, ', "sums.counting"', ""), "course.toml:10", grade="shortfall"),
    Planted("unasked-skill", item(8, skills=["sums.adding"]), "course.toml:10", grade="shortfall"),
    # topics
    Planted("no-topics", drop(TOPIC), "topics"),
    Planted("items-without-topic", drop(TOPIC), ITEMS),
    Planted("bad-id", put("topics/Adding.md", b"+++\n+++\n"), "topics/Adding.md"),
    Planted("front-matter", swap(TOPIC, "+++\n", "---\n"), "topics/sums.adding.md:1"),
    Planted("toml", swap(TOPIC, 'subject = "Sums"', "subject = Sums"), "topics/sums.adding.md:3"),
    Planted("missing-field", swap(TOPIC, "minutes = 10\n", ""), "topics/sums.adding.md:1", "minutes"),
    Planted("wrong-field", swap(TOPIC, "minutes = 10", 'minutes = "ten"'), "topics/sums.adding.md:5", "minutes"),
    Planted("unknown-field", swap(TOPIC, "subject", "subjekt"), "topics/sums.adding.md:3", "subjekt"),
    Planted("loose-text", swap(TOPIC, "## In simple", "Hello.\n\n## In simple"), "topics/sums.adding.md:7"),
    Planted("unknown-section", swap(TOPIC, "## Key terms", "## Key words"), "topics/sums.adding.md:23", "Key words"),
    Planted("missing-section", swap(TOPIC, "## Key terms", "### Key terms"), "topics/sums.adding.md", "Key terms"),
    Planted("duplicate-section", swap(TOPIC, "## Going further", "## The idea"), "topics/sums.adding.md:18"),
    Planted("empty-section", swap(TOPIC, "## Key terms", "## Key terms\n\n## Key terms"), "topics/sums.adding.md:23"),
    Planted(
        "section-order",
        all_of(swap(TOPIC, "## The idea", "## X"), swap(TOPIC, "## Key terms", "## The idea")),
        "topics/sums.adding.md:23",
        "after “Going further”",
    ),
    Planted(
        "levels",
        swap(TOPIC, "You have two heaps. You push them", "Consequently everybody addresses considerable quantities"),
        "topics/sums.adding.md:13",
        "not harder",
    ),
    Planted("term", swap(TOPIC, "- **sum**:", "- sum:"), "topics/sums.adding.md:25"),
    Planted("duplicate-term", swap(TOPIC, "**summand**", "**Sum**"), "topics/sums.adding.md:26"),
    Planted("example-steps", swap(TOPIC, "1. Begin with 11", "- Begin with 11"), "topics/sums.adding.md:31"),
    Planted("example-answer", swap(TOPIC, "**Answer:** 15", "It is 15."), "topics/sums.adding.md:31"),
    Planted("empty-section", swap(TOPIC, "### Adding 4 and 11", ""), "topics/sums.adding.md:29"),
    Planted(
        "duplicate-misconception",
        swap(TOPIC, "### Adding makes everything longer", "### Counting: the first number, again!"),
        "topics/sums.adding.md:46",
        "counting-the-first-number-again",
    ),
    Planted(
        "empty-misconception",
        swap(TOPIC, "People put the digits side by side. Adding joins amounts, not digits.", ""),
        "topics/sums.adding.md:46",
    ),
    Planted("few-items", put(ITEMS, b""), ITEMS, "0 items", "shortfall"),
    Planted(
        "few-kinds",
        put(ITEMS, b"\n".join(b'{"kind": "text", "id": "sums.adding.0%d"}' % number for number in range(8))),
        ITEMS,
        "one kind",
        "shortfall",
    ),
    # texts and pictures
    Planted("tangled-text", swap(TOPIC, "That is a sum.", "[" * 1_001), f"{TOPIC}:7"),
    Planted("tangled-text", swap(TOPIC, "That is a sum.", "word " * 20_000), f"{TOPIC}:7"),
    Planted("tangled-text", hint(3, "[" * 1_001), f"{ITEMS}:3 (sums.adding.03)"),
    Planted("html", swap(TOPIC, "That is a sum.", "That is a\n<b>sum</b>."), "topics/sums.adding.md:10", "<b>"),
    Planted("html", swap(TOPIC, "![A", "<div>\n\n![A"), "topics/sums.adding.md:11", "<div>"),
    Planted("html", hint(3, "Look <i>here</i>."), f"{ITEMS}:3 (sums.adding.03)", "<i>"),
    Planted("broken-link", swap(TOPIC, "(sums.adding.md)", "(sums.taking.md)"), "topics/sums.adding.md:16", "taking"),
    Planted("broken-link", swap(TOPIC, "(sums.adding.md)", "(http://example.org)"), "topics/sums.adding.md:16"),
    Planted("broken-link", item(3, solution="See [it](../course.toml)."), f"{ITEMS}:3 (sums.adding.03)"),
    Planted("broken-image", swap(TOPIC, "images/line.svg", "images/lines.svg"), "topics/sums.adding.md:11"),
    Planted("broken-image", swap(TOPIC, "../images/line.svg", "https://x.org/a.svg"), "topics/sums.adding.md:11"),
    Planted("no-alt-text", swap(TOPIC, "A line with the numbers from 0 to 9", ""), "topics/sums.adding.md:11"),
    Planted("unused-image", put("images/b.png", b"\x89PNG\r\n\x1a\n"), "images/b.png", grade="warning"),
    Planted("bad-image", put(PICTURE, b"GIF89a"), PICTURE),
    Planted("bad-image", put("images/b.png", b"<svg/>"), "images/b.png"),
    Planted("active-image", put(PICTURE, b"<svg>\n<script>1</script></svg>"), f"{PICTURE}:2"),
    Planted("active-image", put(PICTURE, b'<svg><image href="https://x.org/a.png"/></svg>'), f"{PICTURE}:1"),
    Planted("active-image", put(PICTURE, b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>"), f"{PICTURE}:1"),
    # files
    Planted("file-name", put("images/aux.png", b""), "images/aux.png"),
    Planted("file-name", put("images/what?.png", b""), "images/what?.png"),
    Planted("file-name-alike", put("images/LINE.svg", b"<svg/>"), "images/LINE.svg", "line.svg"),
    Planted("stray-file", put("notes/x.txt", b""), "notes/x.txt", grade="warning"),
    Planted("not-text", swap(TOPIC, "Adding", "\x00"), "topics/sums.adding.md:2", "NUL"),
    Planted("not-text", put(TOPIC, b"+++\n\xff\xfe"), "topics/sums.adding.md:2", "UTF-8"),
    # items
    Planted("json", swap(ITEMS, '{"v"', '{"v'), f"{ITEMS}:1", "letter"),
    Planted("json", swap(ITEMS, '{"v": 1', '{"v": NaN'), f"{ITEMS}:1"),
    Planted("json", swap(ITEMS, '{"v": 1', '{"v": 1, "v": 1'), f"{ITEMS}:1", "twice"),
    Planted("json", put(ITEMS, b"[" * 100_000), f"{ITEMS}:1"),
    Planted("json", put(ITEMS, b"[1]"), f"{ITEMS}:1"),
    Planted("item-version", item(1, v=2), f"{ITEMS}:1 (sums.adding.01)"),
    Planted("unknown-kind", item(1, kind="essay"), f"{ITEMS}:1 (sums.adding.01)", "essay"),
    Planted("missing-field", item(1, solution=None), f"{ITEMS}:1 (sums.adding.01)", "solution"),
    Planted("wrong-field", item(3, answers=[59]), f"{ITEMS}:3 (sums.adding.03)", "answers"),
    Planted("unknown-field", item(3, tolerence={}), f"{ITEMS}:3 (sums.adding.03)", "tolerence"),
    Planted("unknown-field", item(3, source={"documnet": "x"}), f"{ITEMS}:3 (sums.adding.03)", "documnet"),
    Planted("item-id", item(3, id="sums.adding.3"), f"{ITEMS}:3 (sums.adding.3)"),
    Planted("duplicate-id", item(3, id="sums.adding.01"), f"{ITEMS}:3 (sums.adding.01)", f"{ITEMS}:1"),
    Planted("duplicate-item", item(5, prompt="ADD  a, and a!"), f"{ITEMS}:5 (sums.adding.05)", "sums.adding.04"),
    Planted("choices", _choices(("14", True)), f"{ITEMS}:1 (sums.adding.01)"),
    Planted("no-right-choice", _choices(("14", False), ("5", False)), f"{ITEMS}:1 (sums.adding.01)"),
    Planted("many-right-choices", _choices(("14", True), ("15", True)), f"{ITEMS}:1 (sums.adding.01)"),
    Planted("distractor-right", _choices(("14", False), (" 1 4", True)), f"{ITEMS}:1 (sums.adding.01)", "“14”"),
    Planted("duplicate-choice", _choices(("14", True), ("5", False), ("5", False)), f"{ITEMS}:1 (sums.adding.01)"),
    Planted(
        "silent-choice",
        item(1, choices=[{"text": "14", "right": True}, {"text": "15", "right": False}]),
        f"{ITEMS}:1 (sums.adding.01)",
        "15",
    ),
    Planted(
        "unknown-misconception",
        swap(ITEMS, '"adding-makes-everything-longer"', '"adding-makes-all-longer"'),
        f"{ITEMS}:1 (sums.adding.01)",
        "adding-makes-all-longer",
    ),
    Planted("item-shape", item(6, text="No gap."), f"{ITEMS}:6 (sums.adding.06)"),
    Planted("item-shape", item(6, text="A {{ |x}} gap."), f"{ITEMS}:6 (sums.adding.06)"),
    Planted("item-shape", item(7, pairs=[["a", "b"], ["A", "c"]]), f"{ITEMS}:7 (sums.adding.07)"),
    Planted("item-shape", item(8, sequence=["a", "b", "a"]), f"{ITEMS}:8 (sums.adding.08)"),
    Planted("no-source", item(3, source=None), f"{ITEMS}:3 (sums.adding.03)", grade="shortfall"),
    Planted("source-document", item(3, source={"document": "x", "quote": "y"}), f"{ITEMS}:3 (sums.adding.03)"),
    Planted(
        "source-quote",
        item(3, source={"document": "sums.adding", "quote": "Adding joins three amounts."}),
        f"{ITEMS}:3 (sums.adding.03)",
        "does not stand",
    ),
    Planted(
        "source-quote",
        item(3, source={"document": "sums.adding", "quote": "sum: what you get when you add."}),
        f"{ITEMS}:3 (sums.adding.03)",
        "letter for letter",
    ),
    Planted("source-quote", item(3, source={"document": "sums.adding"}), f"{ITEMS}:3 (sums.adding.03)"),
    Planted(
        "source-elsewhere",
        all_of(
            put("topics/sums.taking.md", good()[TOPIC]),
            item(3, source={"document": "sums.taking", "quote": "Adding joins two amounts into one total."}),
        ),
        f"{ITEMS}:3 (sums.adding.03)",
        grade="warning",
    ),
    Planted(
        "other-skill",
        all_of(swap(TOPIC, ', "sums.counting"', ""), item(3, skills=["sums.counting"])),
        f"{ITEMS}:3 (sums.adding.03)",
        grade="warning",
    ),
    # hints
    Planted("few-hints", item(3, hints=["One.", "Two."]), f"{ITEMS}:3 (sums.adding.03)", "2 hints"),
    Planted("same-hints", item(3, hints=["One.", "Two.", "one"]), f"{ITEMS}:3 (sums.adding.03)"),
    Planted("hint-key", hint(1, "Look at 14."), f"{ITEMS}:1 (sums.adding.01)", "Hint 2", "warning"),
    Planted("hint-key", hint(1, "It is $8 + 6 = 14$."), f"{ITEMS}:1 (sums.adding.01)", "14"),
    Planted("hint-key", hint(3, "You get 59 metres."), f"{ITEMS}:3 (sums.adding.03)", "59"),
    Planted("hint-key", hint(4, "Write $2 \\cdot a$."), f"{ITEMS}:4 (sums.adding.04)", "2*a"),
    Planted("hint-key", hint(4, "So it is 2a, of course."), f"{ITEMS}:4 (sums.adding.04)", "2*a"),
    Planted("hint-key", hint(5, "It is called the TOTAL, of course."), f"{ITEMS}:5 (sums.adding.05)", "total"),
    Planted("hint-key", hint(6, "Think of an addend."), f"{ITEMS}:6 (sums.adding.06)", "addend"),
    Planted("hint-pair", hint(7, "See: 1 and 1 is two. Go on."), f"{ITEMS}:7 (sums.adding.07)", "“two”", "warning"),
    Planted(
        "hint-key",
        hint(8, "Take both heaps; then push them together, and count them."),
        f"{ITEMS}:8 (sums.adding.08)",
        "in their order",
    ),
    Planted("vary", item(3, vary={"numbers": {"a": [1, 2]}, "where": "b"}), f"{ITEMS}:3 (sums.adding.03)", "no value"),
    Planted("few-variations", item(3, vary={"numbers": {"a": [1, 2]}}), f"{ITEMS}:3 (sums.adding.03)", "2 sets"),
    Planted("hint-key", hint(9, "It joins two amounts into one."), f"{ITEMS}:9 (sums.adding.09)"),
)


def test_a_good_pack_breaks_no_rule() -> None:
    assert said_of(good()) == []


def test_the_good_pack_has_an_item_of_every_kind() -> None:
    assert {one["kind"] for one in good_items()} == set(KINDS)


@pytest.mark.parametrize("planted", PLANTED, ids=str)
def test_a_planted_fault_is_named_with_its_place(planted: Planted) -> None:
    said = [one for one in said_of(changed(planted.change)) if one.rule == planted.rule]
    assert said, f"{planted.rule} was not found"
    assert any(
        (str(one.place), one.grade) == (planted.place, planted.grade) and planted.words in one.what for one in said
    ), said
    assert all(one.what.endswith((".", ">")) and one.then for one in said)


def test_every_finding_there_can_be_is_planted_somewhere() -> None:
    sources = [*(APP / "carrel/library/packs").glob("*.py"), *(APP / "carrel/flows").glob("pack_*.py")]
    made = re.compile(r"""\b(?:fault|shortfall|warning|make)\(\s*"([a-z-]+)\"""")
    rules = {rule for path in sources for rule in made.findall(path.read_text(encoding="utf-8"))}
    tests = "".join(path.read_text(encoding="utf-8") for path in (FILES_TEST, FLOW_TEST))
    assert len(rules) > 60
    assert [rule for rule in sorted(rules - {one.rule for one in PLANTED}) if f'"{rule}"' not in tests] == []
