"""Reads Markdown: kept as it is written, without pictures, HTML and the facts before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from carrel.library.readers import layout
from carrel.library.readers.source import Reader, Section, Source

_FACTS = re.compile(r"---\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_FACT = re.compile(r"^(title|lang|language):[ \t]*(.+)$", re.MULTILINE)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_PICTURE = re.compile(r"!\[([^\]\n]{0,500})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,200}\])")
_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]{0,2000})?/?>", re.DOTALL)
_SIGNS = (
    re.compile(r"^ {0,3}#{1,6} \S", re.MULTILINE),
    re.compile(r"^(?:```|~~~)", re.MULTILINE),
    re.compile(r"\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)"),
    re.compile(r"^\|? *:?-{3,}:? *\|", re.MULTILINE),
    re.compile(r"\*\*\S[^*\n]{0,200}\*\*"),
)


def _recognises(source: Source) -> bool:
    text = (source.text or "")[:65_536]
    if source.suffix in (".md", ".markdown", ".mdown", ".qmd", ".rmd"):
        return bool(text)
    return source.suffix in ("", ".txt", ".text") and sum(bool(sign.search(text)) for sign in _SIGNS) > 1


def _sections(source: Source) -> Iterator[Section]:
    text = source.text or ""
    if facts := _FACTS.match(text):
        text = text[facts.end() :]
        for name, words in _FACT.findall(facts[1]):
            setattr(source.about, "title" if name == "title" else "language", words.strip().strip("\"'"))
    found = list(_blocks(text))
    source.about.title = source.about.title or next((words for level, words in found if level == 1), "")
    yield from layout.by_headings(found)


def _blocks(text: str) -> Iterator[layout.Block]:
    """Headings, code, and whatever else empty lines divide."""
    held: list[str] = []
    fence = ""
    for line in text.split("\n"):
        if fence:
            held.append(line)
            if line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                yield 0, "\n".join(held)
                held, fence = [], ""
            continue
        opening, title, underline = _FENCE.match(line), _HEADING.match(line), _UNDERLINE.match(line)
        if underline and held and not re.match(r" {0,3}[-*+>|]", held[0]):
            yield layout.heading(1 if underline[1][0] == "=" else 2, _plain("\n".join(held)))
            held = []
        elif opening or title or not line.strip():
            if held:
                yield 0, _plain("\n".join(held))
            held = [line] if opening else []
            fence = opening[1] if opening else ""
            if title and title[2]:
                yield layout.heading(len(title[1]), _plain(title[2]))
        else:
            held.append(line)
    if held:
        yield 0, "\n".join([*held, fence]) if fence else _plain("\n".join(held))


def _plain(text: str) -> str:
    """The block without pictures and tags; code in a line is left alone."""
    pieces = re.split(r"(`+[^`\n]+`+)", text)
    return "".join(
        piece if at % 2 else _TAG.sub("", _PICTURE.sub(r"\1", piece)) for at, piece in enumerate(pieces)
    ).rstrip()


READER = Reader("markdown", "markdown", _recognises, _sections)
