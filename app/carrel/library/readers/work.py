"""What runs in the child: finds out what a document is, and reads it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from carrel.base.encoded import load_encodings
from carrel.base.inside import Refusal, works_apart
from carrel.base.languages import declared, guessed
from carrel.base.text import clean
from carrel.base.wire import Frame
from carrel.library.readers import docx, epub, html, markdown, odt, pdf, plain, pptx, rows
from carrel.library.readers.pieces import pieces
from carrel.library.readers.source import Reader, Recognition, Section, Source

READERS = (
    pdf.READER,
    docx.READER,
    pptx.READER,
    odt.READER,
    epub.READER,
    html.READER,
    plain.CODE,
    markdown.READER,
    rows.READER,
    plain.TEXT,
)
"""Every kind of document; the first that recognises a file by its content reads it."""

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_SAMPLE = 20_000

load_encodings()  # inside the sandbox Python could not load them any more


@works_apart
def read(arguments: Mapping[str, Any]) -> Iterator[Frame]:
    """Frames with the facts, the parts from one on, and the facts again; raises Refusal.

    At the first picture that is to be recognised it raises Refusal("recognise"): that needs more room than this child
    has.
    """
    yield from read_with(arguments, None)


def read_with(arguments: Mapping[str, Any], recognise: Callable[[Any], str] | None) -> Iterator[Frame]:
    """The same, by a child that can recognise the text on a page: before each it looks at, a frame says so."""
    wish = arguments["recognise"]
    recognition = Recognition(wish["most"], wish["begin"], frozenset(wish["done"]), recognise)
    source = Source(Path(arguments["path"]), arguments["password"], recognition)
    reader = _reader(source)
    sections = reader.sections(source)
    first = next(sections, None)
    yield _facts(source, reader, "")
    sample, count, start = "", 0, int(arguments["start"])
    for section in itertools.chain([first] if first else [], sections):
        if section.sight == "looking":
            yield Frame({"looking": section.place})
            continue
        if section.sight == "there":
            count += 1
            continue
        sample += section.text[: max(0, _SAMPLE - len(sample))]
        for text in pieces(clean(section.text), reader.form):
            if not text.strip():
                continue
            count += 1
            if count > start:
                yield _part(section, text)
    if not count:
        raise Refusal("no_text", pages=source.about.pages)
    yield _facts(source, reader, sample)


def _reader(source: Source) -> Reader:
    for reader in READERS:
        if reader.recognises(source):
            return reader
    if source.head.startswith(_OLD_OFFICE):
        raise Refusal("locked" if "EncryptedPackage".encode("utf-16-le") in source.head else "old_office", here=False)
    if source.head.startswith(_PICTURES):
        raise Refusal("picture")
    raise Refusal("archive" if source.archive else "not_a_document")


def _facts(source: Source, reader: Reader, sample: str) -> Frame:
    about = source.about
    return Frame(
        {
            "facts": {
                "title": " ".join(clean(about.title).split())[:300],
                "kind": reader.kind,
                "pages": about.pages,
                "language": declared(about.language) or guessed(sample),
                "silent": about.silent,
                "form": reader.form,
            }
        }
    )


def _part(section: Section, text: str) -> Frame:
    return Frame(
        {
            "text": text,
            "heading": list(section.heading),
            "unit": section.unit,
            "number": section.number,
            "place": section.place,
            "recognised": section.sight == "recognised",
        }
    )
