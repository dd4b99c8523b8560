"""The words inside one block of Markdown, written with their formats."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor

from carrel.base.words import _
from carrel.ui.render.bidi import ISOLATE, RELEASE
from carrel.ui.render.drawing import drawer
from carrel.ui.render.formulas import HOLDER, formula_format
from carrel.ui.render.lines import break_runs
from carrel.ui.render.look import Look
from carrel.ui.render.tex import Formula

LINE_END = "\u2028"
MOST_FORMULAS = 300
"""The most formulas of one message that are drawn; the ones after them are shown as they are written."""

_CLOSERS = {"$": "$", "$$": "$$", "\\(": "\\)", "\\[": "\\]"}


class Count:
    """How many formulas a message holds so far."""

    def __init__(self, formulas: int = 0) -> None:
        self.formulas = formulas


class InlineWriter:
    """Writes the words of blocks; no image is loaded, its description and address stand in its place."""

    def __init__(self, look: Look, count: Count) -> None:
        self._look, self._count = look, count

    def write(self, cursor: QTextCursor, tokens: Sequence[Token], words: QTextCharFormat, *, rtl: bool) -> None:
        """Write the tokens at the cursor; rtl: the block runs from right to left, so code in it is set apart."""
        formats = [words]
        for token in tokens:
            if token.nesting == 1:
                formats.append(self._opened(token, formats[-1]))
            elif token.nesting == -1:
                formats.pop()
            elif token.type in {"softbreak", "hardbreak"}:
                cursor.insertText(LINE_END, formats[-1])
            elif token.type == "code_inline":
                code = break_runs(token.content)
                cursor.insertText(f"{ISOLATE}{code}{RELEASE}" if rtl else code, self._code(formats[-1]))
            elif token.type == "math_inline":
                self.formula(cursor, formula_of(token), formats[-1])
            elif token.type == "math_inline_open":
                self.source(cursor, token.content, formats[-1])
            elif token.type == "image":
                cursor.insertText(*self._picture(token, formats[-1]))
            else:
                cursor.insertText(break_runs(token.content), formats[-1])

    def formula(self, cursor: QTextCursor, formula: Formula, words: QTextCharFormat, *, alone: bool = False) -> None:
        """Write a formula, drawn as long as there are not too many."""
        self._count.formulas += 1
        if self._count.formulas > MOST_FORMULAS:
            self.source(cursor, formula.source, words)
        else:
            if self._look.paper:
                drawer().now((formula.tex, formula.display))
            family = self._look.code.font().family()
            cursor.insertText(HOLDER, formula_format(formula, words, family, alone=alone, paper=self._look.paper))

    def source(self, cursor: QTextCursor, source: str, words: QTextCharFormat) -> None:
        """Write a formula that is not drawn, marked as what somebody wrote."""
        cursor.insertText(break_runs(source).replace("\n", LINE_END), self._code(words))

    def _opened(self, token: Token, outer: QTextCharFormat) -> QTextCharFormat:
        if token.type == "link_open":
            return self._look.link(outer, str(token.attrGet("href") or ""))
        words = QTextCharFormat(outer)
        if token.type == "strong_open":
            words.setFontWeight(QFont.Weight.Bold)
        elif token.type == "em_open":
            words.setFontItalic(True)
        elif token.type == "s_open":
            words.setFontStrikeOut(True)
        return words

    def _code(self, outer: QTextCharFormat) -> QTextCharFormat:
        words = QTextCharFormat(self._look.inline_code)
        if outer.isAnchor():
            words = self._look.link(words, outer.anchorHref())
        if outer.fontWeight() > QFont.Weight.Normal:
            words.setFontWeight(QFont.Weight.Bold)
        return words

    def _picture(self, token: Token, outer: QTextCharFormat) -> tuple[str, QTextCharFormat]:
        description = break_runs(token.content) or _("no description")
        words = _("[picture: {description}]").format(description=description)
        return words, self._look.link(outer, str(token.attrGet("src") or ""))


def formula_of(token: Token) -> Formula:
    """The formula that a token stands for."""
    source = f"{token.markup}{token.content}{_CLOSERS[token.markup]}"
    return Formula(token.content.strip(), source, display=token.markup in {"$$", "\\["})


def plain_words(tokens: Sequence[Token]) -> str:
    """The words that decide which way a block runs: neither code nor formulas."""
    return "".join(token.content for token in tokens if token.type in {"text", "image"})
