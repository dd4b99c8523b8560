"""Reads web pages that were saved."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from carrel.base.text import clean
from carrel.library.readers import layout
from carrel.library.readers.html_blocks import blocks
from carrel.library.readers.source import Reader, Section, Source

_BEGINS = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_TAGS = re.compile(rb"</?(?:p|div|h[1-6]|ul|li|a|span|table|br|body|title)\b[^>]*>", re.IGNORECASE)
_DECLARED = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _recognises(source: Source) -> bool:
    head = source.head.removeprefix(codecs.BOM_UTF8)
    if head.startswith(_MARKS[1:]):
        head = (source.text or "")[:65_536].encode("utf-8", "replace")
    if _BEGINS.match(head):
        return True
    return source.suffix in (".html", ".htm", ".xhtml") and len(_TAGS.findall(head)) > 1


def text_of(source: Source) -> str:
    """The text, in the encoding that the page names, if it names one that reads it whole."""
    declared = _DECLARED.search(source.head[:4096])
    if declared and not source.head.startswith(_MARKS):
        try:
            return clean(source.content.decode(codecs.lookup(declared[1].decode("ascii")).name))
        except (LookupError, UnicodeError, OSError):  # an encoding nobody uses is not loaded any more
            pass
    return source.text or ""


def _sections(source: Source) -> Iterator[Section]:
    parser, found = blocks(text_of(source))
    source.about.title = " ".join(parser.title.split())
    source.about.language = parser.language
    yield from layout.by_headings(found)


READER = Reader("html", "markdown", _recognises, _sections)
