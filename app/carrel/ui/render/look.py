"""How each piece of a text looks: character and block formats from the theme's tokens."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextDocument, QTextFormat, QTextOption

from carrel.ui.theme import Theme


class Mark(IntEnum):
    """What our own painting and copying need to know of a block of text."""

    KIND = QTextFormat.Property.UserProperty.value + 1  # "code", "rule" or nothing
    FIRST = KIND + 1  # whether this is the first line of its code
    LANGUAGE = KIND + 2  # what the code is written in, on its first line
    BULLET = KIND + 4  # at which depth of lists this item's dot stands, from 1
    BARS = KIND + 3  # at which indents a quotation's bar stands, such as "0,1"


class Look:
    """The formats of one theme at one text size."""

    def __init__(self, theme: Theme, colour: str = "text") -> None:
        self.theme = theme
        self.gap = theme.size("space_medium")
        self.pad = theme.size("space_medium")
        self.bar = round(theme.size("type_small") * 1.9)  # the line with the language and the copy button
        self.indent = round(theme.size("type_body") * 1.6)
        self.text = QTextCharFormat()
        self.text.setFont(theme.font())
        self.text.setForeground(theme.colour(colour))
        self.code = QTextCharFormat()
        self.code.setFont(theme.font("type_code", code=True))
        self.code.setForeground(theme.colour("code_text"))
        self.inline_code = QTextCharFormat(self.code)
        self.inline_code.setBackground(theme.colour("sunken"))

    def dress(self, document: QTextDocument) -> None:
        """Give an empty document what holds for all of its text."""
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setIndentWidth(self.indent)
        document.setDefaultFont(self.text.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)

    def heading(self, level: int) -> QTextCharFormat:
        """Text of a heading; levels from three down look alike."""
        words = QTextCharFormat(self.text)
        words.setFont(self.theme.font(f"type_heading{min(level, 3)}", weight=QFont.Weight.DemiBold))
        return words

    def link(self, words: QTextCharFormat, address: str) -> QTextCharFormat:
        """The same text as a link; following it is for the window to ask about."""
        link = QTextCharFormat(words)
        link.setAnchor(True)
        link.setAnchorHref(address)
        link.setForeground(self.theme.colour("accent"))
        link.setFontUnderline(True)
        return link

    def coloured(self, colour: str) -> QTextCharFormat:
        """A piece of code in the colour of a token."""
        words = QTextCharFormat(self.code)
        words.setForeground(self.theme.colour(colour))
        return words

    def block(self, *, tight: bool = False, indent: int = 0, bars: str = "") -> QTextBlockFormat:
        """A paragraph; tight ones stand in lists without blank lines."""
        block = QTextBlockFormat()
        block.setLineHeight(
            float(self.theme.size("type_line_percent")), QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        block.setBottomMargin(self.gap / 3 if tight else self.gap)
        block.setIndent(indent)
        if bars:
            block.setProperty(Mark.BARS, bars)
        return block

    def heading_block(self, level: int, *, first: bool, indent: int, bars: str) -> QTextBlockFormat:
        """The block of a heading, with more room above than below."""
        block = self.block(indent=indent, bars=bars)
        block.setHeadingLevel(level)
        block.setBottomMargin(self.gap * 0.6)
        block.setTopMargin(0 if first else self.gap * (1.9 if level < 3 else 1.5))
        return block

    def code_block(self, *, indent: int = 0, bars: str = "") -> QTextBlockFormat:
        """One line of code, always from left to right."""
        block = QTextBlockFormat()
        block.setLineHeight(135.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        block.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        block.setLeftMargin(self.pad)
        block.setRightMargin(self.pad)
        block.setIndent(indent)
        block.setProperty(Mark.KIND, "code")
        if bars:
            block.setProperty(Mark.BARS, bars)
        return block

    def rule_block(self, *, indent: int = 0, bars: str = "") -> QTextBlockFormat:
        """The line between two parts of a text; painted by us."""
        block = self.block(indent=indent, bars=bars)
        block.setProperty(Mark.KIND, "rule")
        return block
