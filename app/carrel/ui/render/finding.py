"""Words found in a text, whatever their accents and capitals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from PySide6.QtGui import QTextCursor, QTextDocument

from carrel.ui.render.bidi import ISOLATE, RELEASE
from carrel.ui.render.lines import SEAM

MOST_MATCHES = 2_000
"""More matches in one message are not counted."""

_UNSEEN = frozenset({SEAM, ISOLATE, RELEASE, "\u00ad"})


def folded(text: str) -> tuple[str, list[int]]:
    """The text without accents and capitals, and for each of its letters the place in the text it comes from."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for part in unicodedata.normalize("NFKD", letter).casefold():
            if not unicodedata.combining(part) and part not in _UNSEEN:
                letters.append(part)
                places.append(place)
    return "".join(letters), places


def matches(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Where the words stand in the text, one after the other with any space between them: start and end."""
    wanted = [re.escape(folded(word)[0]) for word in words.split()]
    if not any(wanted):
        return
    letters, places = folded(text)
    for found in re.finditer(r"\s+".join(wanted), letters):
        end = places[found.end()] if found.end() < len(places) else len(text)  # with the accents of the last letter
        yield places[found.start()], end


def found_in(document: QTextDocument, words: str) -> list[QTextCursor]:
    """The places of the words in a document, each selected; at most MOST_MATCHES."""
    cursors: list[QTextCursor] = []
    block = document.begin()
    while block.isValid() and len(cursors) < MOST_MATCHES:
        for start, end in matches(in_qt_units(block.text()), words):
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + start)
            cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
            cursors.append(cursor)
        block = block.next()
    return cursors[:MOST_MATCHES]


def in_qt_units(text: str) -> str:
    """The text with a filler behind each letter that Qt counts as two."""
    return re.sub("[\U00010000-\U0010ffff]", lambda found: found.group() + SEAM, text)
