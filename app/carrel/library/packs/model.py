"""What a course pack holds: skills, topics with their sections, and items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from carrel.base.errors import CarrelError
from carrel.base.stamp import Moment

SectionKind = Literal["simple", "standard", "advanced", "terms", "examples", "misconceptions"]

LEVELS: tuple[SectionKind, ...] = ("simple", "standard", "advanced")
"""The three reading levels, from the easiest."""

HEADINGS: dict[SectionKind, str] = {
    "simple": "In simple words",
    "standard": "The idea",
    "advanced": "Going further",
    "terms": "Key terms",
    "examples": "Worked examples",
    "misconceptions": "Misconceptions",
}
"""The sections of a topic in their order, and what they are called unless the pack says otherwise."""

ANSWER = "Answer"
"""What the last line of a worked example begins with, unless the pack says otherwise."""


class PackRefused(CarrelError):
    """The folder or the file is no course pack that can be used."""


class PackMissing(CarrelError):
    """No course pack of this name is installed."""


@dataclass(frozen=True)
class Skill:
    """Something a person can do. requires: the ids of the skills that come before it. line: in course.toml."""

    id: str
    name: str
    requires: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Term:
    """A word of the topic and what it means."""

    word: str
    meaning: str
    line: int


@dataclass(frozen=True)
class Example:
    """A problem solved step by step; answer: what stands after the word that marks the last line, empty without one."""

    title: str
    text: str
    steps: int
    answer: str
    line: int


@dataclass(frozen=True)
class Misconception:
    """A wrong idea that many people have; id: made from the title, unique in its topic."""

    id: str
    title: str
    text: str
    line: int


@dataclass(frozen=True)
class Section:
    """One of the sections of a topic, as Markdown without its heading.

    line: of the heading in the file; text_line: where the text begins.
    """

    kind: SectionKind
    title: str
    text: str
    line: int
    text_line: int


@dataclass(frozen=True)
class Topic:
    """One lesson.

    minutes: how long a learner needs. body: the Markdown, which begins in line body_line of the file. skills_line: the
    line that names the skills.
    """

    id: str
    title: str
    subject: str
    skills: tuple[str, ...]
    minutes: int
    body: str
    body_line: int
    skills_line: int = 1
    sections: tuple[Section, ...] = ()
    terms: tuple[Term, ...] = ()
    examples: tuple[Example, ...] = ()
    misconceptions: tuple[Misconception, ...] = ()

    @property
    def file(self) -> str:
        """The name of its file in the pack."""
        return f"topics/{self.id}.md"

    def section(self, kind: SectionKind) -> Section | None:
        """The first section of this kind."""
        return next((one for one in self.sections if one.kind == kind), None)


@dataclass(frozen=True)
class PackItem:
    """A question as it stands in the file: the object of formats.md, and where it is."""

    id: str
    kind: str
    topic: str
    raw: Mapping[str, Any]
    file: str
    line: int


@dataclass(frozen=True)
class Pack:
    """A course pack. images: by their names in the pack. headings: the titles of the sections in its language."""

    id: str
    version: str
    title: str
    language: str
    licence: str
    authors: tuple[str, ...] = ()
    about: str = ""
    skills: tuple[Skill, ...] = ()
    topics: tuple[Topic, ...] = ()
    items: tuple[PackItem, ...] = ()
    images: Mapping[str, bytes] = field(default_factory=dict)
    headings: Mapping[SectionKind, str] = field(default_factory=lambda: dict(HEADINGS))

    def topic(self, name: str) -> Topic | None:
        """The topic with this id."""
        return next((one for one in self.topics if one.id == name), None)


@dataclass(frozen=True)
class InstalledPack:
    """A pack that is kept here; topics, skills: how many. created: when it was first installed."""

    id: str
    version: str
    title: str
    language: str
    licence: str
    authors: tuple[str, ...]
    about: str
    topics: int
    skills: int
    created: Moment


@dataclass(frozen=True)
class InstalledTopic:
    """A topic that is kept here; document: the id of its lesson in the library, None when that was taken out."""

    id: str
    pack: str
    title: str
    subject: str
    minutes: int
    skills: tuple[str, ...]
    document: str | None
