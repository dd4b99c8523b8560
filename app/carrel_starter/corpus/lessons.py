"""The lessons of the shipped course pack: their passages as the program cuts them, and what is asked of sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from random import Random

from carrel.base.files import resource
from carrel.base.sentences import sentences
from carrel.library.asking import is_said
from carrel.library.chunk import spans
from carrel.library.model import Passage
from carrel.library.packs.files import from_folder
from carrel.library.packs.model import PackItem, Section, Topic
from carrel.library.packs.reading import read_pack
from carrel.library.quoting import find, one_line
from carrel_starter.corpus.chats import Split

HELD_EVERY = 6
"""One topic in so many is kept for measuring, chosen by its name, so that a growing pack moves none across."""

_LISTED = re.compile(r"^[ \t]*(?:[-*+•][ \t]+|\d{1,3}[.)][ \t]+)?")
_ASKABLE = ("choice", "text", "open")
_SHOWN = re.compile(
    r"\d|below|\b(?:these|this|here)\b|following|____|\n|which (?:of|sentence|statement)|choose|name (?:one|two)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Lesson:
    """A topic with its items, its passages, and of each passage the sentences that can be quoted."""

    topic: Topic
    items: tuple[PackItem, ...]
    passages: tuple[Passage, ...]

    @property
    def split(self) -> Split:
        """Whether it is learned from or kept for measuring."""
        return split_of(self.topic.id)


def split_of(topic: str) -> Split:
    """The half of a topic, by its name alone."""
    return "held" if sha256(topic.encode()).digest()[0] % HELD_EVERY == 0 else "train"


@cache
def lessons(split: Split | None = None) -> tuple[Lesson, ...]:
    """The lessons of a half, or all of them, in the order of their names."""
    pack = read_pack(from_folder(resource("packs/foundations"), []), [])
    found = []
    for topic in sorted(pack.topics, key=lambda topic: topic.id):
        items = tuple(item for item in pack.items if item.topic == topic.id)
        found.append(Lesson(topic, items, tuple(_passages(topic))))
    return tuple(lesson for lesson in found if split in (None, lesson.split))


def sentence_spans(passage: Passage) -> list[tuple[int, int]]:
    """Where the sentences of a passage stand that say something, without the marks of lists."""
    found = []
    for first, last in sentences(passage.text):
        begin = first + len(_LISTED.match(passage.text[first:last])[0])  # type: ignore[index]  # it may match nothing
        if is_said(passage.text, first) and begin < last:
            found.append((begin, last))
    return found


def sentences_of(passage: Passage) -> tuple[str, ...]:
    """The sentences of a passage that can be quoted, on one line each, as the program numbers them for a model."""
    text = one_line(passage.text)
    said = (one_line(passage.text[first:last]) for first, last in sentence_spans(passage))
    return tuple(sentence for sentence in said if sentence in text)


def without(passage: Passage, sentence: str) -> Passage:
    """The passage without one of its sentences."""
    for first, last in sentence_spans(passage):
        if one_line(passage.text[first:last]) == sentence:
            return passage_of(passage.title, passage.heading, passage.text[:first] + passage.text[last:].lstrip(" "))
    return passage


def term_questions(topic: Topic) -> Iterator[tuple[str, str]]:
    """Each key term with the sentence that explains it in the list of key terms."""
    for term in topic.terms:
        yield term.word, f"{term.word}: {term.meaning}"


def asked_by_items(lesson: Lesson) -> Iterator[tuple[str, str]]:
    """Questions that writers asked, each with the sentence of the lesson that it stands on."""
    for item in lesson.items:
        prompt, source = item.raw.get("prompt", ""), item.raw.get("source", {})
        if item.kind in _ASKABLE and prompt.endswith("?") and not _SHOWN.search(prompt) and len(prompt) < 160:
            yield prompt, source.get("quote", "")


def sentence_with(passage: Passage, quote: str) -> str | None:
    """The sentence of a passage that a quote stands in; None where none holds it."""
    return next((sentence for sentence in sentences_of(passage) if quote and find(quote, sentence) is not None), None)


def varied(rng: Random, passage: Passage) -> Passage:
    """The passage, or now and then only some of its sentences, as other documents have shorter paragraphs."""
    said = sentence_spans(passage)
    if len(said) < 3 or rng.random() < 0.12:
        return passage
    begin = rng.randrange(len(said) - 1)
    end = min(begin + rng.choice((1, 2, 2, 3, 4, 6)), len(said))
    first = passage.text.rfind("\n", 0, said[begin][0]) + 1 if begin else 0
    first = first if not passage.text[first : said[begin][0]].strip("-*+ \t") else said[begin][0]
    return passage_of(passage.title, passage.heading, passage.text[first : said[end - 1][1]])


def document(title: str, text: str, heading: str = "") -> tuple[Passage, ...]:
    """A text as the passages that the program would cut it into."""
    return tuple(passage_of(title, heading, text[first:last]) for first, last in spans(text))


def _passages(topic: Topic) -> Iterator[Passage]:
    for section in topic.sections:
        yield from document(topic.title, _told_apart(section))


def _told_apart(section: Section) -> str:
    """The text of a section as the program keeps it: a wrong idea is called one in its own heading."""
    if section.kind != "misconceptions":
        return section.text
    return re.sub(r"^###\s+", lambda _mark: f"### {section.title}: ", section.text, flags=re.MULTILINE)


def passage_of(title: str, heading: str, text: str) -> Passage:
    """A passage that is a whole text."""
    return Passage(0, "", title, 0, "", heading, 0, len(text), text)
