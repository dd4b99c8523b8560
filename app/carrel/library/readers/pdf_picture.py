"""Pictures of PDF pages, with the places where a quoted sentence stands on them."""

from __future__ import annotations

import ctypes
import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from carrel.base.encoded import load_encodings
from carrel.base.inside import Refusal, works_apart
from carrel.base.wire import PART_BYTES, Frame
from carrel.library.readers.pdf import box, opened, whole_text
from carrel.library.readers.source import Source

WIDEST, TALLEST = 4_000, 12_000
"""Pixels of a picture; a page that is longer is drawn smaller."""
_PART = 0.01
"""Of a pixel: sizes are rounded up."""
_MOST_LETTERS = 60_000
_LEAST = 12
"""So many letters of a quote have to stand on the page, where the rest of it stands on another."""
_LEFT_OUT = re.compile(r"[\s\u00ad\ufffe\x02\u2010-\u2015-]")
load_encodings()  # inside the sandbox Python could not load them any more

_documents: dict[tuple[str, str], pypdfium2.PdfDocument] = {}

Box = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels."""


@works_apart
def picture(arguments: Mapping[str, Any]) -> Iterator[Frame]:
    """A frame with the size and the places, then the pixels in parts; raises Refusal."""
    document = _document(arguments["path"], arguments["password"])
    if not 0 <= arguments["page"] < len(document):
        raise Refusal("no_page")
    try:
        page = document[arguments["page"]]
        width, height = page.get_size()
        if not (width > 0 and height > 0):
            raise Refusal("damaged")
        wide = max(16, min(arguments["width_px"], WIDEST))
        scale = min((wide - _PART) / width, (TALLEST - _PART) / height)
        drawn = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True, may_draw_forms=False)
    except pypdfium2.PdfiumError as error:
        raise Refusal("damaged") from error
    places = _places(page, arguments["quote"], (drawn.width, drawn.height))
    yield Frame({"width": drawn.width, "height": drawn.height, "places": places})
    row = drawn.width * 4
    pixels = memoryview(drawn.buffer).cast("B")
    rows = PART_BYTES // row
    for top in range(0, drawn.height, rows):
        lines = range(top, min(top + rows, drawn.height))
        yield Frame({}, b"".join(pixels[line * drawn.stride :][:row] for line in lines))


def _document(path: str, password: str) -> pypdfium2.PdfDocument:
    """The document, kept open for the next page."""
    if (path, password) not in _documents:
        _documents[path, password] = opened(Source(Path(path), password))
    return _documents[path, password]


def _places(page: pypdfium2.PdfPage, quote: str, size: tuple[int, int]) -> list[Box]:
    """Where the quote stands: a box for each line of it; none if it is not on the page."""
    letters = page.get_textpage()
    try:
        text = whole_text(letters)[:_MOST_LETTERS]
        found = [at for at in _found(text, quote) if not text[at].isspace()]
        boxes = [_in_pixels(page, box(letters, at), size) for at in found]
    finally:
        letters.close()
    return _by_line([one for one in boxes if one[0] < one[2] and one[1] < one[3]])


def _found(text: str, quote: str) -> range:
    """The positions in the text that the quote takes, by its letters alone: no spaces, hyphens, capitals, ligatures.

    Where not all of it is there, its longest piece counts, if that is half of it.
    """
    plain, places = _letters(text)
    wanted, _places = _letters(quote)
    if not wanted:
        return range(0)
    at, length = plain.find(wanted), len(wanted)
    if at < 0:
        match = difflib.SequenceMatcher(None, plain, wanted, autojunk=False).find_longest_match()
        at, length = match.a, match.size
        if length < max(_LEAST, len(wanted) // 2):
            return range(0)
    return range(places[at], places[at + length - 1] + 1)


def _letters(text: str) -> tuple[str, list[int]]:
    """The letters that count, and the place of each in the text."""
    plain: list[str] = []
    places: list[int] = []
    for at, letter in enumerate(text):
        if not _LEFT_OUT.match(letter):
            folded = unicodedata.normalize("NFKC", letter).casefold()
            plain.append(folded)
            places += [at] * len(folded)
    return "".join(plain), places


def _in_pixels(page: pypdfium2.PdfPage, place: tuple[float, float, float, float], size: tuple[int, int]) -> Box:
    left, bottom, right, top = place
    corners = []
    for across, up in ((left, bottom), (right, top)):
        x, y = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, across, up, x, y)
        corners.append((x.value, y.value))
    (x1, y1), (x2, y2) = corners
    return (
        max(0, min(x1, x2)),
        max(0, min(y1, y2)),
        min(size[0], max(x1, x2)),
        min(size[1], max(y1, y2)),
    )


def _by_line(boxes: Sequence[Box]) -> list[Box]:
    """Boxes that follow each other on one line as one box."""
    lines: list[Box] = []
    for one in boxes:
        if lines and min(one[3], lines[-1][3]) - max(one[1], lines[-1][1]) > (one[3] - one[1]) // 2:
            last = lines[-1]
            lines[-1] = (min(last[0], one[0]), min(last[1], one[1]), max(last[2], one[2]), max(last[3], one[3]))
        else:
            lines.append(one)
    return lines
