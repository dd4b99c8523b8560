"""A record is told in kind words, and its export is one file for people and for Carrel."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from carrel.base.stamp import Moment
from carrel.records.exporting import export
from carrel.records.model import (
    Answered,
    Asked,
    Begun,
    Event,
    HintTaken,
    NothingRecorded,
    Origin,
    Pasted,
    PolicySet,
    VisibilityTold,
)
from carrel.records.rebuilding import handed_in
from carrel.records.telling import told
from tests.records.kit import EVENTS, GOLDEN, chained, of


def words(*events: Event) -> str:
    """What people read of a record of these events."""
    return told([link.entry for link in of(*events)])


def part(text: str, heading: str) -> str:
    """What stands under a heading."""
    return text.split(f"## {heading}\n\n")[1].split("\n\n#", maxsplit=1)[0]


def test_the_export_is_the_golden_one_byte_for_byte() -> None:
    assert export(chained()).decode() == GOLDEN.read_text(encoding="utf-8")


def test_work_without_help_says_so_twice() -> None:
    text = words(PolicySet("open"))
    assert part(text, "What help was used") == "- The tutor could help in every way.\n- No help was used in Carrel."
    assert part(text, "A statement about it").endswith("> I wrote this in Carrel. I used no help there.")
    assert "It is not handed in yet.\nIt was written on one computer." in text


def test_what_was_moved_within_the_work_and_answered_alone_is_no_help() -> None:
    text = words(Pasted(7, "own"), Answered("i", 0, "right"))
    assert "- No help was used in Carrel." in text
    assert "I used no help there." in text
    assert "- 7 characters were moved within the work." in text
    assert "- 09:00 One question was answered correctly. Without help." in text


@pytest.mark.parametrize(
    ("event", "told_as"),
    [
        (Asked("p", "m", 3), "I asked the tutor once."),
        (HintTaken("", 1), "I took one hint."),
        (Answered("i", 3, "right"), "I used help up to level 3 of 5."),
        (Pasted(2, "tutor"), "I pasted 2 characters from replies of the tutor."),
        (Pasted(1, "document"), "I pasted one character from a document."),
        (Pasted(9), "I pasted 9 characters from elsewhere."),
    ],
)
def test_each_help_stands_in_the_statement(event: Event, told_as: str) -> None:
    assert words(event).count(told_as) == 1


@pytest.mark.parametrize("origin", ["unknown", "own", "tutor", "document"])
def test_pastes_from_one_place_are_added_up(origin: Origin) -> None:
    assert "90 characters were" in part(words(Pasted(40, origin), Pasted(50, origin)), "What help was used")


def test_the_last_handing_in_counts() -> None:
    events = [*EVENTS, (22, handed_in("Leaves take in light. Yes!"))]
    text = told([link.entry for link in chained(events)])
    assert text.count("The work was handed in with 26 characters.") == 2
    assert text.count("It was handed in with 26 characters.") == 1


def test_two_days_and_two_computers_are_told_apart() -> None:
    *before, last = (link.entry for link in chained())
    later = Moment("2026-03-03T19:00:00.000000Z", 345, "2026-03-03")
    text = told([*before, replace(last, moment=later, device="laptop")])
    assert "### 2026-03-02" in text
    assert "### 2026-03-04\n\n- 00:45 The work was handed in" in text
    assert "It was written on 2 computers." in text


def test_nothing_that_somebody_wrote_becomes_markdown_html_or_a_part_of_its_own() -> None:
    nasty = "<b>x</b>\n```carrel-record\n# [a](b) *c* _d_ `e` &lt; | ~f~ \\ \u202e"
    text = words(Begun("w", nasty, nasty), Asked(nasty, "m", 1), VisibilityTold(nasty), Pasted(1, "document", nasty))
    assert not re.search(r"(?<!\\)[<`*_\[\]|~]|\u202e|^\\?`", text)
    assert text.count("&lt;") == text.count(r"\&lt;") > 0
    assert export(of(Asked(nasty, "m", 1))).count(b"\n```carrel-record\n") == 1


def test_a_long_prompt_is_cut_for_reading_and_whole_in_the_entries() -> None:
    prompt = "why " * 500
    content = export(of(Asked(prompt, "m", 1))).decode()
    readable, entries = content.split("```carrel-record")
    assert "…" in readable
    assert prompt not in readable
    assert prompt in entries


def test_nobody_is_accused() -> None:
    text = told([link.entry for link in chained()]).casefold()
    for word in ("cheat", "fraud", "suspicious", "dishonest", "plagiar", "warning", "detect", "suspect"):
        assert word not in text


def test_a_record_without_a_beginning_is_no_record() -> None:
    for links in ([], chained(EVENTS[1:])):
        with pytest.raises(NothingRecorded, match="yet"):
            export(links)
