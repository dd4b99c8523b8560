"""Writes the light Markdown that documents become: headings, paragraphs, lists, tables and code, each as one block."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from carrel.library.readers.source import Heading, Section, Unit

_MOST_LEVELS = 6
_MOST_COLUMNS = 100
_MOST_INDENT = 8
_TAKEN_FOR_FORM = re.compile(r"^(?:#{1,6}(?=\s|$)|>|`{3,}|~{3,}|=+\s*$|-+\s*$|\[[^\]\n]*\]:)")
"""What would make a line of somebody's words a heading, a quotation, code, or a definition of a link."""

Block = tuple[int, str]
"""The level of a heading, 0 for anything else; and the text, which for a heading is only its words."""


def paragraph(text: str) -> Block:
    """Words of the document, which stay words; a line that ends in it is kept."""
    lines = [" ".join(line.split()) for line in text.strip().split("\n")]
    return 0, "  \n".join(
        _TAKEN_FOR_FORM.sub(r"\\\g<0>", line, count=1) if line[:1] else line for line in lines
    ).strip()


def heading(level: int, text: str) -> Block:
    """A heading of level 1 to 6; deeper ones are of the sixth."""
    return min(max(level, 1), _MOST_LEVELS), " ".join(text.split())


def item(text: str, depth: int = 0, mark: str = "-") -> Block:
    """A point of a list; depth 0 is the outermost."""
    indent = "  " * min(depth, _MOST_INDENT) if mark == "-" else "   " * min(depth, _MOST_INDENT)
    return 0, f"{indent}{mark} {' '.join(text.split())}"


def quotation(text: str) -> Block:
    """Words set apart, such as a speaker's notes."""
    return 0, "\n".join(f"> {line.strip()}".rstrip() for line in text.strip().split("\n"))


def code(text: str) -> Block:
    """Text that is kept letter by letter."""
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", text)), default=0))
    return 0, f"{fence}\n{text.strip(chr(10))}\n{fence}"


def table(rows: Sequence[Sequence[str]]) -> Block:
    """A table whose first row is its head; rows that are short are filled up."""
    rows = [row[:_MOST_COLUMNS] for row in rows if any(cell.strip() for cell in row)]
    width = max((len(row) for row in rows), default=0)
    if width == 0:
        return 0, ""
    lines = [_row([*row, *[""] * (width - len(row))]) for row in rows]
    return 0, "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(' '.join(cell.split()).replace('|', chr(92) + '|') for cell in cells)} |"


def written(block: Block) -> str:
    """The block as it stands in the text."""
    level, text = block
    return f"{'#' * level} {text}" if level else text


def joined(blocks: Iterable[Block]) -> str:
    """Blocks under each other; the points of one list stand close."""
    text, before = [], ""
    for one in map(written, blocks):
        if one.strip():
            close = _is_item(before) and _is_item(one)
            text.append(("\n" if close else "\n\n") + one if before else one)
            before = one
    return "".join(text)


def _is_item(text: str) -> bool:
    return re.match(r" *(?:-|\d+\.) ", text) is not None and "\n" not in text


def by_headings(
    blocks: Iterable[Block], above: Heading = (), unit: Unit = "", number: str = "", place: int | None = None
) -> Iterator[Section]:
    """Sections of the text, each beginning with its headings; a heading without words goes with the next one.

    above: headings that stand over all of it. place: of all of it, if it has one; else the sections count.
    """
    path: list[Block] = []
    held: list[Block] = []
    count = 0

    def section() -> Section:
        names = (*above, *(text for _level, text in path if not above or text != above[-1]))
        return Section(joined(held), names, unit, number, count if place is None else place)

    for block in blocks:
        if block[0]:
            if any(not level and text for level, text in held):
                yield section()
                held, count = [], count + 1
            path = [one for one in path if one[0] < block[0]] + [block]
        if block[1]:
            held.append(block)
    if held:
        yield section()
