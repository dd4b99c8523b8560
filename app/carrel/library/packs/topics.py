"""Reads the file of a topic: its front matter and its sections."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from carrel.base.show import beside
from carrel.base.words import _
from carrel.library.packs import fields, marks
from carrel.library.packs.course import Course, line_of, toml_fault
from carrel.library.packs.fields import Field, check_fields
from carrel.library.packs.findings import Finding, Place, fault
from carrel.library.packs.model import Example, Misconception, Section, SectionKind, Term, Topic

_FENCE = "+++"
_FIELDS = (
    Field("title", fields.is_words, 'title = "Fractions"'),
    Field("subject", fields.is_words, 'subject = "Arithmetic"'),
    Field("skills", lambda value: fields.is_words_list(value) and value != [], 'skills = ["arithmetic.fractions"]'),
    Field("minutes", fields.is_count, "minutes = 25"),
)
_TERM = re.compile(r"\*\*(?P<word>[^*]+)\*\*\s*[:：]\s*(?P<meaning>\S.*)", re.DOTALL)
_STEP = re.compile(r"\s{0,3}\d{1,3}[.)]\s+\S")


def read_topic(name: str, text: str, course: Course, found: list[Finding]) -> Topic:
    """The topic of this id, as far as the text can be understood; what is wrong is added to what was found."""
    file = f"topics/{name}.md"
    front, body, above = _parts(text, file, found)
    head = text.split("\n")[: above - 1]

    def where(field: str) -> Place:
        return Place(file, line_of("\n".join(head), field) or 1)

    if front is not None:
        found.extend(check_fields(front, _FIELDS, where))
    front = front or {}
    minutes = front.get("minutes")
    topic = Topic(
        name,
        fields.words(front, "title") or name,
        fields.words(front, "subject"),
        fields.words_list(front, "skills"),
        minutes if fields.is_count(minutes) and isinstance(minutes, int) else 0,
        body,
        above + 1,
        where("skills").line,
    )
    sections = tuple(_sections(topic, course, found))
    topic = replace(topic, sections=sections)
    return replace(
        topic,
        terms=tuple(_terms(topic, found)),
        examples=tuple(_examples(topic, course.answer)),
        misconceptions=tuple(_misconceptions(topic)),
    )


def slug(heading: str) -> str:
    """The id of a misconception: its heading in small letters, everything but letters and digits one hyphen."""
    return re.sub(r"[\W_]+", "-", heading.lower()).strip("-")


def _parts(text: str, file: str, found: list[Finding]) -> tuple[dict[str, Any] | None, str, int]:
    """The front matter (None without any), the rest, and how many lines stand above the rest."""
    lines = text.split("\n")
    ends = [number for number, line in enumerate(lines) if line.rstrip() == _FENCE]
    if not ends or ends[0] != 0 or len(ends) < 2:
        found.append(
            fault(
                "front-matter",
                Place(file, 1),
                _("The topic does not begin with its title and skills between two lines of “+++”."),
                _("Begin the file with a line “+++”, then title, subject, skills and minutes, then “+++”."),
            )
        )
        return None, text, 0
    above = ends[1] + 1
    body = "\n".join(lines[above:])
    try:
        return tomllib.loads("\n".join(lines[1 : ends[1]])), body, above
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found.append(toml_fault(error, file, 1))
        return None, body, above


def _sections(topic: Topic, course: Course, found: list[Finding]) -> Iterator[Section]:
    """The sections with known headings; others are told."""
    kinds = {title.casefold(): kind for kind, title in course.headings.items()}
    lines = topic.body.split("\n")
    above = [mark for mark in marks.headings(topic.body) if mark.level <= 2]
    ends = [*(mark.line for mark in above), len(lines)][1:]
    if any(line.strip() for line in lines[: above[0].line if above else len(lines)]):
        found.append(_loose(Place(topic.file, topic.body_line), course.headings["simple"]))
    for mark, end in zip(above, ends, strict=True):
        kind = kinds.get(mark.text.casefold()) if mark.level == 2 else None
        place = Place(topic.file, topic.body_line + mark.line)
        if kind is None:
            found.append(_unknown_heading(mark.text, place, course))
            continue
        first, last = mark.line + 1, end
        while first < last and not lines[first].strip():
            first += 1
        text = "\n".join(lines[first:last]).rstrip()
        yield Section(kind, mark.text, text, place.line, topic.body_line + first)


def _loose(place: Place, first: str) -> Finding:
    return fault(
        "loose-text",
        place,
        _("There is text above the first heading."),
        _("Move it below “## {heading}”.").format(heading=first),
    )


def _unknown_heading(title: str, place: Place, course: Course) -> Finding:
    return fault(
        "unknown-section",
        place,
        _("“{title}” is not one of the sections of a topic.").format(title=beside(title, 80)),
        _("The sections are, each with “## ”: {names}. Below them, use “### ”.").format(
            names=", ".join(course.headings.values())
        ),
    )


def _blocks(topic: Topic, kind: SectionKind) -> Iterator[tuple[str, str, int]]:
    """The parts of a section below its level-3 headings: title, text, the line of the heading in the file."""
    section = topic.section(kind)
    if section is None:
        return
    lines = section.text.split("\n")
    below = [mark for mark in marks.headings(section.text) if mark.level == 3]
    ends = [*(mark.line for mark in below), len(lines)][1:]
    for mark, end in zip(below, ends, strict=True):
        yield mark.text, "\n".join(lines[mark.line + 1 : end]).strip(), section.text_line + mark.line


def _terms(topic: Topic, found: list[Finding]) -> Iterator[Term]:
    section = topic.section("terms")
    if section is None:
        return
    entries: list[tuple[int, list[str]]] = []
    for number, line in enumerate(section.text.split("\n"), section.text_line):
        if re.match(r"[-*+]\s", line):
            entries.append((number, [line[2:].strip()]))
        elif entries and line.startswith(" ") and line.strip():
            entries[-1][1].append(line.strip())
        elif line.strip():
            found.append(_bad_term(Place(topic.file, number)))
    for number, lines in entries:
        read = _TERM.fullmatch(" ".join(lines))
        if read is None:
            found.append(_bad_term(Place(topic.file, number)))
        else:
            yield Term(read["word"].strip(), read["meaning"].strip(), number)


def _bad_term(place: Place) -> Finding:
    return fault(
        "term",
        place,
        _("This is not a term with its meaning."),
        _("Write it on a line like this: - **term**: what it means in one sentence."),
    )


def _examples(topic: Topic, answer: str) -> Iterator[Example]:
    begins = re.compile(rf"\*\*{re.escape(answer)}\s*[:：]\s*\*\*\s*(.*)", re.DOTALL | re.IGNORECASE)
    for title, text, line in _blocks(topic, "examples"):
        last = re.split(r"\n\s*\n", text)[-1]
        read = begins.match(last.strip()) or begins.match(last.strip().split("\n")[-1])
        steps = sum(_STEP.match(one) is not None for one in text.split("\n"))
        yield Example(title, text, steps, read[1].strip() if read else "", line)


def _misconceptions(topic: Topic) -> Iterator[Misconception]:
    for title, text, line in _blocks(topic, "misconceptions"):
        yield Misconception(slug(title), title, text, line)
