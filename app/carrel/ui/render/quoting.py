"""A quoted sentence found again in a text that was laid out: by its letters and digits alone."""

from __future__ import annotations

import unicodedata

from PySide6.QtGui import QTextCursor, QTextDocument

from carrel.ui.render.blocks import write_markdown
from carrel.ui.render.finding import in_qt_units
from carrel.ui.render.look import Look

_STOPS = ".,;:!?…)]}”’\"'»。！？؟،"


def bare(text: str) -> tuple[str, list[int]]:
    """The letters and digits of a text without accents and capitals, and the place each comes from.

    Neither line breaks, nor hyphens at the ends of lines, nor the signs of Markdown are left.
    """
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for part in unicodedata.normalize("NFKD", letter).casefold():
            if part.isalnum():
                letters.append(part)
                places.append(place)
    return "".join(letters), places


def spans(text: str, quote: str) -> list[tuple[int, int]]:
    """Every place of a quote in a text, first character and the one after the last; of signs alone as they stand."""
    wanted, _places = bare(quote)
    letters, places = bare(text) if wanted else (text, list(range(len(text))))
    wanted = wanted or quote.strip()
    found, at = [], letters.find(wanted) if wanted else -1
    while at >= 0:
        found.append((places[at], _with_its_stop(text, places[at + len(wanted) - 1] + 1, quote)))
        at = letters.find(wanted, at + 1)
    return found


def _with_its_stop(text: str, end: int, quote: str) -> int:
    """The end moved behind the signs that the quote ends with, as far as they stand there."""
    for sign in quote.rstrip()[len(quote.rstrip().rstrip(_STOPS)) :]:
        if not text.startswith(sign, end):
            break
        end += 1
    return end


def which_of(text: str, quote: str, first: int) -> int:
    """Which of the places of the quote in the text stands at `first`, from 0."""
    return max(0, sum(start <= first for start, _end in spans(text, quote)) - 1)


def as_read(quote: str, look: Look) -> str:
    """The words of a piece of Markdown as they stand in a document: without the addresses of links."""
    document = QTextDocument()
    write_markdown(document, quote, look)
    return document.toPlainText()


def quote_in(document: QTextDocument, quotes: tuple[str, ...], which: int) -> QTextCursor | None:
    """The quote selected in a document, in the first of its spellings that stands there; None when none does.

    which: of several places, counted from 0.
    """
    text = in_qt_units(document.toRawText())
    for quote in quotes:
        found = spans(text, quote)
        if found:
            start, end = found[min(which, len(found) - 1)]
            cursor = QTextCursor(document)
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            return cursor
    return None
