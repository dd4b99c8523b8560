"""The plain text of a question that is written in HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from carrel.assessment.fields import MOST_TEXT
from carrel.exchange.questions.api import Losses

_BREAKS = frozenset({"p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "pre"})
_PLAIN = frozenset({"p", "div", "br", "span", "html", "body"})
_SHOWN = frozenset({"img", "audio", "video", "object", "embed", "iframe", "svg"})
_UNSEEN = frozenset({"script", "style"})
_NAMES = "|".join(
    sorted(_BREAKS | _PLAIN | _SHOWN | {"b", "i", "u", "a", "em", "strong", "sub", "sup", "code", "td", "th"})
)
_SIGN = re.compile(rf"</?(?:{_NAMES})(?:\s[^<>]*)?/?>|&(?:#\d+|#x[\da-f]+|[a-z]\w*);", re.IGNORECASE)


def is_html(text: str) -> bool:
    """Whether the text holds a tag or a named letter of HTML."""
    return _SIGN.search(text) is not None


def plain(html: str) -> tuple[str, Losses]:
    """The words of it, a line for each paragraph, and what was lost: layout, and pictures or recordings.

    A text that is longer than any item holds is left as it is.
    """
    if len(html) > MOST_TEXT:
        return html, Losses()
    reader = _Words()
    reader.feed(html)
    reader.close()
    text = re.sub(r" *\n *", "\n", re.sub(r"[ \t\xa0]+", " ", "".join(reader.words)))
    return re.sub(r"\n{3,}", "\n\n", text).strip(), reader.lost


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.lost = Losses()
        self._unseen = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SHOWN:
            self.lost["pictures"] += 1
        elif tag not in _PLAIN:
            self.lost["markup"] = 1
        if tag in _BREAKS:
            self.words.append("\n")
        self._unseen = tag if tag in _UNSEEN else self._unseen

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS:
            self.words.append("\n")
        self._unseen = "" if tag == self._unseen else self._unseen

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words.append(data)
