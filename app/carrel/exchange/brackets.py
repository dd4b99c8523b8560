"""Formulas between bracketed backslashes, found in a time that does not grow with the square of the text."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_LONGEST = 1_000
_MOST_LINES = 40
_CLOSERS = {"\\(": "\\)", "\\[": "\\]"}
_KINDS = {"\\(": "math_inline", "\\[": "math_inline_double"}


def brackets(reader: MarkdownIt) -> None:
    """Let a reader find them: tokens `math_inline`, `math_inline_double` in a line, `math_block` on their own."""
    reader.inline.ruler.before("escape", "math_brackets", _inline)
    reader.block.ruler.before(
        "fence", "math_brackets_block", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )


def _inline(state: StateInline, silent: bool) -> bool:
    opener = state.src[state.pos : state.pos + 2]
    if opener not in _CLOSERS:
        return False
    begin = state.pos + 2
    end = state.src.find(_CLOSERS[opener], begin, min(state.posMax, begin + _LONGEST))
    if end < 0 or not state.src[begin:end].strip():
        return False
    if not silent:
        token = state.push(_KINDS[opener], "", 0)
        token.markup, token.content = opener, state.src[begin:end]
    state.pos = end + 2
    return True


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    if state.src[begin : begin + 2] != "\\[" or state.is_code_block(start):
        return False
    for line in range(start, min(end, start + _MOST_LINES)):
        if line > start and (state.isEmpty(line) or state.sCount[line] < state.blkIndent):
            return False
        words = state.src[state.bMarks[line] : state.eMarks[line]].rstrip()
        if "\\]" in words:
            return words.endswith("\\]") and _push(state, start, line + 1, silent=silent)
    return False


def _push(state: StateBlock, start: int, after: int, *, silent: bool) -> bool:
    source = state.getLines(start, after, state.sCount[start], False).strip()[2:-2]
    if not source.strip() or "\\]" in source:
        return False
    if not silent:
        token = state.push("math_block", "math", 0)
        token.block, token.markup, token.content, token.map = True, "\\[", source, [start, after]
    state.line = after
    return True
