"""The rules about Markdown and pictures: links lead somewhere, pictures have words, and nothing is HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from carrel.base.show import beside
from carrel.base.words import _
from carrel.library.packs import fields, marks
from carrel.library.packs.findings import Finding, Place, fault, warning
from carrel.library.packs.model import Pack, PackItem

_WEB = re.compile(r"https://[^\s/]+\.[^\s/]+(?:/\S*)?")
_ACTIVE = re.compile(
    rb"<!ENTITY|<!DOCTYPE|<script|<foreignObject|<iframe|\son\w+\s*=|javascript:"
    rb"|(?:href|src)\s*=\s*[\"'](?!#|data:image/(?:png|jpeg))|url\(\s*[\"']?(?!#)|@import",
    re.IGNORECASE,
)
_BEGINS = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff"}


@dataclass(frozen=True)
class _Written:
    """A text of the pack, and where its first line stands; in an item all lines stand on one."""

    text: str
    place: Place

    def at(self, line: int) -> Place:
        """The place of this line of the text, from 0."""
        if self.place.item:
            return self.place
        return Place(self.place.file, self.place.line + line)


def texts_are_readable(pack: Pack) -> Iterator[Finding]:
    """No text is so long or so tangled that no lesson is like it."""
    for written in _texts(pack):
        if not marks.is_readable(written.text):
            yield fault(
                "tangled-text",
                written.place,
                _("This text is far longer than a lesson, or full of brackets."),
                _("Split it into several topics, or take out what is no text."),
            )


def nothing_is_html(pack: Pack) -> Iterator[Finding]:
    """Texts are Markdown, which is shown the same everywhere."""
    for written in _texts(pack):
        for mark in marks.html(written.text):
            yield fault(
                "html",
                written.at(mark.line),
                _("There is HTML here: {html}").format(html=beside(mark.text, 60)),
                _("Write it in Markdown; a plain “<” is written “&lt;”, or within a formula or code."),
            )


def links_lead_somewhere(pack: Pack) -> Iterator[Finding]:
    """A link leads to a topic of the pack, or to an https address."""
    topics = {f"{topic.id}.md" for topic in pack.topics}
    for written in _texts(pack):
        for mark in marks.links(written.text):
            if mark.target not in topics and not _WEB.fullmatch(mark.target):
                yield fault(
                    "broken-link",
                    written.at(mark.line),
                    _("The link to “{target}” leads nowhere.").format(target=beside(mark.target, 120)),
                    _("Link to a topic of this pack, such as (subject.topic.md), or to an https address."),
                )


def pictures_are_there(pack: Pack) -> Iterator[Finding]:
    """A picture is in the pack, has words for those who cannot see it, and is used."""
    used = set()
    for written in _texts(pack):
        for mark in marks.pictures(written.text):
            name = mark.target.removeprefix("../")
            used.add(name)
            if name not in pack.images or not mark.target.startswith("../images/"):
                yield fault(
                    "broken-image",
                    written.at(mark.line),
                    _("There is no picture “{target}”.").format(target=beside(mark.target, 120)),
                    _("Put it into images/, and write ![what it shows](../images/name.svg)."),
                )
            if not mark.text:
                yield fault(
                    "no-alt-text",
                    written.at(mark.line),
                    _("The picture “{target}” has no words for those who cannot see it.").format(
                        target=beside(mark.target, 120)
                    ),
                    _("Say in the brackets what it shows."),
                )
    for name in sorted(set(pack.images) - used):
        yield warning(
            "unused-image",
            Place(name),
            _("No text shows this picture."),
            _("Show it, or take it out of the pack."),
        )


def pictures_are_harmless(pack: Pack) -> Iterator[Finding]:
    """A picture is what its name says, and does nothing but be seen."""
    for name, content in pack.images.items():
        begins = next((start for ending, start in _BEGINS.items() if name.endswith(ending)), None)
        sound = content.startswith(begins) if begins is not None else b"<svg" in content[:2000]
        if not sound:
            yield fault(
                "bad-image",
                Place(name),
                _("This is not the kind of picture that its name says."),
                _("Save it again as .svg, .png or .jpg."),
            )
        elif begins is None and (active := _ACTIVE.search(content)):
            yield fault(
                "active-image",
                Place(name, content[: active.start()].count(b"\n") + 1),
                _("This picture wants to do more than be seen: it holds a script, a link or something from elsewhere."),
                _("Save it as a plain SVG, with everything inside it."),
            )


def _texts(pack: Pack) -> Iterator[_Written]:
    for topic in pack.topics:
        yield _Written(topic.body, Place(topic.file, topic.body_line))
    for item in pack.items:
        place = Place(item.file, item.line, item.id)
        yield from (_Written(text, place) for text in item_texts(item))


def item_texts(item: PackItem) -> Iterator[str]:
    """Everything in an item that a person is shown as Markdown."""
    yield fields.words(item.raw, "prompt")
    yield from fields.words_list(item.raw, "hints")
    yield fields.words(item.raw, "solution")
    for choice in fields.objects(item.raw, "choices"):
        yield fields.words(choice, "text")
        yield fields.words(choice, "feedback")
