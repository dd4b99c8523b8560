"""Turns the HTML of Moodle's texts into Carrel's Markdown, and says what of it was left out."""

from __future__ import annotations

import re

from carrel.exchange.questions.moodle.texts import dollars, legal
from carrel.library.readers import layout
from carrel.library.readers.html_blocks import HtmlBlocks, without_comments

_PICTURES = frozenset({"img", "audio", "video", "object", "iframe", "svg", "canvas", "embed"})
_FLATTENED = frozenset({"u", "s", "strike", "del", "ins", "mark", "font", "small", "big", "center", "math"})
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "code": "`"}
_OPEN = {"**": "\ufdd0", "*": "\ufdd1", "`": "\ufdd2"}
_CLOSE = "\ufdd3"
"""Signs that no text has stand for the marks until the lines are whole: a mark must touch the words it marks."""
_MARKED = re.compile(f"([{''.join(_OPEN.values())}])([^\n\ufdd0-\ufdd3]*){_CLOSE}")
_MOST_MARKS = 8
"""So many marks may stand inside each other; what is in more of them is plain."""
_LEFT_OVER = re.compile("[\ufdd0-\ufdd3]")
_LINKED = ("http://", "https://", "mailto:")
_TEX = re.compile(
    r"\$\$(?P<dollars>[^$]{1,2000}+)\$\$|\\\[(?P<display>[^\\]{0,2000}+(?:\\[^\[\]][^\\]{0,500}+){0,300}+)\\\]"
    r"|\\\((?P<inline>[^\\]{0,2000}+(?:\\[^()][^\\]{0,500}+){0,300}+)\\\)"
    r"|(?P<sign>[`$]|\\(?=[!-/:-@\[-`{-~])|\*(?!\s)|(?<!\s)\*|(?<!\w)_|_(?!\w)|~(?=~)|&(?=\#?\w{1,31};)|(?<=\])\()",
    re.DOTALL,
)


class Page(HtmlBlocks):
    """Reads one text; pictures and is_flattened tell what of it was left out."""

    def __init__(self) -> None:
        super().__init__()
        self.pictures = 0
        self.is_flattened = False
        self._verbatim = 0
        self._links: list[str] = []

    def markdown(self, html: str) -> str:
        """The whole text in Carrel's Markdown."""
        # What never ends would be looked for again and again: no tag begins after the last ">".
        tags, end, rest = without_comments(legal(html)).rpartition(">")
        self.feed(tags + end + rest.replace("<", "&lt;"))
        text = layout.joined(self.finish())
        for _level in range(_MOST_MARKS):
            text = _MARKED.sub(_with_mark, text)
        return _LEFT_OVER.sub("", text).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        told = {name: value or "" for name, value in attrs}
        self.is_flattened |= tag in _FLATTENED or (tag == "span" and "style" in told)
        if tag in _PICTURES:
            self.pictures += 1
            super().handle_data(_escaped(told.get("alt", "")))
        super().handle_starttag(tag, attrs)
        if tag in _MARKS and not self._verbatim:
            super().handle_data(_OPEN[_MARKS[tag]])
        self._verbatim += tag in {"pre", "code"}
        if tag == "a":
            self._links.append(told.get("href", ""))
            super().handle_data("[" if self._is_linked() else "")

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if tag in {"pre", "code"}:
            self._verbatim = max(0, self._verbatim - 1)
        if tag in _MARKS and not self._verbatim:
            super().handle_data(_CLOSE)
        if tag == "a" and self._links:
            super().handle_data(f"](<{self._links[-1]}>)" if self._is_linked() else "")
            self._links.pop()
        super().handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        """Words, which stay words."""
        super().handle_data(data if self._verbatim else _TEX.sub(_kept, data))

    def _is_linked(self) -> bool:
        address = self._links[-1]
        return address.lower().startswith(_LINKED) and not re.search(r"[\s<>\\]", address)


def plain(text: str) -> str:
    """Words without any layout, as Markdown that shows them."""
    return "  \n".join(_escaped(line.strip()) for line in legal(text).strip().split("\n"))


def _escaped(words: str) -> str:
    return _TEX.sub(_kept, words)


def _kept(found: re.Match[str]) -> str:
    if found["sign"] is not None:
        return rf"\{found['sign']}"
    if found["inline"] is not None:
        return dollars(found["inline"], display=False)
    return dollars(found["dollars"] or found["display"], display=True)


def _with_mark(found: re.Match[str]) -> str:
    """The mark around the words, and the spaces outside of it."""
    mark = next(mark for mark, sign in _OPEN.items() if sign == found[1])
    words = found[2].strip()
    if not words:
        return found[2]
    mark = "``" if mark in words and mark == "`" else mark
    before, _words, after = found[2].partition(words)
    return f"{before}{mark}{words}{mark}{after}"
