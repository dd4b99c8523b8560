"""Reads text documents of LibreOffice and its kin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from carrel.base.inside import Refusal
from carrel.library.readers import layout, xml
from carrel.library.readers.scripts import lowered, raised
from carrel.library.readers.source import Reader, Section, Source

_KIND = b"application/vnd.oasis.opendocument.text"
_HIDDEN = {"tracked-changes", "annotation", "annotation-end", "forms", "sequence-decls", "frame/desc"}
_LETTERS = {"tab": " ", "line-break": "\n"}
_BLOCKS = {"p", "h", "list", "table", "tracked-changes", "table-of-content"}


@dataclass
class _Known:
    """The notes found so far, and the names of styles that mean something: numbered lists, small letters."""

    notes: list[str] = field(default_factory=list)
    numbered: set[str] = field(default_factory=set)
    raised: set[str] = field(default_factory=set)
    lowered: set[str] = field(default_factory=set)


def _recognises(source: Source) -> bool:
    return source.inside("mimetype").strip() == _KIND


def _sections(source: Source) -> Iterator[Section]:
    if xml.all_of(source.inside("META-INF/manifest.xml"), "encryption-data"):
        raise Refusal("locked", here=False)
    meta = source.inside("meta.xml")
    for title in xml.all_of(meta, "title")[:1]:
        source.about.title = "".join(title.itertext()).strip()
    for language in xml.all_of(meta, "language")[:1]:
        source.about.language = "".join(language.itertext()).strip()
    yield from layout.by_headings(_blocks(source))


def _blocks(source: Source) -> Iterator[layout.Block]:
    known = _known(source)
    for element in xml.elements(source.inside("content.xml"), _BLOCKS):
        yield from _block(element, known)
    for note in known.notes:
        yield layout.paragraph(note)


def _known(source: Source) -> _Known:
    known = _Known()
    for content in filter(None, (source.inside("styles.xml"), source.inside("content.xml"))):
        for style in xml.elements(content, {"style", "list-style"}):
            name = xml.attribute(style, "name")
            about = xml.child(style, "text-properties")
            place = xml.attribute(about, "text-position") if about is not None else ""
            if re.match(r"super|[1-9]", place):
                known.raised.add(name)
            elif re.match(r"sub|-", place):
                known.lowered.add(name)
            if len(style) and xml.local(style[0]) == "list-level-style-number":
                known.numbered.add(name)
    return known


def _block(element: Element, known: _Known, depth: int = 0, numbered: bool = False) -> Iterator[layout.Block]:
    name = xml.local(element)
    if name == "h":
        level = xml.attribute(element, "outline-level")
        if text := _text(element, known).strip():
            yield layout.heading(int(level) if level.isdecimal() else 1, text)
    elif name == "p":
        yield layout.paragraph(_text(element, known))
    elif name == "list":
        numbered = xml.attribute(element, "style-name") in known.numbered or (numbered and depth > 0)
        for one in element:
            yield from _point(one, known, depth, numbered)
    elif name == "table":
        yield layout.table([[_cell(cell, known) for cell in row] for row in _rows(element)])


def _point(element: Element, known: _Known, depth: int, numbered: bool) -> Iterator[layout.Block]:
    for one in element:
        if xml.local(one) == "list":
            yield from _block(one, known, depth + 1, numbered)
        elif xml.local(one) in {"p", "h"} and (text := _text(one, known).strip()):
            yield layout.item(text, depth, "1." if numbered else "-")


def _rows(table: Element) -> Iterator[list[Element]]:
    """Rows as lists of cells, through groups of rows; what is repeated to fill the sheet is not."""
    for one in table:
        if xml.local(one) == "table-row":
            yield [cell for cell in one if xml.local(cell) == "table-cell"]
        elif xml.local(one) in {"table-header-rows", "table-rows", "table-row-group"}:
            yield from _rows(one)


def _cell(cell: Element, known: _Known) -> str:
    return " ".join(_text(one, known) for one in cell.iter() if xml.local(one) in {"p", "h"})


def _text(element: Element, known: _Known) -> str:
    return "".join(_words(element, known))


def _words(element: Element, known: _Known) -> Iterator[str]:
    yield element.text or ""
    for one in element:
        name = xml.local(one)
        if name == "note":
            mark = "".join(two for part in one if xml.local(part) == "note-citation" for two in part.itertext())
            body = " ".join(" ".join(part.itertext()) for part in one if xml.local(part) == "note-body")
            known.notes.append(f"[{mark}] {' '.join(body.split())}")
            yield f"[{mark}]"
        elif name == "s":
            count = xml.attribute(one, "c")
            yield " " * min(int(count) if count.isdecimal() else 1, 40)
        elif name in _LETTERS:
            yield _LETTERS[name]
        elif name == "span":
            words, style = _text(one, known), xml.attribute(one, "style-name")
            yield raised(words) if style in known.raised else lowered(words) if style in known.lowered else words
        elif name not in _HIDDEN:
            yield from _words(one, known)
        yield one.tail or ""


READER = Reader("odt", "markdown", _recognises, _sections)
