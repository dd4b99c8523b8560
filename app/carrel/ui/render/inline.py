"""The words inside one block of Markdown, written with their formats."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor

from carrel.base.words import _
from carrel.ui.render.lines import break_runs
from carrel.ui.render.look import Look

LINE_END = "\u2028"


def write_inline(cursor: QTextCursor, tokens: Sequence[Token], words: QTextCharFormat, look: Look) -> None:
    """Write the tokens at the cursor; no image is loaded, its description and address stand in its place."""
    formats = [words]
    for token in tokens:
        if token.nesting == 1:
            formats.append(_opened(token, formats[-1], look))
        elif token.nesting == -1:
            formats.pop()
        elif token.type in {"softbreak", "hardbreak"}:
            cursor.insertText(LINE_END, formats[-1])
        elif token.type == "code_inline":
            cursor.insertText(break_runs(token.content), _code(formats[-1], look))
        elif token.type == "image":
            cursor.insertText(*_picture(token, formats[-1], look))
        else:
            cursor.insertText(break_runs(token.content), formats[-1])


def _opened(token: Token, outer: QTextCharFormat, look: Look) -> QTextCharFormat:
    if token.type == "link_open":
        return look.link(outer, str(token.attrGet("href") or ""))
    words = QTextCharFormat(outer)
    if token.type == "strong_open":
        words.setFontWeight(QFont.Weight.Bold)
    elif token.type == "em_open":
        words.setFontItalic(True)
    elif token.type == "s_open":
        words.setFontStrikeOut(True)
    return words


def _code(outer: QTextCharFormat, look: Look) -> QTextCharFormat:
    words = QTextCharFormat(look.inline_code)
    if outer.isAnchor():
        words = look.link(words, outer.anchorHref())
    if outer.fontWeight() > QFont.Weight.Normal:
        words.setFontWeight(QFont.Weight.Bold)
    return words


def _picture(token: Token, outer: QTextCharFormat, look: Look) -> tuple[str, QTextCharFormat]:
    description = break_runs(token.content) or _("no description")
    return _("[picture: {description}]").format(description=description), look.link(
        outer, str(token.attrGet("src") or "")
    )
