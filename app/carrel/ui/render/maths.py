"""Where formulas stand in Markdown: dollars and bracketed backslashes, told apart from prices and from code."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

LONGEST = 1_000
"""The most characters of a formula that is drawn; a longer one is shown as it is written."""

OPEN, OPEN_WORDS = "open", "open words"
"""Keys of the reader's `env`: the text (or the words of its last paragraph) still grows, and a formula that has
begun is shown as one already."""

_MOST_LINES = 40
_BLOCKS = {"$$": "$$", "\\[": "\\]"}
_BODY = rf"(?:[^$\\`]|\\.){{1,{LONGEST}}}"
_INLINE = (
    ("$$", re.compile(rf"\$\$({_BODY})\$\$", re.DOTALL)),
    ("$", re.compile(rf"(?<![A-Za-z0-9])\$(?!\s)({_BODY})(?<!\s)\$(?![A-Za-z0-9$])", re.DOTALL)),
    ("\\(", re.compile(rf"\\\(((?:[^\\`]|\\[^()]){{1,{LONGEST}}})\\\)", re.DOTALL)),
    ("\\[", re.compile(rf"(?<![A-Za-z0-9])\\\[((?:[^\\`]|\\[^\[\]]){{1,{LONGEST}}})\\\]", re.DOTALL)),
)
_BEGUN = re.compile(r"\$\$|\\\(|\\\[|\$(?![\s\d$])(?=[^`]*[\\^_{=])")
_PRICE = re.compile(r"\$\d[^$]*\$")


def maths(reader: MarkdownIt) -> None:
    """Let a reader find formulas: tokens `math_block` and `math_inline`, with `_open` behind while one is begun."""
    reader.inline.ruler.before("escape", "math_inline", _inline)
    containers: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    reader.block.ruler.before("fence", "math_block", _block, containers)


def _inline(state: StateInline, silent: bool) -> bool:
    source, at = state.src, state.pos
    if source[at] not in "$\\":
        return False
    for markup, pattern in _INLINE:
        if not source.startswith(markup, at):
            continue
        found = pattern.match(source, at, state.posMax)
        if found and found.group(1).strip() and not _is_price_so_far(state, found.group()):
            _push(state, "math_inline", markup, found.group(1), silent=silent)
            state.pos = found.end()
            return True
        break
    return _begun(state, silent=silent)


def _is_price_so_far(state: StateInline, found: str) -> bool:
    """Whether the next character may tell that this was a price: "$5-$" goes on with "10"."""
    at_end = state.pos + len(found) == len(state.src)
    return bool(OPEN_WORDS in state.env and at_end and _PRICE.fullmatch(found))


def _begun(state: StateInline, *, silent: bool) -> bool:
    if OPEN_WORDS not in state.env or not state.posMax == len(state.src) < state.pos + LONGEST:
        return False
    rest = state.src[state.pos :]
    begun = _BEGUN.match(rest)
    if begun is None or "`" in rest:
        return False
    _push(state, "math_inline_open", begun.group(), rest, silent=silent)
    state.pos = state.posMax
    return True


def _push(state: StateInline, kind: str, markup: str, content: str, *, silent: bool) -> None:
    if not silent:
        token = state.push(kind, "", 0)
        token.markup, token.content = markup, content


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    opener = state.src[begin : begin + 2]
    if opener not in _BLOCKS or state.is_code_block(start):
        return False
    closer = _BLOCKS[opener]
    for line in range(start, min(end, start + _MOST_LINES)):
        if line > start and (state.isEmpty(line) or state.sCount[line] < state.blkIndent):
            return False
        first = begin + 2 if line == start else state.bMarks[line] + state.tShift[line]
        words = state.src[first : state.eMarks[line]].rstrip()
        if closer in words:
            is_last = words.rstrip(".,;:").endswith(closer) and words.count(closer) == 1
            return is_last and _push_block(state, "math_block", start, line + 1, silent=silent)
    is_at_the_end = state.src.count("\n", state.eMarks[end - 1]) <= 1  # and not of a quotation that ends before
    is_open = OPEN in state.env and is_at_the_end and end - start < _MOST_LINES
    return is_open and _push_block(state, "math_block_open", start, end, silent=silent)


def _push_block(state: StateBlock, kind: str, start: int, after: int, *, silent: bool) -> bool:
    source = state.getLines(start, after, state.sCount[start], False).strip()
    opener = source[:2]
    content, _closer, stop = source[2:].partition(_BLOCKS[opener])
    if kind == "math_block" and (not content.strip() or len(content) > LONGEST):
        return False
    if not silent:
        token = state.push(kind, "math", 0)
        token.markup, token.map = opener, [start, after]
        token.content = source if kind.endswith("open") else content.strip() + stop.strip()
    state.line = after
    return True
