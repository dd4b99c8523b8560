"""Reads the files of a pack into a pack, with everything that is wrong in them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from carrel.base.text import clean
from carrel.base.words import _
from carrel.library.packs import fields
from carrel.library.packs.course import FILE, SKILL_ID, Course, bad_id, read_course
from carrel.library.packs.findings import Finding, Place, fault
from carrel.library.packs.items import read_items
from carrel.library.packs.model import Pack, PackItem, PackRefused, Topic
from carrel.library.packs.topics import read_topic


def read_pack(files: Mapping[str, bytes], found: list[Finding]) -> Pack:
    """The pack as far as its files can be understood; every fault is added to what was found.

    Raises PackRefused when there is no course.toml: then it is no pack.
    """
    if FILE not in files:
        raise PackRefused(
            _("This is no course pack: there is no course.toml in it."),
            _("Name the folder in which course.toml is, or a zip file made by “carrel pack build”."),
        )
    text = _text(FILE, files[FILE], found)
    course = read_course(text, found) if text is not None else Course()
    topics = tuple(_topics(files, course, found))
    items = tuple(_items(files, found))
    raw = course.raw
    return Pack(
        id=fields.words(raw, "id"),
        version=fields.words(raw, "version"),
        title=fields.words(raw, "title"),
        language=fields.words(raw, "language"),
        licence=fields.words(raw, "licence"),
        authors=fields.words_list(raw, "authors"),
        about=fields.words(raw, "about"),
        skills=course.skills,
        topics=topics,
        items=items,
        images={name: content for name, content in files.items() if name.startswith("images/")},
        headings=course.headings,
    )


def _topics(files: Mapping[str, bytes], course: Course, found: list[Finding]) -> list[Topic]:
    topics = []
    for name, text in _texts(files, "topics", found):
        if not SKILL_ID.fullmatch(name):
            found.append(bad_id(name, Place(f"topics/{name}.md")))
        topics.append(read_topic(name, text, course, found))
    return topics


def _items(files: Mapping[str, bytes], found: list[Finding]) -> list[PackItem]:
    return [item for name, text in _texts(files, "items", found) for item in read_items(name, text, found)]


def _texts(files: Mapping[str, bytes], folder: str, found: list[Finding]) -> list[tuple[str, str]]:
    """The texts in this folder by their names without an ending."""
    texts = []
    for name in sorted(files):
        path = PurePosixPath(name)
        if path.parent.as_posix() == folder and (text := _text(name, files[name], found)) is not None:
            texts.append((path.name.rpartition(".")[0], text))
    return texts


def _text(name: str, content: bytes, found: list[Finding]) -> str | None:
    """What the file says; None, and a finding, when it is not text in UTF-8."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        found.append(_not_text(Place(name, line), _("This file is not text in UTF-8.")))
        return None
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        found.append(_not_text(Place(name, line), _("There is a NUL in this file, so it is not text.")))
        return None
    return clean(text)


def _not_text(place: Place, what: str) -> Finding:
    return fault("not-text", place, what, _("Save it again as UTF-8 in your editor."))
