"""The properties that our own painting and copying leave in a document's formats."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtGui import QTextFormat

_FIRST = QTextFormat.Property.UserProperty.value


class Mark(IntEnum):
    """What our own painting and copying need to know of a piece of text."""

    KIND = _FIRST + 1  # "code", "rule", "formula" or nothing
    FIRST = _FIRST + 2  # whether this is the first line of its code
    LANGUAGE = _FIRST + 3  # what the code is written in, on its first line
    BARS = _FIRST + 4  # at which indents a quotation's bar stands, such as "0,1"
    BULLET = _FIRST + 5  # at which depth of lists this item's dot stands, from 1
    LINES = _FIRST + 6  # the lines of the source this block comes from, such as "4:6", the last one not counted
    TEX = _FIRST + 7  # a formula without its delimiters
    WRITTEN = _FIRST + 8  # a formula with its delimiters
    DISPLAY = _FIRST + 9  # whether a formula is drawn in the large style
    ALONE = _FIRST + 10  # whether a formula has a line of its own
    EM = _FIRST + 11  # the pixels of the text around a formula
    FAMILY = _FIRST + 12  # the font of a formula's source
    SETTLED = _FIRST + 13  # whether the room of a formula is that of its drawing
    WANTED = _FIRST + 14  # the widths a table's columns would like, such as "80,120"
    LEAST = _FIRST + 15  # the widths at which they can still be read
    ROOM = _FIRST + 16  # the width that a table was fitted into
    SMALLEST = _FIRST + 17  # to which share of its size a formula shrinks before it has to be scrolled
    WORDS = _FIRST + 18  # the widths of the longest words of a table's columns
