"""The rules about topics: their sections, their levels, and what is in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from carrel.base.show import beside
from carrel.base.words import _, counted
from carrel.library.packs.findings import Finding, Place, fault, shortfall
from carrel.library.packs.marks import prose
from carrel.library.packs.model import LEVELS, Pack, Section, Topic
from carrel.library.packs.readability import Hardness, hardness

FEWEST_ITEMS = 8
FEWEST_KINDS = 3


def there_are_topics(pack: Pack) -> Iterator[Finding]:
    """A pack teaches something, and items belong to a topic that is there."""
    if not pack.topics:
        yield fault(
            "no-topics",
            Place("topics"),
            _("The pack has no topics."),
            _("Write each lesson in a file topics/subject.topic.md."),
        )
    known = {topic.id for topic in pack.topics}
    for file, topic in dict.fromkeys((item.file, item.topic) for item in pack.items):
        if topic not in known:
            yield fault(
                "items-without-topic",
                Place(file),
                _("There is no topic for these items."),
                _("Write topics/{id}.md, or name the file like its topic.").format(id=topic),
            )


def sections_are_whole(pack: Pack) -> Iterator[Finding]:
    """Each topic has every section once, in order, with something in it."""
    for topic in pack.topics:
        yield from _sections(topic, pack)


def _sections(topic: Topic, pack: Pack) -> Iterator[Finding]:
    there = [section.kind for section in topic.sections]
    for kind, title in pack.headings.items():
        if kind not in there:
            yield fault(
                "missing-section",
                Place(topic.file),
                _("The section “{title}” is missing.").format(title=title),
                _("Add it with the heading “## {title}”.").format(title=title),
            )
    for section in topic.sections:
        place = Place(topic.file, section.line)
        if there.count(section.kind) > 1 and section is not topic.section(section.kind):
            yield fault(
                "duplicate-section",
                place,
                _("The section “{title}” is there twice.").format(title=section.title),
                _("Put the two together."),
            )
        if not section.text.strip():
            yield fault(
                "empty-section",
                place,
                _("The section “{title}” is empty.").format(title=section.title),
                _("Write it, or ask somebody to."),
            )
    order = list(pack.headings)
    for before, after in pairwise(topic.sections):
        if order.index(after.kind) < order.index(before.kind):
            yield fault(
                "section-order",
                Place(topic.file, after.line),
                _("The section “{after}” stands after “{before}”.").format(after=after.title, before=before.title),
                _("The order is: {names}.").format(names=", ".join(pack.headings.values())),
            )


def levels_rise(pack: Pack) -> Iterator[Finding]:
    """Each of the three reading levels is harder to read than the one before."""
    for topic in pack.topics:
        sections = [topic.section(kind) for kind in LEVELS]
        levels = [section for section in sections if section is not None and section.text.strip()]
        if len(levels) == len(LEVELS):
            yield from _rise(topic, levels, hardness([prose(section.text) for section in levels]))


def _rise(topic: Topic, levels: list[Section], found: Hardness) -> Iterator[Finding]:
    scale = {
        "lix": _("LIX"),
        "words": _("words a sentence"),
        "letters": _("letters a sentence"),
    }[found.scale]
    for (easier, low), (harder, high) in pairwise(zip(levels, found.values, strict=True)):
        if round(high, 1) <= round(low, 1):
            yield fault(
                "levels",
                Place(topic.file, harder.line),
                _("“{harder}” is not harder to read than “{easier}”: {high} after {low} ({scale}).").format(
                    harder=harder.title, easier=easier.title, high=f"{high:.1f}", low=f"{low:.1f}", scale=scale
                ),
                _(
                    "Use shorter sentences and shorter words in “{easier}”, or say more exactly what is in the other."
                ).format(easier=easier.title),
            )


def parts_are_whole(pack: Pack) -> Iterator[Finding]:
    """There are terms, worked examples with steps and an answer, and misconceptions with what is right."""
    for topic in pack.topics:
        yield from _terms(topic)
        yield from _examples(topic)
        yield from _misconceptions(topic)


def _terms(topic: Topic) -> Iterator[Finding]:
    section = topic.section("terms")
    if section is not None and section.text.strip() and not topic.terms:
        yield _nothing_in(topic, section, "- **term**: what it means in one sentence.")
    seen = set[str]()
    for term in topic.terms:
        if term.word.casefold() in seen:
            yield fault(
                "duplicate-term",
                Place(topic.file, term.line),
                _("The term “{word}” is explained twice.").format(word=beside(term.word, 80)),
                _("Keep the better one."),
            )
        seen.add(term.word.casefold())


def _examples(topic: Topic) -> Iterator[Finding]:
    section = topic.section("examples")
    if section is not None and section.text.strip() and not topic.examples:
        yield _nothing_in(topic, section, "### A short title")
    for example in topic.examples:
        place = Place(topic.file, example.line)
        if example.steps < 2:
            yield fault(
                "example-steps",
                place,
                _("The worked example “{title}” has no numbered steps.").format(title=beside(example.title, 80)),
                _("Write at least two: “1. ” and what is done, and why."),
            )
        if not example.answer:
            yield fault(
                "example-answer",
                place,
                _("The worked example “{title}” does not end with its answer.").format(title=beside(example.title, 80)),
                _("End it with a line that begins with “**Answer:**”, or the word the pack has for it."),
            )


def _misconceptions(topic: Topic) -> Iterator[Finding]:
    section = topic.section("misconceptions")
    if section is not None and section.text.strip() and not topic.misconceptions:
        yield _nothing_in(topic, section, "### The wrong idea as a short statement")
    seen = set[str]()
    for one in topic.misconceptions:
        place = Place(topic.file, one.line)
        if not one.id or one.id in seen:
            yield fault(
                "duplicate-misconception",
                place,
                _("Two misconceptions of this topic have the same id, “{id}”.").format(id=one.id),
                _("Word one of the two headings differently."),
            )
        if not one.text:
            yield fault(
                "empty-misconception",
                place,
                _("Nothing is said about the misconception “{title}”.").format(title=beside(one.title, 80)),
                _("Write why people think so, and what is right."),
            )
        seen.add(one.id)


def _nothing_in(topic: Topic, section: Section, like: str) -> Finding:
    return fault(
        "empty-section",
        Place(topic.file, section.line),
        _("There is nothing of its kind in the section “{title}”.").format(title=section.title),
        _("Write it like this: {like}").format(like=like),
    )


def there_is_enough_to_practise(pack: Pack) -> Iterator[Finding]:
    """Each topic has items enough, of several kinds."""
    for topic in pack.topics:
        lines = {item.line: item.kind for item in pack.items if item.topic == topic.id}
        kinds = Counter(lines.values())
        place = Place(f"items/{topic.id}.jsonl")
        if kinds.total() < FEWEST_ITEMS:
            yield shortfall(
                "few-items",
                place,
                counted("The topic has one item.", "The topic has {count} items.", kinds.total()),
                _("Write at least {count}.").format(count=FEWEST_ITEMS),
            )
        elif len(kinds) < FEWEST_KINDS:
            yield shortfall(
                "few-kinds",
                place,
                counted("All items are of one kind.", "The items are of {count} kinds.", len(kinds)),
                _("Use at least {count} kinds.").format(count=FEWEST_KINDS),
            )
