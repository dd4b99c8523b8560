"""A question as it stands in a file of Moodle's: its texts in Carrel's Markdown, its answers, and what they lose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from carrel.assessment.fields import ItemRefused
from carrel.base.text import clean
from carrel.base.words import _
from carrel.exchange.questions.api import Losses
from carrel.exchange.questions.moodle.answers import number_from
from carrel.exchange.questions.moodle.pages import Page, plain
from carrel.exchange.questions.moodle.texts import FromMoodle
from carrel.library.readers.xml import child

MOST_TEXT = 100_000
"""The longest text that is looked into, in characters; an item holds less, but layout is longer than words."""
_SAID_ANYWAY = ("your answer is correct", "your answer is partially correct", "your answer is incorrect")
"""What Moodle puts into each question by itself."""


@dataclass(frozen=True)
class Answer:
    """An answer as it stands in the file; fraction: how much of the points it earns, in hundredths."""

    element: Element
    fraction: float


class Asked:
    """One question; lost counts what was found and cannot be kept."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.lost = Losses()
        asks = child(element, "questiontext")
        self._layout = asks.get("format", "html") if asks is not None else "html"

    def loses(self, kind: str, is_lost: bool = True) -> None:
        """Say that the question loses something of this kind, once for the whole question."""
        if is_lost:
            self.lost[kind] = 1

    def value(self, *names: str) -> str:
        """The text of a child of a child …, by names; empty without one."""
        return _said(child(self.element, *names))

    def all(self, name: str) -> list[Element]:
        """The children of this name."""
        return [one for one in self.element if one.tag == name]

    def markdown(self, name: str) -> str:
        """The text of the child of this name."""
        found = child(self.element, name)
        return "" if found is None else self.text(found)

    def text(self, element: Element) -> str:
        """The text in this element, in whatever layout it is written; pictures in it are counted."""
        return self.read(self.raw(element), element)

    def read(self, written: str, element: Element) -> str:
        """What is written, in the layout of this element's text."""
        known = element.get("format", self._layout)
        files = sum(one.tag == "file" for one in element)
        if known == "plain_text":
            self.lost["pictures"] += files
            return plain(written)
        reader: FromMoodle | Page = FromMoodle() if known == "markdown" else Page()
        text = reader.markdown(written if known != "moodle_auto_format" else written.replace("\n", "<br>"))
        self.lost["pictures"] += max(files, reader.pictures)
        self.loses("markup", reader.is_flattened)
        return text

    def raw(self, element: Element) -> str:
        """The text in this element as it is written; raises ItemRefused for one that is far too long."""
        written = _said(child(element, "text")) or _said(element)
        if len(written) > MOST_TEXT:
            raise ItemRefused.because(_("A text of it is far longer than a question should be."))
        return written

    def answers(self) -> list[Answer]:
        """The answers in their order; one that earns no number of points earns none."""
        return [Answer(one, number_from(one.get("fraction", "")) or 0.0) for one in self.all("answer")]

    def keep_no_feedback(self, answers: Sequence[Answer] = ()) -> None:
        """Count what would be said to these answers, and to any answer."""
        told = [child(answer.element, "feedback") for answer in answers]
        names = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
        whole = [self.markdown(name).strip(" .!").casefold() for name in names]
        self.loses("feedback", any(one is not None and self.text(one) for one in told))
        self.loses("feedback", any(text and text not in _SAID_ANYWAY for text in whole))


def _said(element: Element | None) -> str:
    return clean(element.text or "").strip() if element is not None else ""
