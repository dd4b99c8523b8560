"""Reads slides of PowerPoint: each with its title, its words, its tables, and the speaker's notes as a quotation."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from carrel.library.readers import layout, packages, xml
from carrel.library.readers.source import Reader, Section, Source

_TITLES = {"title", "ctrTitle"}
_SMALL_PRINT = {"dt", "ftr", "sldNum", "hdr"}


def _recognises(source: Source) -> bool:
    return packages.main_part(source, "ppt/presentation.xml") in source.names() and any(
        name.startswith("ppt/presentation") for name in source.names()
    )


def _sections(source: Source) -> Iterator[Section]:
    packages.core_facts(source)
    main = packages.main_part(source, "ppt/presentation.xml")
    links = packages.related(source, main)
    order = [
        links[xml.attribute(one, "id")][1]
        for one in _slide_ids(source.inside(main))
        if xml.attribute(one, "id") in links
    ]
    source.about.pages = len(order)
    for place, name in enumerate(order):
        title, blocks = _slide(source.inside(name))
        notes = packages.by_kind(source, name, "notesSlide")
        _title, noted = _slide(source.inside(notes), only="body") if notes else ("", [])
        if words := "\n".join(text.strip().removeprefix("- ") for _level, text in noted).strip():
            blocks.append(layout.quotation(words))
        text = layout.joined(blocks)
        if text.strip():
            yield Section(text, (title,) if title else (), "slide", str(place + 1), place)
        else:
            source.about.silent.append(("slide", str(place + 1)))


def _slide_ids(content: bytes) -> Iterator[Element]:
    """The slides' ids; the relationship's id comes after the slide's own, and is the one with a namespace."""
    for one in xml.all_of(content, "sldId"):
        one.attrib.pop("id", None)
        yield one


def _slide(content: bytes, only: str = "") -> tuple[str, list[layout.Block]]:
    """The title, and all blocks with the title before them; only: of placeholders of this kind."""
    title, blocks = "", []
    for shape in xml.elements(content, {"sp", "graphicFrame"}) if content else ():
        kind = _placeholder(shape)
        if kind in _SMALL_PRINT or (only and kind != only):
            continue
        if xml.local(shape) == "graphicFrame":
            blocks += [_table(table) for table in shape.iter() if xml.local(table) == "tbl"]
            continue
        paragraphs = [one for one in shape.iter() if xml.local(one) == "p"]
        if kind in _TITLES and not title:
            title = " ".join(" ".join(_text(one) for one in paragraphs).split())
        else:
            blocks += [_paragraph(one, kind) for one in paragraphs if _text(one).strip()]
    return title, [layout.heading(1, title), *blocks] if title else blocks


def _placeholder(shape: Element) -> str:
    """What the layout keeps this shape for; "" for a shape that stands free, "body" where it does not say."""
    for one in shape.iter():
        if xml.local(one) == "ph":
            return xml.attribute(one, "type") or "body"
    return ""


def _paragraph(element: Element, kind: str) -> layout.Block:
    about = xml.child(element, "pPr")
    depth = xml.attribute(about, "lvl") if about is not None else ""
    plain = about is not None and xml.child(about, "buNone") is not None
    if kind == "body" and not plain:
        return layout.item(_text(element), int(depth) if depth.isdecimal() else 0)
    return layout.paragraph(_text(element))


def _table(table: Element) -> layout.Block:
    rows = [
        [
            " ".join(_text(one) for one in cell.iter() if xml.local(one) == "p")
            for cell in row
            if xml.local(cell) == "tc"
        ]
        for row in table
        if xml.local(row) == "tr"
    ]
    return layout.table(rows)


def _cell(cell: Element) -> str:
    return " ".join(_text(one) for one in cell.iter() if xml.local(one) == "p")


def _text(paragraph: Element) -> str:
    return "".join(
        "\n" if xml.local(one) == "br" else one.text or "" if xml.local(one) == "t" else "" for one in paragraph.iter()
    )


READER = Reader("pptx", "markdown", _recognises, _sections)
