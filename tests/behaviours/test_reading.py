"""The file of a behaviour is read kindly: what is wrong has its line, and nothing a person wrote is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from carrel.base.expecting import Expectation
from carrel.behaviours.comparing import difference
from carrel.behaviours.model import Exchange, Read, name_of
from carrel.behaviours.reading import MOST_BYTES, read, retitled
from carrel.behaviours.shipped import shipped

FILE = """+++
title = "Coach"
says = "Helps calmly."
language = "en"
+++

## Persona

You are calm.

```
## Rules
```

## Rules

- One thing at a time,
  and slowly.
* Keep numbers.

## Examples

### First

**Asked:** How?

**Said:** Like this:

- one
- two

## Tests

### Short

Asked: What is
a fraction?

Expected:

- must contain: part | "piece of"
- Must not contain: denominator
- at most 40 words
- at least 2 words
- does not ask back
- language: EN
"""


def test_each_part_of_a_file_is_read() -> None:
    found = read("coach", FILE)
    assert found.faults == ()
    coach = found.behaviour
    assert coach is not None
    assert (coach.title, coach.says, coach.language, coach.text) == ("Coach", "Helps calmly.", "en", FILE)
    assert coach.persona == "You are calm.\n\n```\n## Rules\n```"
    assert coach.rules == ("One thing at a time, and slowly.", "Keep numbers.")
    assert coach.examples == (Exchange("How?", "Like this:\n\n- one\n- two"),)
    (trial,) = coach.trials
    assert (trial.title, trial.asked, trial.line) == ("Short", "What is\na fraction?", 34)
    assert trial.expected == Expectation((("part", "piece of"),), ("denominator",), 40, 2, False, "en")


FAULTS: list[tuple[str, Callable[[str], str], int, bool]] = [
    ("no front matter", lambda text: text.removeprefix("+++\n"), 1, True),
    ("no title", lambda text: text.replace('title = "Coach"\n', ""), 1, True),
    ("a title that is no text", lambda text: text.replace('"Coach"', "7"), 2, True),
    ("front matter that is no TOML", lambda text: text.replace('says = "', "says = "), 3, True),
    ("an unknown key", lambda text: text.replace("says =", "tone ="), 3, False),
    ("an unknown table", lambda text: text.replace('language = "en"', "[model]\nkind = 1"), 4, False),
    ("no language", lambda text: text.replace('"en"', '"English"'), 4, True),
    ("an unknown section", lambda text: text.replace("## Examples", "## Samples"), 21, False),
    ("a section twice", lambda text: text.replace("## Examples", "## Rules"), 21, True),
    ("text above the sections", lambda text: text.replace("\n## Persona", "Hello\n## Persona"), 6, False),
    ("a rule that is no item", lambda text: text.replace("- One thing", "One thing"), 17, True),
    ("an example without a reply", lambda text: text.replace("**Said:**", "Then:"), 23, True),
    ("a test without a question", lambda text: text.replace("Asked: What", "What"), 34, True),
    ("a test that expects nothing", lambda text: text[: text.index("- must contain")], 34, True),
    ("a check nobody knows", lambda text: text.replace("at most 40", "about 40"), 43, True),
    ("a check without a wording", lambda text: text.replace('part | "piece of"', " | "), 41, True),
    ("a rule that never ends", lambda text: text.replace("Keep numbers", "x" * 401), 19, True),
    ("too many rules", lambda text: text.replace("* Keep", "- a\n" * 40 + "* Keep"), 15, True),
    ("nothing to follow", lambda text: text[: text.index("## Persona")], 6, True),
]


@pytest.mark.parametrize(
    ("change", "line", "is_grave"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS]
)
def test_a_fault_has_its_line_and_what_to_do(change: Callable[[str], str], line: int, is_grave: bool) -> None:
    found = read("coach", change(FILE))
    fault = found.faults[0]
    assert (fault.line, fault.is_grave) == (line, is_grave)
    assert fault.what.endswith(".")
    assert fault.then
    assert (found.behaviour is None) is any(one.is_grave for one in found.faults)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00" * 100,
        "+++\n" * 1_000,
        "+++\n" + "a." * 1_500 + "b = 1\n+++\n",
        "+++\ntitle = " + "[" * 3_000 + "\n+++\n",
        "+++\ntitle = 1" + "0" * 3_000 + "\n+++\n",
        FILE.replace("\n", "\r\n") * 2,
        FILE + "### " * 10_000,
        "x" * (MOST_BYTES + 1),
    ],
)
def test_whatever_a_file_holds_it_is_read_or_told(text: str) -> None:
    found: Read = read("x", text)
    assert found.behaviour is not None or any(one.is_grave for one in found.faults)


def test_what_comes_along_has_no_fault_and_tests_itself() -> None:
    assert set(shipped()) == {"exam-coach", "plain-words", "shop-desk", "socratic"}
    for name, one in shipped().items():
        assert read(name, one.text).faults == ()
        assert one.says
        assert len(one.trials) >= 3


def test_a_name_is_made_of_what_a_file_is_called() -> None:
    assert [name_of(one) for one in ("Exam Coach (1)", "Élan_vital", "…", "a" * 99)] == [
        "exam-coach-1",
        "élan-vital",
        "",
        "a" * 60,
    ]


def test_another_title_changes_nothing_else() -> None:
    changed = retitled(FILE, 'A "quoted" \\1 title')
    found = read("x", changed).behaviour
    assert found is not None
    assert found.title == 'A "quoted" \\1 title'
    assert changed.split("\n")[2:] == FILE.split("\n")[2:]


def test_a_difference_shows_what_went_and_what_came() -> None:
    lines = difference("a\nb\nc\nd\ne\nf", "a\nb\nc\nX\ne\nf")
    assert [(one.change, one.text, one.number) for one in lines] == [
        ("same", "b", 2),
        ("same", "c", 3),
        ("gone", "d", 4),
        ("new", "X", 4),
        ("same", "e", 5),
        ("same", "f", 6),
    ]
    assert difference("a", "a") == ()


def test_the_example_of_the_documentation_is_a_behaviour() -> None:
    page = (Path(__file__).parents[2] / "docs" / "behaviours.md").read_text(encoding="utf-8")
    example = page.split("```markdown\n")[1].split("```")[0]
    assert read("lab-partner", example).faults == ()
