"""The rules about items that need no marking: their ids, choices, sources, and that none is there twice."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any

from carrel.base.show import beside
from carrel.base.stamp import family
from carrel.base.words import _
from carrel.library.packs import fields
from carrel.library.packs.findings import Finding, Place, fault, shortfall, warning
from carrel.library.packs.keys import GAP, pairs_of
from carrel.library.packs.model import Pack, PackItem, Topic
from carrel.library.packs.plain import folded, squeezed


def ids_are_of_the_topic(pack: Pack) -> Iterator[Finding]:
    """An item's id is its topic's, a dot and two digits, and no other's."""
    seen: dict[str, Place] = {}
    for item in pack.items:
        place = _place(item)
        if item.id and not re.fullmatch(rf"{re.escape(item.topic)}\.\d\d", family(item.id)):
            yield fault(
                "item-id",
                place,
                _("“{id}” is not an id for an item of this topic.").format(id=beside(item.id, 80)),
                _("Write “{topic}.01”, with two digits of its own.").format(topic=item.topic),
            )
        if item.id and item.id in seen:
            yield fault(
                "duplicate-id",
                place,
                _("Another item has the same id, in {place}.").format(
                    place=f"{seen[item.id].file}:{seen[item.id].line}"
                ),
                _("Give one of the two the next number."),
            )
        seen.setdefault(item.id, place)


def no_item_is_there_twice(pack: Pack) -> Iterator[Finding]:
    """No two items ask the same."""
    seen: dict[tuple[str, ...], PackItem] = {}
    for item in pack.items:
        asks = _asked(item)
        if asks in seen:
            yield fault(
                "duplicate-item",
                _place(item),
                _("This asks the same as the item “{id}”.").format(id=seen[asks].id),
                _("Ask something else, or take one of the two out."),
            )
        seen.setdefault(asks, item)


def _asked(item: PackItem) -> tuple[str, ...]:
    """What an item asks, comparable: the prompt, and what it is about when the prompt alone does not say so."""
    raw = item.raw
    prompt = fields.words(raw, "prompt")
    if item.kind == "choice":
        own = sorted(squeezed(fields.words(choice, "text")) for choice in fields.objects(raw, "choices"))
    elif item.kind in {"match", "order", "cloze"}:
        own = [squeezed(str(raw.get({"match": "pairs", "order": "sequence", "cloze": "text"}[item.kind], "")))]
    else:
        own = []
    return (item.kind if own else "", folded(prompt), re.sub(r"[\w\s.,;:?!'’“”\"]+", "", squeezed(prompt)), *own)


def choices_are_sound(pack: Pack) -> Iterator[Finding]:
    """There is one right choice, or several where several may be chosen, and no wrong one says the same."""
    for item in pack.items:
        if item.kind == "choice" and fields.is_list(item.raw.get("choices")):
            yield from _choices(item, pack.topic(item.topic))


def _choices(item: PackItem, topic: Topic | None) -> Iterator[Finding]:
    place = _place(item)
    choices = fields.objects(item.raw, "choices")
    if len(choices) < 2 or len(choices) != len(item.raw["choices"]) or not all(map(_is_choice, choices)):
        yield fault(
            "choices",
            place,
            _("The choices are not as they should be."),
            _("Write at least two, each with its “text”, and “right”: true or false."),
        )
        return
    rights = [choice for choice in choices if choice["right"]]
    if not rights:
        yield fault("no-right-choice", place, _("None of the choices is right."), _("Mark one with “right”: true."))
    if len(rights) > 1 and item.raw.get("multiple") is not True:
        yield fault(
            "many-right-choices",
            place,
            _("More than one choice is right, but only one can be chosen."),
            _("Write “multiple”: true, or let one be right."),
        )
    seen: dict[str, Any] = {}
    for choice in (*rights, *(one for one in choices if not one["right"])):
        same = seen.setdefault(squeezed(choice["text"]), choice)
        if same is not choice:
            yield _same_choice(place, choice, same)
        if not choice["right"]:
            yield from _wrong_choice(place, choice, topic)


def _is_choice(choice: dict[str, Any]) -> bool:
    return fields.is_words(choice.get("text")) and isinstance(choice.get("right", False), bool) and "right" in choice


def _same_choice(place: Place, choice: dict[str, Any], same: dict[str, Any]) -> Finding:
    text = beside(choice["text"], 80)
    if choice["right"] != same["right"]:
        return fault(
            "distractor-right",
            place,
            _("The wrong choice “{text}” says the same as the right one.").format(text=text),
            _("Change one of the two."),
        )
    return fault(
        "duplicate-choice",
        place,
        _("The choice “{text}” is there twice.").format(text=text),
        _("Change one of the two."),
    )


def _wrong_choice(place: Place, choice: dict[str, Any], topic: Topic | None) -> Iterator[Finding]:
    text = beside(choice["text"], 80)
    named = fields.words(choice, "misconception")
    if not named and not fields.words(choice, "feedback"):
        yield fault(
            "silent-choice",
            place,
            _("Nothing is said to whoever chooses “{text}”.").format(text=text),
            _("Name its “misconception”, or write a “feedback” sentence; better both."),
        )
    yield from known_misconception(place, named, topic)


def known_misconception(place: Place, named: str, topic: Topic | None) -> Iterator[Finding]:
    """A misconception that is named is one of the topic's."""
    known = [one.id for one in topic.misconceptions] if topic is not None else []
    if named and named not in known:
        meant = difflib.get_close_matches(named, known, 1, 0.6)
        yield fault(
            "unknown-misconception",
            place,
            _("There is no misconception “{id}” in this topic.").format(id=beside(named, 80)),
            _("Did you mean “{meant}”?").format(meant=meant[0])
            if meant
            else _("Add it to the section of misconceptions; its id is the heading in small letters with hyphens."),
        )


def gaps_and_pairs_are_sound(pack: Pack) -> Iterator[Finding]:
    """A text with gaps has gaps, pairs are pairs, and no step of an order is there twice."""
    for item in pack.items:
        raw = item.raw
        if item.kind == "cloze" and fields.words(raw, "text"):
            gaps = GAP.findall(fields.words(raw, "text"))
            if not gaps or not all(one.strip() for gap in gaps for one in gap.split("|")):
                yield _shape(item, _("The text has no gaps, or an empty one."), "{{word|another right word}}")
        if item.kind == "match" and fields.is_list(raw.get("pairs")):
            pairs = pairs_of(raw)
            lefts = {folded(pair[0]) or pair[0] for pair in pairs}
            if len(pairs) < 2 or len(pairs) != len(raw["pairs"]) or len(lefts) < len(pairs):
                yield _shape(item, _("These are not at least two pairs with different left sides."), '[["a", "b"], …]')
        if item.kind == "order" and fields.is_words_list(raw.get("sequence")):
            steps = {folded(step) or step for step in raw["sequence"]}
            if len(raw["sequence"]) < 3 or len(steps) < len(raw["sequence"]):
                yield _shape(item, _("These are not at least three different steps."), '["first", "then", "last"]')


def _shape(item: PackItem, what: str, like: str) -> Finding:
    return fault("item-shape", _place(item), what, _("Write it like this: {like}").format(like=like))


def sources_are_quoted(pack: Pack) -> Iterator[Finding]:
    """The sentence an item stands on stands word for word in its topic."""
    for item in pack.items:
        source = item.raw.get("source")
        place = _place(item)
        if not isinstance(source, dict):
            yield shortfall(
                "no-source",
                place,
                _("The item does not say which sentence it stands on."),
                _("Add “source” with the topic as “document”, and a “quote” that is copied from it."),
            )
            continue
        topic = pack.topic(fields.words(source, "document"))
        if topic is None:
            yield fault(
                "source-document",
                place,
                _("There is no topic “{id}” to quote.").format(id=beside(fields.words(source, "document"), 80)),
                _("Write the id of the topic as “document”, here “{topic}”.").format(topic=item.topic),
            )
        elif (trouble := _quote_trouble(fields.words(source, "quote"), topic)) is not None:
            yield fault("source-quote", place, *trouble)
        elif topic.id != item.topic:
            yield warning(
                "source-elsewhere",
                place,
                _("The quoted sentence stands in another topic."),
                _("Quote this topic where you can."),
            )


def _quote_trouble(quote: str, topic: Topic) -> tuple[str, str] | None:
    wanted, text = " ".join(quote.split()), " ".join(topic.body.split())
    if wanted and wanted in text:
        return None
    if wanted and folded(wanted) in folded(text):
        return (
            _("The quote stands in the topic, but not letter for letter."),
            _("Copy the sentence with its marks, such as ** and $, and its commas."),
        )
    return _("The quote does not stand in the topic."), _("Copy the sentence from {file}.").format(file=topic.file)


def skills_are_of_the_topic(pack: Pack) -> Iterator[Finding]:
    """An item practises at least one skill that its topic teaches."""
    for item in pack.items:
        topic = pack.topic(item.topic)
        named = fields.words_list(item.raw, "skills")
        if topic is not None and topic.skills and named and not set(named) & set(topic.skills):
            yield warning(
                "other-skill",
                _place(item),
                _("The item asks for no skill that its topic teaches."),
                _("Name a skill of the topic, or add this one to the topic."),
            )


def _place(item: PackItem) -> Place:
    return Place(item.file, item.line, item.id)
