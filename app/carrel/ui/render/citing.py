"""The numbers in brackets of a reply, such as "[1]", made into links to the sentences they stand for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat

from carrel.ui.render.finding import in_qt_units
from carrel.ui.render.look import Look
from carrel.ui.render.marks import Mark

_SCHEME = "carrel-source:"
_BRACKETS = re.compile(r"\[\s*\d{1,3}(?:\s*[,;]\s*\d{1,3})*\s*\]")
_NUMBER = re.compile(r"\d+")


def link_numbers(document: QTextDocument, numbers: Collection[int], look: Look) -> int:
    """Make links of the numbers in brackets that are among these; how many. Code and other links stay as they are."""
    if not numbers:
        return 0
    made = 0
    block = document.begin()
    while block.isValid():
        if block.blockFormat().property(Mark.KIND) != "code":
            for number, cursor in _numbers(block):
                if number in numbers and _is_plain(cursor):
                    cursor.mergeCharFormat(_link(number, look))
                    made += 1
        block = block.next()
    return made


def number_of(address: str) -> int | None:
    """The number that such a link stands for; None for any other address."""
    number = address.removeprefix(_SCHEME)
    return int(number) if number != address and re.fullmatch(r"[0-9]{1,3}", number) else None


def _numbers(block: QTextBlock) -> Iterator[tuple[int, QTextCursor]]:
    """Each number in brackets with its place: with its brackets where it stands alone in them."""
    text = in_qt_units(block.text())
    for found in _BRACKETS.finditer(text):
        inner = list(_NUMBER.finditer(found.group()))
        for one in inner:
            start, end = (0, len(found.group())) if len(inner) == 1 else one.span()
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + found.start() + start)
            cursor.setPosition(block.position() + found.start() + end, QTextCursor.MoveMode.KeepAnchor)
            yield int(one.group()), cursor


def _is_plain(cursor: QTextCursor) -> bool:
    """Whether these are words: neither code, which has a ground, nor a link."""
    form = cursor.charFormat()
    return not form.isAnchor() and not form.hasProperty(QTextFormat.Property.BackgroundBrush.value)


def _link(number: int, look: Look) -> QTextCharFormat:
    link = QTextCharFormat()
    link.setAnchor(True)
    link.setAnchorHref(f"{_SCHEME}{number}")
    link.setForeground(look.theme.colour("accent"))
    return link
