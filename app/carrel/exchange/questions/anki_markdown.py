"""Turns the HTML of a note into the Markdown of an item, and counts what has no place there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from carrel.exchange.questions.anki_tree import Node, tree
from carrel.library.readers.scripts import lowered, raised

Child = Node | str

_FORMULA = re.compile(
    r"\\\((?P<a>.+?)\\\)|\\\[(?P<b>.+?)\\\]|\[\$\$\](?P<c>.+?)\[/\$\$\]|\[\$\](?P<d>.+?)\[/\$\]|\[latex\](?P<e>.+?)\[/latex\]",
    re.DOTALL,
)
"""Formulas as the program writes them now, and as it wrote them before."""
_LARGE = {"b", "c"}
_RECORDING = re.compile(r"\[sound:[^\]]*\]|\[anki:[^\]]*\]")
_MARKS = re.compile(r"[\\`*_$<]|~(?=~)|&(?=#|[A-Za-z]+;)")
_LINKS = re.compile(r"(?<=\])[(:]")
"""A bracket that follows may make a link; a backslash before it would begin a formula."""
_LINE_MARKS = re.compile(r"^(?:(#{1,6}|[+-])(?=\s|$)|(>)|([-=]+)(?=\s*$)|(\d{1,9})([.)])(?=\s|$))")
_BLOCKS = {"p", "div", "section", "article", "center", "body", "dl", "dt", "dd", "figure", "details", "summary"}
_BLOCKS |= {"ul", "ol", "li", "blockquote", "pre", "table", "hr", "h1", "h2", "h3", "h4", "h5", "h6"}
_AROUND = {"b": "**", "strong": "**", "i": "*", "em": "*", "s": "~~", "del": "~~", "strike": "~~"}
_PICTURES = {"img", "audio", "video", "svg", "object", "embed", "canvas"}
_KEPT = {
    "b",
    "strong",
    "i",
    "em",
    "s",
    "del",
    "strike",
    "a",
    "code",
    "sub",
    "sup",
    "span",
    "font",
    "br",
    "tt",
    "kbd",
    "cite",
}
_KEPT |= {"caption", "thead", "tbody", "tfoot", "tr", "td", "th", "colgroup", "col", "wbr"} | _BLOCKS
_PAINT = {"style", "color", "face", "size", "bgcolor", "align"}
_LINKED = ("http://", "https://", "mailto:")


def markdown(html: str | Node) -> str:
    """The field as Markdown."""
    return "\n\n".join(_blocks((html if isinstance(html, Node) else tree(html)).children))


def plain(html: str) -> str:
    """The bare words of the field in one line, as somebody types an answer."""
    return tree(_RECORDING.sub("", html)).words()


def has_formula(html: str) -> bool:
    """Whether a formula stands in the field."""
    return _FORMULA.search(html) is not None


def pictures(html: str) -> int:
    """How many pictures and recordings the field shows or plays."""
    shown = sum(node.tag in _PICTURES for node in tree(html).walk())
    return shown + len(_RECORDING.findall(html))


def without_recordings(html: str) -> str:
    """The field without the marks that play something."""
    return _RECORDING.sub("", html)


def has_more(node: Node) -> bool:
    """Whether it has colours, sizes or other layout that Markdown has not."""
    return any((one.tag not in _KEPT | _PICTURES) or _PAINT & one.attributes.keys() for one in node.walk())


def _blocks(children: Sequence[Child]) -> list[str]:
    """Each block of Markdown, without empty lines at its ends."""
    made: list[str] = []
    for is_block, group in groupby(children, lambda child: isinstance(child, Node) and child.tag in _BLOCKS):
        if is_block:
            made.extend(block for child in group if isinstance(child, Node) for block in _block(child))
        else:
            made.extend(_paragraphs(_line(list(group))))
    return [block for block in made if block.strip()]


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a run of words, in which two breaks begin a new one."""
    for paragraph in re.split(r"\n[ \t]*\n\s*", text.strip()):
        lines = [line.strip() for line in paragraph.split("\n")]
        yield "\\\n".join(_LINE_MARKS.sub(_escaped_mark, line) for line in lines)


def _escaped_mark(found: re.Match[str]) -> str:
    whole = found.group()
    return f"{whole[:-1]}\\{whole[-1]}" if found.group(5) else f"\\{whole}"


def _block(node: Node) -> list[str]:
    maker = _MAKERS.get(node.tag)
    if maker is not None:
        return [maker(node)]
    return _blocks(node.children)


def _heading(node: Node) -> str:
    return f"{'#' * int(node.tag[1])} {' '.join(_line(node.children).split())}"


def _quote(node: Node) -> str:
    return _indented("\n\n".join(_blocks(node.children)), "> ", "> ").replace("> \n", ">\n")


def _code(node: Node) -> str:
    text = "".join(_raw(node)).strip("\n")
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{fence}\n{text}\n{fence}"


def _list(node: Node) -> str:
    items = [child for child in node.children if isinstance(child, Node)]
    made = []
    for number, item in enumerate(items, 1):
        mark = f"{number}. " if node.tag == "ol" else "- "
        nested = item.tag in {"ul", "ol"}  # a list that hangs in a list without an item of its own
        blocks = _block(item) if nested else _blocks(item.children)
        made.append(_indented(_joined(blocks), mark, " " * len(mark)))
    return "\n".join(made)


def _joined(blocks: Sequence[str]) -> str:
    """The blocks of an item of a list; a list in it follows at once."""
    text = ""
    for block in blocks:
        between = "\n" if re.match(r"(?:- |\d+\. )", block) else "\n\n"
        text += (between if text else "") + block
    return text


def _table(node: Node) -> str:
    rows = [
        [_line(cell.children).replace("\n", " ").replace("|", "\\|").strip() for cell in _cells(row)]
        for row in node.walk()
        if row.tag == "tr"
    ]
    width = max((len(row) for row in rows), default=0)
    if not width:
        return "\n\n".join(_paragraphs(_line(node.children)))
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _cells(row: Node) -> list[Node]:
    return [child for child in row.children if isinstance(child, Node) and child.tag in {"td", "th"}]


_MAKERS: dict[str, Callable[[Node], str]] = {
    **{f"h{level}": _heading for level in range(1, 7)},
    "blockquote": _quote,
    "pre": _code,
    "ul": _list,
    "ol": _list,
    "table": _table,
    "hr": lambda _node: "---",
}


def _indented(text: str, first: str, others: str) -> str:
    lines = text.split("\n")
    return "\n".join(
        (first if at == 0 else others if line or others.strip() else "") + line for at, line in enumerate(lines)
    )


def _line(children: Sequence[Child]) -> str:
    """Words in a line; a break is a new line."""
    return re.sub(r" *\n *", "\n", "".join(map(_inline, children)))


def _inline(child: Child) -> str:
    if isinstance(child, str):
        return _words(child)
    if child.tag == "br":
        return "\n"
    if child.tag in {"code", "tt", "kbd"}:
        return _quoted_code("".join(_raw(child)))
    inner = _line(child.children)
    if child.tag in _BLOCKS:
        return f"\n{inner}\n"
    return _SPANS[child.tag](child, inner) if child.tag in _SPANS else inner


def _link(node: Node, inner: str) -> str:
    address = node.attributes.get("href", "")
    is_linked = address.lower().startswith(_LINKED) and not set(address) & set("<>\n ")
    return f"[{inner}](<{address}>)" if is_linked and inner.strip() else inner


def _wrapped(text: str, mark: str) -> str:
    """The mark around the words of each line, and no spaces within it."""
    lines = []
    for line in text.split("\n"):
        words = line.strip()
        start = line[: len(line) - len(line.lstrip())]
        lines.append(f"{start}{mark}{words}{mark}{line[len(line.rstrip()) :]}" if words else line)
    return "\n".join(lines)


_SPANS: dict[str, Callable[[Node, str], str]] = {
    **{tag: lambda node, inner: _wrapped(inner, _AROUND[node.tag]) for tag in _AROUND},
    "a": _link,
    "sub": lambda _node, inner: lowered(inner),
    "sup": lambda _node, inner: raised(inner),
}


def _words(text: str) -> str:
    """Words, of which nothing is taken for Markdown, and the formulas between them."""
    made, at = "", 0
    for found in _FORMULA.finditer(text):
        kind = str(found.lastgroup)
        mark = "$$" if kind in _LARGE else "$"
        tex = " ".join(found.group(kind).split())
        made += _escaped(text[at : found.start()]) + (f"{mark}{tex}{mark}" if tex else "")
        at = found.end()
    return made + _escaped(text[at:])


def _escaped(text: str) -> str:
    marked = _MARKS.sub(r"\\\g<0>", re.sub(r"\s+", " ", text))
    return _LINKS.sub(lambda found: f"&#{ord(found.group())};", marked)


def _quoted_code(text: str) -> str:
    text = " ".join(text.split())
    ticks = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{space}{text}{space}{ticks}" if text else ""


def _raw(node: Node) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, str):
            yield child
        else:
            yield from ("\n",) if child.tag == "br" else _raw(child)
