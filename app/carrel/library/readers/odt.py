"""Reads text documents of LibreOffice and its kin."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from carrel.base.inside import Refusal
from carrel.library.readers import layout, xml
from carrel.library.readers.source import Reader, Section, Source

_KIND = b"application/vnd.oasis.opendocument.text"
_HIDDEN = {"tracked-changes", "annotation", "annotation-end", "forms", "sequence-decls", "frame/desc"}
_LETTERS = {"tab": " ", "line-break": "\n"}
_BLOCKS = {"p", "h", "list", "table", "tracked-changes", "table-of-content"}


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
    notes: list[str] = []
    for element in xml.elements(source.inside("content.xml"), _BLOCKS):
        yield from _block(element, notes)
    for note in notes:
        yield layout.paragraph(note)


def _block(element: Element, notes: list[str], depth: int = 0) -> Iterator[layout.Block]:
    name = xml.local(element)
    if name == "h":
        level = xml.attribute(element, "outline-level")
        if text := _text(element, notes).strip():
            yield layout.heading(int(level) if level.isdecimal() else 1, text)
    elif name == "p":
        yield layout.paragraph(_text(element, notes))
    elif name == "list":
        for one in element:
            yield from _point(one, notes, depth)
    elif name == "table":
        yield layout.table([[_cell(cell, notes) for cell in row] for row in _rows(element)])


def _point(element: Element, notes: list[str], depth: int) -> Iterator[layout.Block]:
    for one in element:
        if xml.local(one) == "list":
            yield from _block(one, notes, depth + 1)
        elif xml.local(one) in {"p", "h"} and (text := _text(one, notes).strip()):
            yield layout.item(text, depth)


def _rows(table: Element) -> Iterator[list[Element]]:
    """Rows as lists of cells, through groups of rows; what is repeated to fill the sheet is not."""
    for one in table:
        if xml.local(one) == "table-row":
            yield [cell for cell in one if xml.local(cell) == "table-cell"]
        elif xml.local(one) in {"table-header-rows", "table-rows", "table-row-group"}:
            yield from _rows(one)


def _cell(cell: Element, notes: list[str]) -> str:
    return " ".join(_text(one, notes) for one in cell.iter() if xml.local(one) in {"p", "h"})


def _text(element: Element, notes: list[str]) -> str:
    return "".join(_words(element, notes))


def _words(element: Element, notes: list[str]) -> Iterator[str]:
    yield element.text or ""
    for one in element:
        name = xml.local(one)
        if name == "note":
            mark = "".join(two for part in one if xml.local(part) == "note-citation" for two in part.itertext())
            body = " ".join(" ".join(part.itertext()) for part in one if xml.local(part) == "note-body")
            notes.append(f"[{mark}] {' '.join(body.split())}")
            yield f"[{mark}]"
        elif name == "s":
            count = xml.attribute(one, "c")
            yield " " * min(int(count) if count.isdecimal() else 1, 40)
        elif name in _LETTERS:
            yield _LETTERS[name]
        elif name not in _HIDDEN:
            yield from _words(one, notes)
        yield one.tail or ""


READER = Reader("odt", "markdown", _recognises, _sections)
