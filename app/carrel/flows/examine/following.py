"""Whether a made question follows from its sentence: the key stands there, no wrong answer does, nothing gives it away.

The rules look at the finished item alone, whoever made it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import permutations

from carrel.assessment.items import to_json
from carrel.assessment.making.model import Made
from carrel.assessment.making.shapes import GAP
from carrel.assessment.model import Item
from carrel.base.matching import folded, function_words, terms
from carrel.library.asking import Line, Question, fits
from carrel.library.matching import is_denied, stems
from carrel.library.model import Passage
from carrel.library.packs.hint_rules import tells_key
from carrel.library.quoting import find, one_line
from carrel.library.supporting import support

TRUE_ELSEWHERE = 0.75
"""A sentence that bears out a wrong answer so far makes it a right one."""

_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_WORD = re.compile(r"[^\W_](?:[\w'’-]*[^\W_])?")
_OF_ALL = re.compile(
    r"\b(?:(?:all|none|both|neither|any) of (?:the |these|them|above)|the above|not sure|cannot be (?:told|known))\b",
    re.IGNORECASE,
)
_EXCEPT = re.compile(r"\b(?:not|except|never|least likely)\b", re.IGNORECASE)


def follows(made: Made, sentences: Sequence[str]) -> bool:
    """Whether the item may be kept; sentences: all of its source, as they are read."""
    item, span = made.item, _plain(made.sentence.quote)
    if item.kind == "match":
        return _pairs_follow(item.pairs, span)
    keys = keys_of(item)
    wrong = [choice.text for choice in item.choices if not choice.right]
    return (
        bool(keys)
        and all(stands_in(key, span) or computed(key, span) for key in keys)
        and not any(stands_in(one, span) or says_the_same(one, span) for one in wrong)
        and _are_apart([*keys, *wrong])
        and not any(gives_away(key, _stem(made)) for key in keys)
        and not any(tells_key(to_json(item), hint) for hint in item.hints)
        and not any(true_elsewhere(one, keys[0], made, sentences) for one in wrong)
    )


def keys_of(item: Item) -> list[str]:
    """The right answers of an item, as the source says them."""
    said = [gap.answers[0] for gap in item.gaps] + [choice.text for choice in item.choices if choice.right]
    return [*said, *item.answers[:1]]


def stem_is_sound(question: str, shown: str) -> bool:
    """Whether a question that a model wrote keeps to what its source says: no figure and no name is new in it."""
    if _EXCEPT.search(question) or _OF_ALL.search(question) or len(question.split()) < 4:
        return False
    if is_denied(question) != is_denied(shown) and is_denied(question):
        return False
    there = set(stems(shown))
    asked = set(stems(question))
    figures = set(_DIGITS.findall(question)) <= set(_DIGITS.findall(shown))
    names = {stem for name in _inner_names(question) for stem in stems(name)}
    return figures and names <= there and 2 * len(asked & there) >= len(asked) > 0


def is_question_for(question: str, key: str) -> bool:
    """Whether the key is of the kind that is asked for: a number for "how many", a time for "when"."""
    alone = Line(Passage(0, "", "", 0, "", "", 0, len(key), key), 0, len(key), frozenset(), frozenset())
    return question.rstrip().endswith(("?", "？", "؟")) and fits(Question(question, question), alone)


def says_too(wrong: str, question: str, sentences: Sequence[str]) -> bool:
    """Whether some sentence of the source may answer the question with this, too."""
    told, asked = set(stems(wrong)), set(stems(question))
    near = (_stems(one) for one in sentences)
    return bool(told) and any(told <= there and 5 * len(asked & there) >= 3 * len(asked) for there in near)


def stands_in(words: str, span: str) -> bool:
    """Whether these words stand in the span as whole words, whatever their capitals and accents."""
    wanted, there = " ".join(_words(words)), " ".join(_words(span))
    return bool(wanted) and f" {wanted} " in f" {there} "


def says_the_same(words: str, span: str) -> bool:
    """Whether all that these words tell is told in the span."""
    told = set(stems(words))
    return bool(told) and told <= set(stems(span))


def computed(key: str, span: str) -> bool:
    """Whether the key is a figure that comes out of two figures of the span by one step of arithmetic."""
    asked = _DIGITS.findall(key)
    if len(asked) != 1 or len(key.split()) > 3:
        return False
    wanted = _number(asked[0])
    figures = [_number(one) for one in _DIGITS.findall(span)]
    units = set(stems(_DIGITS.sub(" ", key)))
    return units <= set(stems(span)) and any(wanted in _results(*pair) for pair in permutations(figures[:6], 2))


def gives_away(key: str, stem: str) -> bool:
    """Whether the question says its own answer: the key, or all that it tells."""
    return stands_in(key, stem) or (bool(stems(key)) and set(stems(key)) <= set(stems(stem)))


def true_elsewhere(wrong: str, key: str, made: Made, sentences: Sequence[str]) -> bool:
    """Whether some sentence of the source says with the wrong answer what the span says with the key."""
    span = _plain(made.sentence.quote)
    claim = re.sub(rf"(?<!\w){re.escape(key)}(?!\w)", lambda _found: wrong, span, count=1, flags=re.IGNORECASE)
    if claim == span:
        return False
    told = set(stems(wrong))
    near = (one for one in sentences if told and told <= _stems(one))
    return any(support(claim, one) >= TRUE_ELSEWHERE for one in near)


@lru_cache(maxsize=20_000)
def _stems(sentence: str) -> frozenset[str]:
    return frozenset(stems(sentence))


def _stem(made: Made) -> str:
    item = made.item
    shown = " ".join((*(gap.before for gap in item.gaps), item.after))
    return f"{item.prompt} {shown}".replace(GAP, " ")


def _pairs_follow(pairs: Sequence[tuple[str, str]], span: str) -> bool:
    """Whether both sides of each pair stand in the span, and no side is that of another."""
    stand = all(find(one, span) is not None for pair in pairs for one in pair)
    told = [folded(right) for _left, right in pairs]
    apart = _are_apart([left for left, _right in pairs]) and len(set(told)) == len(told)
    return stand and apart and not any(gives_away(left, right) for left, right in pairs)


def _are_apart(texts: Sequence[str]) -> bool:
    """Whether no two answers are one in other words, or hold one another."""
    if any(_OF_ALL.search(text) or not _words(text) for text in texts):
        return False
    told = [frozenset(terms(text)) - {"a", "an", "the"} for text in texts]
    return not any(one <= other or other <= one for at, one in enumerate(told) for other in told[:at])


def _results(one: Fraction, other: Fraction) -> Iterator[Fraction]:
    yield one + other
    yield one - other
    yield one * other
    if other:
        yield one / other


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", ""))


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(text))


def _plain(quote: str) -> str:
    return one_line(quote).replace("**", "").replace("*", "")


def _inner_names(question: str) -> Iterator[str]:
    for found in re.finditer(r"(?<=[\w,’'] )[A-ZÀ-Þ][\w'’-]+", question):
        if found[0].casefold() not in function_words():
            yield found[0]
