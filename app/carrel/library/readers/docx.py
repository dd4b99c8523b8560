"""Reads Word documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from carrel.library.readers import layout, packages, xml
from carrel.library.readers.scripts import lowered, raised
from carrel.library.readers.source import Reader, Section, Source

_HIDDEN = {"del", "moveFrom", "instrText", "Fallback", "pPr", "rPr", "delText"}
_NUMBERED = {"bullet": "-", "none": "-"}
_LETTERS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


@dataclass
class _Styles:
    """What the document's styles and lists mean: levels of headings, and marks of lists by number and depth."""

    levels: dict[str, int] = field(default_factory=dict)
    lists: dict[str, dict[str, str]] = field(default_factory=dict)
    marks: dict[tuple[str, str], str] = field(default_factory=dict)


def _recognises(source: Source) -> bool:
    return packages.main_part(source, "word/document.xml").startswith("word/") and any(
        name.startswith("word/document") for name in source.names()
    )


def _sections(source: Source) -> Iterator[Section]:
    packages.core_facts(source)
    yield from layout.by_headings(_blocks(source))


def _blocks(source: Source) -> Iterator[layout.Block]:
    main = packages.main_part(source, "word/document.xml")
    styles = _styles(source, main)
    for element in xml.elements(source.inside(main), {"p", "tbl", "sectPr"}):
        if xml.local(element) == "p":
            yield from _paragraph(source, element, styles)
        elif xml.local(element) == "tbl":
            yield _table(element)
    for kind in ("footnotes", "endnotes"):
        content = source.inside(packages.by_kind(source, main, kind))
        for note in xml.all_of(content, kind.removesuffix("s")):
            text = _text(note).strip()
            if text and not xml.attribute(note, "type"):
                yield layout.paragraph(f"[{xml.attribute(note, 'id')}] {text}")


def _paragraph(source: Source, element: Element, styles: _Styles) -> Iterator[layout.Block]:
    """The paragraph, and the text boxes that hang on it after it."""
    text = _text(element).strip()
    style = xml.value(element, "pPr", "pStyle")
    level = styles.levels.get(style, 0)
    if outline := xml.value(element, "pPr", "outlineLvl"):
        level = int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else 0
    if style.lower() == "title" and text:
        source.about.title = source.about.title or " ".join(text.split())
        level = 1
    number, depth = xml.value(element, "pPr", "numPr", "numId"), xml.value(element, "pPr", "numPr", "ilvl") or "0"
    if not text:
        return
    if level:
        yield layout.heading(level, text)
    elif number not in ("", "0"):
        mark = styles.marks.get((number, depth), "-")
        yield layout.item(text, int(depth) if depth.isdecimal() else 0, mark)
    else:
        yield layout.paragraph(text)


def _table(element: Element) -> layout.Block:
    rows = [[" ".join(_text(cell).split()) for cell in _own(row, "tc")] for row in _own(element, "tr")]
    if len(rows) == 1 and len(rows[0]) == 1:  # a frame around a paragraph
        return layout.paragraph(rows[0][0])
    return layout.table(rows)


def _own(element: Element, name: str) -> Iterator[Element]:
    """Rows of this table and cells of this row, through wrappers, not those of tables inside."""
    for one in element:
        if xml.local(one) == name:
            yield one
        elif xml.local(one) in {"sdt", "sdtContent", "ins", "customXml"}:
            yield from _own(one, name)


def _text(element: Element) -> str:
    """The words as they are to be read: insertions in, deletions out; paragraphs inside on lines of their own."""
    return "".join(_words(element))


def _words(element: Element) -> Iterator[str]:
    for one in element:
        name = xml.local(one)
        if name in _HIDDEN:
            continue
        if name in _LETTERS:
            yield _LETTERS[name]
        elif name == "t":
            yield one.text or ""
        elif name == "r":
            words = "".join(_words(one))
            place = xml.value(one, "rPr", "vertAlign")
            yield raised(words) if place == "superscript" else lowered(words) if place == "subscript" else words
        elif name in {"footnoteReference", "endnoteReference"}:
            yield f"[{xml.attribute(one, 'id')}]"
        else:
            yield from _words(one)
            if name in {"p", "tr"}:
                yield "\n"
            elif name == "tc":
                yield " "


def _styles(source: Source, main: str) -> _Styles:
    found = _Styles()
    for style in xml.all_of(source.inside(packages.by_kind(source, main, "styles")), "style"):
        level = re.fullmatch(r"heading (\d)", xml.value(style, "name").lower())
        outline = xml.value(style, "pPr", "outlineLvl")
        key = xml.attribute(style, "styleId")
        if level:
            found.levels[key] = int(level[1])
        elif outline.isdecimal() and int(outline) < 9:
            found.levels[key] = int(outline) + 1
    content = source.inside(packages.by_kind(source, main, "numbering"))
    kinds = {}
    for abstract in xml.all_of(content, "abstractNum"):
        kinds[xml.attribute(abstract, "abstractNumId")] = {
            xml.attribute(level, "ilvl"): _NUMBERED.get(xml.value(level, "numFmt"), "1.")
            for level in abstract
            if xml.local(level) == "lvl"
        }
    for number in xml.all_of(content, "num"):
        for depth, mark in kinds.get(xml.value(number, "abstractNumId"), {}).items():
            found.marks[xml.attribute(number, "numId"), depth] = mark
    return found


READER = Reader("docx", "markdown", _recognises, _sections)
