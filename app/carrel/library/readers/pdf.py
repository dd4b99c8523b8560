"""Reads PDF files, page by page."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium

from carrel.base.inside import Refusal
from carrel.base.text import clean
from carrel.library.readers.pdf_lines import HYPHENS, Line, paragraphs
from carrel.library.readers.source import Heading, Reader, Section, Source

MOST_PAGES = 20_000
_MOST_BOOKMARKS = 10_000
_DEEPEST = 5
_LINE = re.compile(f"[^\r\n{HYPHENS}]+[{HYPHENS}]?")
"""PDFium puts no end of a line after a hyphen that divides a word."""
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff]")
_MADE_BY = re.compile(
    r"^(?:Microsoft (?:Word|PowerPoint) - |untitled|slide 1$)|\.(?:docx?|pptx?|tex|dvi|indd|pdf)$", re.I
)


def _recognises(source: Source) -> bool:
    return re.search(rb"%PDF-\d\.\d", source.head[:1024]) is not None


def _sections(source: Source) -> Iterator[Section]:
    document = opened(source)
    count = len(document)
    if count > MOST_PAGES:
        raise Refusal("too_large", pages=MOST_PAGES)
    source.about.pages = count
    title = " ".join(clean(document.get_metadata_value("Title")).split())
    source.about.title = "" if _MADE_BY.search(title) else title
    headings = _headings(document)
    unread = pictures = 0
    for place in range(count):
        section = Section("", headings.get(place, ()), "page", _label(document, place), place)
        try:
            text = _text(document, place)
            if text:
                yield replace(section, text=text)
            elif _is_drawn_on(document, place):
                pictures += 1
                yield from _recognised(source, document, section, pictures)
            else:
                source.about.silent.append(("page", section.number))
        except pypdfium2.PdfiumError:
            unread += 1
            source.about.silent.append(("page", section.number))
    if unread == count:
        raise Refusal("damaged")


def _recognised(source: Source, document: pypdfium2.PdfDocument, section: Section, met: int) -> Iterator[Section]:
    """What can be recognised on a page without text, of which so many were met; raises Refusal("recognise")."""
    wish = source.recognition
    if section.place in wish.done:
        yield replace(section, sight="there")
        return
    text = ""
    if met <= wish.most and section.place >= wish.begin:
        if wish.recognise is None:
            raise Refusal("recognise", page=section.place)
        yield replace(section, sight="looking")
        text = wish.recognise(document[section.place])
    if text:
        yield replace(section, text=text, sight="recognised")
    else:
        source.about.silent.append(("page", section.number))


def opened(source: Source) -> pypdfium2.PdfDocument:
    """The document, with its password if it has one; raises Refusal."""
    try:
        return pypdfium2.PdfDocument(source.path, password=source.password or None)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == pdfium.FPDF_ERR_PASSWORD:
            raise Refusal("password" if source.password else "locked", here=True) from error
        raise Refusal("locked" if code == pdfium.FPDF_ERR_SECURITY else "damaged", here=False) from error


def _label(document: pypdfium2.PdfDocument, place: int) -> str:
    """The number that is printed on the page, where the document tells it; else its number in the order."""
    label = " ".join(clean(document.get_page_label(place)).split())[:40]
    return label or str(place + 1)


def _headings(document: pypdfium2.PdfDocument) -> dict[int, Heading]:
    """The path of bookmarks that each page stands under: the first that points to it, else the last before it."""
    path: list[str] = []
    firsts: dict[int, Heading] = {}
    lasts: dict[int, Heading] = {}
    try:
        for number, bookmark in enumerate(document.get_toc(max_depth=_DEEPEST)):
            target = bookmark.get_dest()
            place = target.get_index() if target else None
            title = " ".join(clean(bookmark.get_title()).split())[:200]
            if number >= _MOST_BOOKMARKS:
                break
            if title:
                path = [*path[: bookmark.level], title]
                if place is not None:
                    firsts.setdefault(place, tuple(path))
                    lasts[place] = tuple(path)
    except (pypdfium2.PdfiumError, ValueError):
        return {}
    found: dict[int, Heading] = {}
    current: Heading = ()
    for place in range(min(len(document), MOST_PAGES)):
        found[place] = firsts.get(place, current)
        current = lasts.get(place, current)
    return found


def _text(document: pypdfium2.PdfDocument, place: int) -> str:
    """The page's paragraphs, divided by empty lines; "" where there are none, or where nobody could read them."""
    page = document[place]
    try:
        letters = page.get_textpage()
        try:
            text = paragraphs(list(_lines(letters)))
        finally:
            letters.close()
    finally:
        page.close()
    text = clean(text).strip()
    return "" if len(_UNREADABLE.findall(text)) * 2 > len(text) else text


def _is_drawn_on(document: pypdfium2.PdfDocument, place: int) -> bool:
    """Whether there is anything on the page that might be recognised."""
    page = document[place]
    try:
        return bool(pdfium.FPDFPage_CountObjects(page) > 0)
    finally:
        page.close()


def _lines(letters: pypdfium2.PdfTextPage) -> Iterator[Line]:
    """The lines as PDFium divides them, each with the place of its first and its last letter."""
    text = whole_text(letters)
    for found in _LINE.finditer(text):
        words = found[0].strip()
        if words and _RIGHT_TO_LEFT.search(words):
            yield from _right_to_left(letters, found[0], found.start())
        elif words:
            begin = found.start() + len(found[0]) - len(found[0].lstrip())
            first, last = box(letters, begin), box(letters, begin + len(words) - 1)
            yield Line(words, min(first[0], last[0]), max(first[2], last[2]), first[1], max(first[3], last[3]))


def _right_to_left(letters: pypdfium2.PdfTextPage, text: str, begin: int) -> list[Line]:
    """Lines that run from right to left: PDFium gives those of a paragraph as one, the lowest first."""
    runs: list[tuple[int, int, list[tuple[float, float, float, float]]]] = []
    for at, letter in enumerate(text):
        if letter.isspace():
            continue
        place = box(letters, begin + at)
        if runs and abs(place[1] - runs[-1][2][0][1]) < 0.5 * (place[3] - place[1]):
            runs[-1][2].append(place)
            runs[-1] = (runs[-1][0], at + 1, runs[-1][2])
        else:
            runs.append((at, at + 1, [place]))
    lines = []
    for first, end, places in runs:
        lefts, bottoms, rights, tops = zip(*places, strict=True)
        lines.append(Line(text[first:end], min(lefts), max(rights), min(bottoms), max(tops)))
    return sorted(lines, key=lambda line: -line.bottom)


def whole_text(letters: pypdfium2.PdfTextPage) -> str:
    """All letters of the page, one for each of PDFium's own, so that positions are the same in both."""
    count = letters.count_chars()
    buffer = ctypes.create_string_buffer(2 * count + 2)
    pointer = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    written = pdfium.FPDFText_GetText(letters, 0, count, pointer)
    text = buffer.raw[: 2 * max(0, written - 1)].decode("utf-16-le", "replace")
    if len(text) == count and "\0" not in text:
        return text
    units = (pdfium.FPDFText_GetUnicode(letters, at) for at in range(count))  # slower by far, and never out of step
    return "".join(chr(unit) if 0 < unit < 0x110000 else "\ufffd" for unit in units)


def box(letters: pypdfium2.PdfTextPage, at: int) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a letter with the room around it that its line gives it, in points."""
    place = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(letters, at, ctypes.byref(place)):
        return 0.0, 0.0, 0.0, 0.0
    return place.left, place.bottom, place.right, place.top


READER = Reader("pdf", "plain", _recognises, _sections)
