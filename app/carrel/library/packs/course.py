"""Reads course.toml: what the pack is, its skills, and what its sections are called."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from carrel.base.words import _
from carrel.library.packs import fields
from carrel.library.packs.fields import Field, check_fields
from carrel.library.packs.findings import Finding, Place, fault
from carrel.library.packs.model import ANSWER, HEADINGS, SectionKind, Skill

FILE = "course.toml"
FORMAT = 1
SKILL_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*){1,3}")
_PACK_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_MOST_LENGTH = 64

_FIELDS = (
    Field("format", fields.is_count, "format = 1"),
    Field("id", fields.is_words, 'id = "my-course"'),
    Field("version", fields.is_words, 'version = "2026.1"'),
    Field("title", fields.is_words, 'title = "My course"'),
    Field("language", fields.is_words, 'language = "en"'),
    Field("licence", fields.is_words, 'licence = "CC-BY-4.0"'),
    Field("authors", fields.is_words_list, 'authors = ["A name"]'),
    Field("about", fields.is_words, 'about = "One sentence about the pack."'),
    Field("skills", fields.is_list, '[[skills]] with id = "subject.skill" and name = "What a learner can do"'),
    Field("headings", fields.is_table, '[headings] with simple = "…"', required=False),
)
_SKILL_FIELDS = (
    Field("id", fields.is_words, 'id = "subject.skill"'),
    Field("name", fields.is_words, 'name = "What a learner can do"'),
    Field("requires", fields.is_words_list, 'requires = ["subject.another-skill"]', required=False),
)


@dataclass(frozen=True)
class Course:
    """What course.toml says; raw: its fields, of which words are read with `fields.words`."""

    raw: Mapping[str, Any] = field(default_factory=dict)
    skills: tuple[Skill, ...] = ()
    headings: Mapping[SectionKind, str] = field(default_factory=lambda: dict(HEADINGS))
    answer: str = ANSWER


def read_course(text: str, found: list[Finding]) -> Course:
    """What the text says, as far as it can be understood; what is wrong is added to what was found."""
    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found.append(toml_fault(error, FILE))
        return Course()

    def where(name: str) -> Place:
        return Place(FILE, line_of(text, name))

    found.extend(check_fields(raw, _FIELDS, where))
    found.extend(_check_values(raw, where))
    skills = tuple(_skills(raw, text, found))
    headings, answer = _headings(raw, where, found)
    return Course(raw, skills, headings, answer)


def toml_fault(error: Exception, file: str, before: int = 0) -> Finding:
    """What to say of TOML that cannot be read; before: the lines of the file above it."""
    line = re.search(r"at line (\d+)", str(error))
    return fault(
        "toml",
        Place(file, before + int(line[1]) if line else before),
        _("This is not TOML that can be read: {error}.").format(error=str(error).split(" (at")[0].rstrip(".")),
        _("Look at this line and the one above: often a quotation mark or a bracket is missing."),
    )


def line_of(text: str, name: str, after: int = 0) -> int:
    """The line, from 1, on which a field is set, below so many lines; 0 when it is not found."""
    pattern = re.compile(rf"\s*(?:\[+\s*)?[\"']?{re.escape(name)}[\"']?\s*(?:=|\])") if name else None
    for number, line in enumerate(text.split("\n"), 1):
        if number > after and pattern is not None and pattern.match(line):
            return number
    return after


def _check_values(raw: Mapping[str, Any], where: fields.Where) -> Iterator[Finding]:
    if fields.is_count(raw.get("format")) and raw["format"] != FORMAT:
        yield fault(
            "format",
            where("format"),
            _("This pack is of format {found}, and this Carrel reads format {known}.").format(
                found=raw["format"], known=FORMAT
            ),
            _("Use a newer Carrel, or write the pack in format {known}.").format(known=FORMAT),
        )
    for name, pattern, like in (("id", _PACK_ID, "my-course"), ("language", _LANGUAGE, "en, fr or pt-BR")):
        value = fields.words(raw, name)
        if value and (not pattern.fullmatch(value) or len(value) > _MOST_LENGTH):
            yield fault(
                f"bad-{name}",
                where(name),
                _("“{value}” cannot be the {name} of a pack.").format(value=value[:_MOST_LENGTH], name=name),
                _("Write something like {like}: small letters, digits and single hyphens.").format(like=like),
            )
    if raw.get("authors") == []:
        yield fault("authors", where("authors"), _("Nobody is named as an author."), _("Name who wrote the pack."))


def _skills(raw: Mapping[str, Any], text: str, found: list[Finding]) -> Iterator[Skill]:
    starts = [number for number, line in enumerate(text.split("\n"), 1) if re.match(r"\s*\[\[\s*skills\s*\]\]", line)]
    for at, one in enumerate(fields.objects(raw, "skills")):
        start = starts[at] if at < len(starts) else line_of(text, "skills")

        def where(name: str, start: int = start) -> Place:
            return Place(FILE, line_of(text, name, start))

        found.extend(check_fields(one, _SKILL_FIELDS, where))
        name = fields.words(one, "id")
        if name and not SKILL_ID.fullmatch(name):
            found.append(bad_id(name, where("id")))
        if name:
            yield Skill(name, fields.words(one, "name"), fields.words_list(one, "requires"), start)


def bad_id(name: str, place: Place) -> Finding:
    """What to say of an id of a skill or a topic that is none."""
    return fault(
        "bad-id",
        place,
        _("“{name}” is not an id.").format(name=name[:_MOST_LENGTH]),
        _("Write “subject.topic”: small letters, digits and single hyphens, with a dot between."),
    )


def _headings(
    raw: Mapping[str, Any], where: fields.Where, found: list[Finding]
) -> tuple[Mapping[SectionKind, str], str]:
    given = raw.get("headings")
    given = given if isinstance(given, dict) else {}
    known = (*HEADINGS, "answer")
    for name in given:
        if name not in known or not fields.is_words(given[name]):
            found.append(
                fault(
                    "headings",
                    where(name),
                    _("“{name}” is not one of the headings that can be named.").format(name=name[:_MOST_LENGTH]),
                    _("Give texts for these only: {names}.").format(names=", ".join(known)),
                )
            )
    named = {kind: fields.words(given, kind) or usual for kind, usual in HEADINGS.items()}
    if len({name.casefold() for name in named.values()}) < len(named):
        found.append(
            fault(
                "headings", where("headings"), _("Two headings have the same name."), _("Give each a name of its own.")
            )
        )
    return named, fields.words(given, "answer") or ANSWER
