"""Reads books in EPUB: its chapters in the order of reading, with the titles that the table of contents gives them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from carrel.base.decoding import NotText, decoded
from carrel.base.inside import Refusal
from carrel.base.text import clean
from carrel.library.readers import layout, xml
from carrel.library.readers.html_blocks import blocks
from carrel.library.readers.source import Reader, Section, Source

_ESCAPED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_FONTS = {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}
"""Ways of hiding nothing but the fonts of a book."""


@dataclass(frozen=True)
class _Book:
    """The chapters' files in the order of reading, and the titles of files."""

    chapters: list[str]
    titles: dict[str, str]


def _recognises(source: Source) -> bool:
    return source.inside("mimetype").strip() == b"application/epub+zip" or (
        "META-INF/container.xml" in source.names() and any(name.endswith(".opf") for name in source.names())
    )


def _sections(source: Source) -> Iterator[Section]:
    if any(xml.attribute(one, "Algorithm") not in _FONTS for one in _locks(source)):
        raise Refusal("locked", here=False)
    book = _book(source)
    source.about.pages = len(book.chapters)
    for place, name in enumerate(book.chapters):
        try:
            text, _doubtful = decoded(source.inside(name))
        except NotText:
            continue
        _parser, found = blocks(clean(text))
        number = str(place + 1)
        title = book.titles.get(name, "")
        begins = next((words for level, words in found if level), "")
        above = (title,) if title and title.casefold() != begins.casefold() else ()
        sections = list(layout.by_headings(found, above, "chapter", number, place))
        if not sections:
            source.about.silent.append(("chapter", number))
        yield from sections


def _locks(source: Source) -> Iterator[Element]:
    for one in xml.all_of(source.inside("META-INF/encryption.xml"), "EncryptedData"):
        yield from (method for method in one if xml.local(method) == "EncryptionMethod")


def _book(source: Source) -> _Book:
    roots = xml.all_of(source.inside("META-INF/container.xml"), "rootfile")
    opf = next((xml.attribute(one, "full-path") for one in roots), "")
    if opf not in source.names():
        opf = next((name for name in source.names() if name.endswith(".opf")), "")
    folder = posixpath.dirname(opf)
    files: dict[str, str] = {}
    order: list[str] = []
    contents = ""
    for element in xml.elements(source.inside(opf), {"title", "language", "item", "itemref"}):
        name, words = xml.local(element), "".join(element.itertext()).strip()
        if name == "title":
            source.about.title = source.about.title or words
        elif name == "language":
            source.about.language = source.about.language or words
        elif name == "item":
            path = _joined(folder, xml.attribute(element, "href"))
            files[xml.attribute(element, "id")] = path
            if "nav" in xml.attribute(element, "properties").split() or path.endswith(".ncx"):
                contents = path if not contents or path.endswith(("html", "htm")) else contents
        else:
            order.append(xml.attribute(element, "idref"))
    chapters = [files[one] for one in order if files.get(one) in source.names()]
    return _Book(chapters, _titles(source, contents))


def _titles(source: Source, contents: str) -> dict[str, str]:
    """The first title in the table of contents for each file; nothing where it is damaged: a book has headings too."""
    folder = posixpath.dirname(contents)
    content = source.inside(contents)
    found: dict[str, str] = {}
    try:
        if contents.endswith(".ncx"):
            for point in xml.all_of(content, "navMap"):
                for one in (node for node in point.iter() if xml.local(node) == "navPoint"):
                    label, target = xml.child(one, "navLabel", "text"), xml.child(one, "content")
                    if label is not None and target is not None:
                        found.setdefault(_joined(folder, xml.attribute(target, "src")), (label.text or "").strip())
        else:
            for link in xml.all_of(content, "a"):
                words = " ".join("".join(link.itertext()).split())
                found.setdefault(_joined(folder, xml.attribute(link, "href")), words)
    except Refusal:
        return {}
    return {path: title for path, title in found.items() if title}


def _joined(folder: str, link: str) -> str:
    path = _ESCAPED.sub(lambda found: bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "replace"), link)
    return posixpath.normpath(posixpath.join(folder, path.partition("#")[0]))


READER = Reader("epub", "markdown", _recognises, _sections)
