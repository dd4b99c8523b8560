"""Turns HTML into blocks of light Markdown: what is read aloud stays, what runs, paints or steers does not."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from carrel.library.readers import layout
from carrel.library.readers.scripts import lowered, raised

MOST_DEPTH = 200
_DROPPED = {"script", "style", "template", "svg", "noscript", "iframe", "object", "canvas", "select", "button", "audio"}
_DROPPED |= {"video", "textarea", "annotation", "annotation-xml"}
_EMPTY = {"br", "hr", "img", "meta", "link", "input", "col", "area", "base", "embed", "source", "track", "wbr"}
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {"p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "figure", "figcaption", "li"}
_BLOCKS |= {"blockquote", "dl", "dt", "dd", "ul", "ol", "address", "details", "summary", "form", "fieldset", "body"}
_BLOCKS |= {"html", "head", "table", "caption", "pre", "hr", "center", "tr", "td", "th", "thead", "tbody", "tfoot"}
_BLOCKS |= set(_LEVELS)


class HtmlBlocks(HTMLParser):
    """Takes HTML in pieces; `take` gives the blocks that are finished."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.language = ""
        self._done: list[layout.Block] = []
        self._words: list[str] = []
        self._open: list[str] = []
        self._dropped: list[str] = []
        self._lists: list[str] = []
        self._level = 0
        self._quoted = 0
        self._preformatted = 0
        self._rows: list[list[str]] | None = None
        self._tables = 0
        self._script = ""
        self._in_title = False
        self._is_item = False

    def take(self) -> Iterator[layout.Block]:
        """The blocks finished so far, each given once."""
        done, self._done = self._done, []
        yield from done

    def finish(self) -> Iterator[layout.Block]:
        """The rest."""
        self.close()
        self._end_table()
        self._end_block()
        yield from self.take()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        if self._dropped or tag in _DROPPED:
            if tag not in _EMPTY and len(self._dropped) < MOST_DEPTH:
                self._dropped.append(tag)
            return
        if tag == "html" and not self.language:
            self.language = dict(attrs).get("lang") or dict(attrs).get("xml:lang") or ""
        if tag == "title":
            self._in_title = not self.title
        elif tag == "br":
            self._words.append("\n")
        elif tag in _BLOCKS:
            self._begin_block(tag)
        elif tag in ("sup", "sub"):
            self._begin_script(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element of XHTML that is over at once."""
        if tag in _EMPTY:
            self.handle_starttag(tag, attrs)
        elif tag in _BLOCKS and not self._dropped:
            self._end_block()

    def handle_endtag(self, tag: str) -> None:
        """End an element, with whatever was left open inside it."""
        if self._dropped:
            if tag in self._dropped:
                del self._dropped[len(self._dropped) - 1 - self._dropped[::-1].index(tag) :]
            return
        if tag == "title":
            self._in_title = False
        elif tag in _BLOCKS:
            self._close_block(tag)
        elif tag in ("sup", "sub"):
            self._end_script()

    def handle_data(self, data: str) -> None:
        """Words."""
        if self._dropped:
            return
        if self._in_title:
            self.title = f"{self.title} {data}".strip()[:1000]
        else:
            self._words.append(data if self._preformatted else data.replace("\n", " ").replace("\r", " "))

    def _begin_block(self, tag: str) -> None:
        if tag == "table":
            self._tables += 1
            if self._tables == 1:
                self._end_block()
                self._rows = []
        elif self._rows is not None:
            self._begin_in_table(tag)
        else:
            self._end_block()
            self._level = _LEVELS.get(tag, 0)
            if tag in ("ul", "ol") and len(self._lists) < MOST_DEPTH:
                self._lists.append(tag)
            self._is_item = tag == "li" or (self._is_item and tag in ("p", "div"))
            self._preformatted += tag == "pre"
            self._quoted += tag == "blockquote"

    def _begin_in_table(self, tag: str) -> None:
        assert self._rows is not None
        if self._tables == 1 and tag == "tr":
            self._end_cell()
            self._rows.append([])
        elif self._tables == 1 and tag in ("td", "th"):
            self._end_cell()
            if not self._rows:
                self._rows.append([])
            self._rows[-1].append("")
        else:
            self._words.append(" ")

    def _close_block(self, tag: str) -> None:
        if self._rows is not None:
            self._words.append(" ")
            if tag == "table":
                self._tables -= 1
                if self._tables == 0:
                    self._end_table()
            return
        self._end_block()
        self._level = 0
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        self._preformatted = max(0, self._preformatted - (tag == "pre"))
        self._quoted = max(0, self._quoted - (tag == "blockquote"))
        self._is_item = self._is_item and tag not in ("li", "ul", "ol")

    def _end_block(self) -> None:
        text = self._taken()
        if self._preformatted and text.strip():
            self._done.append(layout.code(text))
        elif text.strip():
            self._done.append(self._shaped("\n".join(" ".join(line.split()) for line in text.split("\n"))))
            self._is_item = False

    def _shaped(self, text: str) -> layout.Block:
        if self._level:
            return layout.heading(self._level, text)
        if self._is_item and self._lists:
            return layout.item(text, len(self._lists) - 1, "1." if self._lists[-1] == "ol" else "-")
        if self._quoted:
            return layout.quotation(text)
        return layout.paragraph(text)

    def _end_cell(self) -> None:
        text = " ".join(self._taken().split())
        if self._rows and self._rows[-1]:
            self._rows[-1][-1] = text
        elif text:
            self._done.append(layout.paragraph(text))  # a caption, or words that stand loose in the table

    def _end_table(self) -> None:
        if self._rows is None:
            return
        self._end_cell()
        rows, self._rows, self._tables = self._rows, None, 0
        if max((len(row) for row in rows), default=0) > 1:
            self._done.append(layout.table(rows))
        else:  # a table that only lays out the page
            self._done += [layout.paragraph(cell) for row in rows for cell in row if cell]

    def _begin_script(self, tag: str) -> None:
        self._end_script()
        self._script = tag
        self._words.append("\0")

    def _end_script(self) -> None:
        if self._script and "\0" in self._words:
            at = len(self._words) - 1 - self._words[::-1].index("\0")
            words = "".join(self._words[at + 1 :])
            del self._words[at:]
            self._words.append(raised(words) if self._script == "sup" else lowered(words))
        self._script = ""

    def _taken(self) -> str:
        self._end_script()
        text = "".join(self._words)
        self._words = []
        return text


def blocks(text: str) -> tuple[HtmlBlocks, list[layout.Block]]:
    """All blocks of a whole HTML text, and the parser that knows its title and language."""
    parser = HtmlBlocks()
    parser.feed(text.replace("\0", ""))
    return parser, list(parser.finish())
