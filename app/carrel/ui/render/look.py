"""How each piece of a text looks: character and block formats from the theme's tokens."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextBlockFormat, QTextCharFormat, QTextDocument, QTextOption

from carrel.ui.render.formulas import register
from carrel.ui.render.marks import Mark
from carrel.ui.theme import Theme


class Look:
    """The formats of one theme at one text size. paper: for printing, where nothing can be scrolled or drawn later."""

    def __init__(self, theme: Theme, colour: str = "text", *, paper: bool = False) -> None:
        self.theme, self.paper = theme, paper
        self.gap = theme.size("space_medium")
        self.pad = theme.size("space_medium")
        self.bar = round(theme.size("type_small") * 1.9)  # the line with the language and the copy button
        self.indent = round(theme.size("type_body") * 1.6)
        self.text = QTextCharFormat()
        self.text.setFont(theme.font())
        self.text.setForeground(theme.colour(colour))
        wanted = theme.size("type_line_percent") * theme.size("type_body") / 100
        self.line_percent = 100 * wanted / QFontMetricsF(theme.font()).lineSpacing()  # fonts bring very unlike spacings
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
        register(document)

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
        block.setLineHeight(self.line_percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
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

    def formula_block(self, *, indent: int = 0, bars: str = "") -> QTextBlockFormat:
        """A displayed formula, always from left to right."""
        block = QTextBlockFormat()
        block.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        block.setTopMargin(self.gap * 0.3)
        block.setBottomMargin(self.gap * 1.3)
        block.setIndent(indent)
        block.setProperty(Mark.KIND, "formula")
        if bars:
            block.setProperty(Mark.BARS, bars)
        return block

    def table_lead(self, *, indent: int = 0, bars: str = "") -> QTextBlockFormat:
        """The block that Qt needs before a table: as low as a block can be."""
        block = QTextBlockFormat()
        block.setLineHeight(1.0, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        block.setIndent(indent)
        if bars:
            block.setProperty(Mark.BARS, bars)
        return block

    def code_block(self, *, indent: int = 0, bars: str = "") -> QTextBlockFormat:
        """One line of code, always from left to right, and never broken: a long one is scrolled."""
        block = QTextBlockFormat()
        block.setLineHeight(135.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        block.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        block.setLeftMargin(self.pad)
        block.setRightMargin(self.pad)
        block.setIndent(indent)
        block.setNonBreakableLines(not self.paper)
        block.setProperty(Mark.KIND, "code")
        if bars:
            block.setProperty(Mark.BARS, bars)
        return block

    def rule_block(self, *, indent: int = 0, bars: str = "") -> QTextBlockFormat:
        """The line between two parts of a text; painted by us."""
        block = self.block(indent=indent, bars=bars)
        block.setProperty(Mark.KIND, "rule")
        return block
