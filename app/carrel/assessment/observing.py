"""What code can count in a text: its beginning, paragraphs, long sentences, reasons, evidence, repeated words."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from carrel.assessment.criteria import Criterion
from carrel.assessment.marking.open import mark
from carrel.assessment.model import Item, Point
from carrel.base.blocks import blocks
from carrel.base.files import resource
from carrel.base.matching import WORD, folded, function_words, terms
from carrel.base.sentences import of_block
from carrel.base.words import _, counted

LONG_SENTENCE = 32
"""Words of a sentence that is told to be long."""

LONG_PARAGRAPH = 180
"""Words of a paragraph that is told to be long."""

OFTEN = 5
"""Times that a telling word is used before that is told, and at least every so many words."""
_OFTEN_EVERY = 45

_FIGURE = re.compile(r"\d|[“”\"«»„]")


@dataclass(frozen=True)
class Seen:
    """What code found about one criterion. first, last: the words that show it, in characters; the same without any.

    says: what there is. next: one thing to do.
    """

    says: str
    next: str
    first: int = 0
    last: int = 0


@dataclass(frozen=True)
class Text:
    """A text, taken apart once."""

    text: str

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        """Its paragraphs, without headings and code."""
        return [(one.first, one.last) for one in blocks(self.text) if one.kind in ("prose", "item")]

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Its sentences."""
        told = (one for one in blocks(self.text) if one.kind in ("prose", "item"))
        return [span for block in told for span in of_block(self.text, block)]

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(WORD.findall(self.text))

    def length(self, span: tuple[int, int]) -> int:
        """How many words a span of it has."""
        return len(WORD.findall(self.text, *span))

    def having(self, name: str) -> list[tuple[int, int]]:
        """The sentences with a sign of this kind."""
        return [one for one in self.sentences if _signs(name).search(self.text[slice(*one)])]


def observe(text: Text, criterion: Criterion) -> Seen:
    """What code can say about a criterion: plain facts, and never whether it is met."""
    if criterion.any_of:
        return _by_phrases(text, criterion)
    return _LOOKS.get(criterion.looks, _nearest)(text, criterion)


def _beginning(text: Text, _criterion: Criterion) -> Seen:
    first = text.sentences[0]
    return Seen(
        _("The text begins with this sentence."),
        _("Look whether a reader knows after it what the text wants to show; if not, say that here."),
        *first,
    )


def _evidence(text: Text, _criterion: Criterion) -> Seen:
    shown = {*text.having("evidence"), *(one for one in text.sentences if _FIGURE.search(text.text[slice(*one)]))}
    says = counted(
        "One of {{all}} sentences holds a figure, a quotation, an example or a source.",
        "{count} of {{all}} sentences hold a figure, a quotation, an example or a source.",
        len(shown),
    ).format(all=len(text.sentences))
    bare = [one for one in text.having("strong") if one not in shown] or [
        one for one in text.sentences if one not in shown
    ]
    if not bare:
        return Seen(says, _("Say for each of them where it comes from."), *text.sentences[0])
    longest = max(bare, key=text.length) if not text.having("strong") else bare[0]
    return Seen(says, _("Look whether this sentence needs an example, a figure or a source, and add one."), *longest)


def _reasons(text: Text, _criterion: Criterion) -> Seen:
    found = text.having("reasons")
    says = counted(
        "One sentence gives a reason with a word such as “because”.",
        "{count} sentences give a reason with a word such as “because”.",
        len(found),
    )
    without = [one for one in text.sentences if one not in found]
    place = max(without or found, key=text.length)
    return Seen(says, _("Ask “why?” after this sentence, and answer it in the text."), *place)


def _other_side(text: Text, _criterion: Criterion) -> Seen:
    found = text.having("other_side")
    if found:
        says = _("This sentence turns to another side, by a word such as “however”.")
        return Seen(says, _("Look whether you answer it, and do not only name it."), *found[0])
    says = _("No sentence has a word such as “however” or “although” that turns to another side.")
    return Seen(says, _("Add what somebody who disagrees would say, and your answer to it."))


def _paragraphs(text: Text, _criterion: Criterion) -> Seen:
    count, longest = len(text.paragraphs), max(text.paragraphs, key=text.length)
    words = text.length(longest)
    says = counted(
        "The text has one paragraph, of {{words}} words.",
        "The text has {count} paragraphs; the longest has {{words}} words.",
        count,
    ).format(words=words)
    first = next((one for one in text.sentences if one[0] >= longest[0]), longest)
    if words > LONG_PARAGRAPH or count == 1:
        return Seen(says, _("Look where a new idea begins, and begin a new paragraph there."), *first)
    return Seen(says, _("Write the main idea of each paragraph in the margin, and see whether they lead on."), *first)


def _sentences(text: Text, _criterion: Criterion) -> Seen:
    longest = max(text.sentences, key=text.length)
    long = sum(text.length(one) > LONG_SENTENCE for one in text.sentences)
    words = text.length(longest)
    says = _("No sentence has more than {most} words; the longest has {words}.").format(most=LONG_SENTENCE, words=words)
    if long:
        says = counted(
            "One sentence has more than {{most}} words: it has {{words}}.",
            "{count} sentences have more than {{most}} words; the longest has {{words}}.",
            long,
        ).format(most=LONG_SENTENCE, words=words)
    then = _("Read it aloud, and cut it in two where you breathe.") if long else _("Read it aloud once.")
    return Seen(says, then, *longest)


def _words(text: Text, _criterion: Criterion) -> Seen:
    told = [word for word in WORD.findall(folded(text.text)) if len(word) > 3 and word not in function_words()]
    (word, times), *_rest = Counter(told).most_common(1) or [("", 0)]
    if times < max(OFTEN, text.words // _OFTEN_EVERY):
        says = _("No telling word is used strikingly often.")
        return Seen(says, _("Look for a general word, such as “thing”, and name what you mean."))
    says = _("“{word}” is used {times} times.").format(word=word, times=times)
    used = [one for one in text.sentences if word in WORD.findall(folded(text.text[slice(*one)]))]
    twice = max(used, key=lambda one: WORD.findall(folded(text.text[slice(*one)])).count(word))
    return Seen(says, _("Look where another word, or none, would say it better."), *twice)


def _by_phrases(text: Text, criterion: Criterion) -> Seen:
    """Whether the phrases of a criterion stand in the text, as the marker of open answers finds them."""
    item = Item("", "open", points=(Point("1", criterion.asks, criterion.any_of),))
    (found,) = mark(item, text.text).points
    at = text.text.find(found.evidence) if found.evidence else -1
    if found.found == "present" and at >= 0:
        says = _("This sentence has words that belong to it.")
        return Seen(says, _("Look whether it says all that you want to say."), at, at + len(found.evidence))
    return Seen(_("The words that belong to it were not found."), _("Add it, or say it in plainer words."))


def _nearest(text: Text, criterion: Criterion) -> Seen:
    """The sentence with most of the criterion's words; whether it meets it, code cannot know."""
    asked = {one for one in terms(criterion.asks) if one not in function_words()}
    shared = {one: len(asked & set(terms(text.text[slice(*one)]))) for one in text.sentences}
    best = max(shared, key=lambda one: shared[one])
    says = _("Without a model nothing can be said about this.")
    if not shared[best]:
        return Seen(says, _("Look yourself where the text does this."))
    says += " " + _("This sentence comes nearest to it in its words.")
    return Seen(says, _("Look whether the text does it there, and say it more clearly if not."), *best)


_LOOKS: dict[str, Callable[[Text, Criterion], Seen]] = {
    "beginning": _beginning,
    "evidence": _evidence,
    "reasons": _reasons,
    "other_side": _other_side,
    "paragraphs": _paragraphs,
    "sentences": _sentences,
    "words": _words,
}


@cache
def _signs(name: str) -> re.Pattern[str]:
    told = tomllib.loads(resource("criteria/signs.toml").read_text(encoding="utf-8"))
    phrases: Sequence[str] = told[name]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)", re.IGNORECASE)
