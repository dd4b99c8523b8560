"""Tells whether a text says, or points at, the answer to an item: compared with the key here, which no model is given.

The rule, for each kind: a number, formula, word or phrase that the marker would call right is the answer, in whatever
spelling. Where the answer stands among what is shown (choices, true or false, sides to match, steps to order), a text
that singles some out tells it, the wrong ones too: else what is held back would tell which one is right. What repeats a
whole sentence of the question, or of a hint that was taken, word for word, tells nothing new.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from carrel.assessment.marking import mark
from carrel.assessment.marking.true_false import FALSE, TRUE
from carrel.assessment.model import Item
from carrel.assessment.word_lists import lines, listed, meanings
from carrel.flows.coaching.disguises import decoded, spelled
from carrel.library.packs.plain import figures, folded, number, squeezed

_REPEATED = 4
"""A sentence of so many words that stands in what is shown is only repeated."""

_LONGEST_SPAN = 5
_SHORTEST_SPELLED = 4
_OTHER_LENGTH = 4
_OTHER_LETTERS = 5
_MOST_FORMULAS = 12
_LONGEST_FORMULA = 200

_LABEL = re.compile(
    r"(?<![\w'’.$])\(?(?P<letter>[B-Zb-z])(?![\w'’$])"
    r"|(?<![\w'’.$])\(?(?P<first>[Aa])(?=\)|[.:!]?\s*$)"
    r"|\b(?i:option|choice|answer|letter|number|statement)\s+(?:is\s+)?\(?(?P<named>[A-Za-z]|\d{1,2})(?!\w)"
    r"|\b(?P<ordinal>(?i:first|second|third|fourth|fifth|sixth|last))\s+(?i:one|option|choice|answer|statement)\b"
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_PROSE = re.compile(r"(?<!\\)[^\W\d_]{2,}|[$;:!?]")
_FUNCTIONS = {"sin", "cos", "tan", "log", "ln", "exp", "sqrt", "pi", "or", "and"}
_FORMULA = re.compile(r"[\w]")
_FIRST_WORD = re.compile(r"[\W_]*(\w+)\s*(?:[^\w\s]|$)")
_TOKEN = re.compile(r"\S+")
_EDGES = " .,;:!?()[]{}\"'“”‘’«»*_`$"


class Secret:
    """What must not be said of an item that is open.

    given: the texts that are shown of it, question and hints. tried: what was answered and is not right.
    """

    def __init__(self, item: Item, given: Sequence[str], tried: Sequence[str] = ()) -> None:
        self._item = item
        texts = [choice.text for choice in item.choices]
        self._ruled_out = {at for answer in tried for at in _chosen(texts, answer)} if not item.multiple else set()
        self._given = [folded(text) for text in given]
        self._formulas = squeezed(" ".join(given))

    def is_told(self, text: str, before: str = "") -> bool:
        """Whether this sentence tells the answer, or does so together with what was said before it in the reply."""
        if self._repeats(text):
            return False
        said = _TELLS[self._item.kind]
        if said(self, text) or (before and said(self, f"{before[-_TAIL:]} {text}")):
            return True
        if any(said(self, plain) for plain in decoded(text) if plain):
            return True
        whole = f"{before[-_LOOKED_BACK:]}{text}"
        return any(key in folded(plain).replace(" ", "") for plain in spelled(whole) for key in self._words)

    def judges(self, text: str) -> bool:
        """Whether this sentence says of an answer that it is right or wrong: that is never for a model to say."""
        plain = f" {folded(text)} "
        nod = _FIRST_WORD.match(text)
        return bool(nod and folded(nod[1]) in listed("nods")) or any(
            f" {' '.join(phrase)} " in plain for phrase in lines("judgements")
        )

    def _repeats(self, text: str) -> bool:
        plain = folded(text)
        return len(plain.split()) >= _REPEATED and any(f" {plain} " in f" {given} " for given in self._given)

    @cached_property
    def _words(self) -> list[str]:
        """The keys that are long enough to be spelled out, without spaces."""
        item = self._item
        keys = [*item.answers] if item.kind == "text" else [key for gap in item.gaps for key in gap.answers]
        keys += [item.model_answer, *(choice.text for choice in item.choices if choice.right)]
        plain = (folded(key).replace(" ", "") for key in keys)
        return [key for key in plain if len(key) >= _SHORTEST_SPELLED and not key.isdigit()]

    def number(self, text: str) -> bool:
        """Whether a number in it is marked right, or lacks only its unit."""
        if self._names_value(text):
            return True
        tokens = [token.strip(_EDGES) for token in _TOKEN.findall(text)]
        starts = [at for at, token in enumerate(tokens) if _is_number_word(token)]
        spans = (" ".join(tokens[at : at + size]) for at in starts for size in range(1, _LONGEST_SPAN + 1))
        return any(mark(self._item, span).verdict in {"right", "partly"} for span in dict.fromkeys(spans) if span)

    def _names_value(self, text: str) -> bool:
        values = {number(key.rpartition("=")[2]) for key in self._item.answers} - {None}
        return any(figure.value in values for figure in figures(text))

    def formula(self, text: str) -> bool:
        """Whether a formula in it, other than those of the question, is marked right."""
        return any(mark(self._item, one).verdict in {"right", "partly"} for one in self._formulas_in(text))

    def _formulas_in(self, text: str) -> Iterator[str]:
        found: dict[str, None] = {}
        for run in _PROSE.sub(_cut, text).split("\n"):
            whole = run.strip(" .,*_`“”\"'")
            sides = whole.split("=") if "=" in whole else []
            for one in (whole, *(side.strip(" .,") for side in sides)):
                if _FORMULA.search(one) and len(one) <= _LONGEST_FORMULA and squeezed(one) not in self._formulas:
                    found[one] = None
        yield from list(found)[:_MOST_FORMULAS]

    def words(self, text: str) -> bool:
        """Whether a word or phrase in it is marked right."""
        return _says(self._item, self._item.answers, text)

    def gaps(self, text: str) -> bool:
        """Whether a word in it fills a gap."""
        return any(
            _says(replace(self._item, kind="text", answers=gap.answers, gaps=()), gap.answers, text)
            for gap in self._item.gaps
        )

    def choices(self, text: str) -> bool:
        """Whether it singles out some of the choices, by their words, letters or numbers."""
        named = _chosen([choice.text for choice in self._item.choices], text)
        return len(named) < len(self._item.choices) and bool(named - self._ruled_out)

    def truth(self, text: str) -> bool:
        """Whether it says one of true and false, and not the other."""
        said = set(folded(text).split())
        return bool(said & _TRUE) != bool(said & _FALSE)

    def sides(self, text: str) -> bool:
        """Whether it names something from the side that is to be matched."""
        return bool(_named(list(dict.fromkeys(right for _left, right in self._item.pairs)), text))

    def steps(self, text: str) -> bool:
        """Whether it names a step: one after the other, they would be an order."""
        return bool(_named(list(self._item.sequence), text))

    def points(self, text: str) -> bool:
        """Whether it says a point that a full answer makes."""
        if self._item.model_answer and f" {folded(self._item.model_answer)} " in f" {folded(text)} ":
            return True
        return any(point.found == "present" for point in mark(self._item, text).points)


_TAIL = 60
_LOOKED_BACK = 1000
"""Characters before a sentence that are looked at together with it: an answer may be cut in two, or spelled out."""

_TRUE, _FALSE = ({folded(word) for word in said if len(word) > 1} for said in (TRUE, FALSE))

_TELLS: dict[str, Callable[[Secret, str], bool]] = {
    "choice": Secret.choices,
    "true_false": Secret.truth,
    "numeric": Secret.number,
    "expression": Secret.formula,
    "text": Secret.words,
    "cloze": Secret.gaps,
    "match": Secret.sides,
    "order": Secret.steps,
    "open": Secret.points,
}


def _chosen(choices: Sequence[str], text: str) -> set[int]:
    """Which of the choices a text names, by their words, letters, numbers or places."""
    labels = {_place(found, len(choices)) for found in _LABEL.finditer(text)}
    return _named(choices, text) | {at for at in labels if 0 <= at < len(choices)}


def _place(found: re.Match[str], count: int) -> int:
    """The place among so many choices that a letter, number or ordinal means, from 0; -1 for none."""
    if found["ordinal"]:
        word = found["ordinal"].casefold()
        return count - 1 if word == "last" else _ORDINALS.index(word)
    label = (found["letter"] or found["first"] or found["named"]).casefold()
    return int(label) - 1 if label.isdigit() else _ALPHABET.find(label)


def _cut(found: re.Match[str]) -> str:
    """Where prose cuts a formula from the next one; names of functions, and letters that are multiplied, do not."""
    word = found[0].casefold()
    is_formula = word in _FUNCTIONS or (len(word) == 2 and word.isalpha() and word not in listed("small_words"))
    return found[0] if is_formula else "\n"


def _is_number_word(token: str) -> bool:
    plain = token.casefold()
    return any(letter.isnumeric() for letter in plain) or any(part in _NUMERALS for part in plain.split("-"))


_SIGN = re.compile(r"[“\"'‘(]([^\w\s]{1,3})[”\"'’)]|(?<!\S)([^\w\s]{1,3})(?!\S)")
_NUMERALS = {*meanings("numerals"), *meanings("parts"), "a", "an"}


def _says(item: Item, keys: Sequence[str], text: str) -> bool:
    """Whether a run of words as long as a key is one, for the marker too, or a key without words stands by itself."""
    tokens = [token.strip(_EDGES) for token in _TOKEN.findall(text)]
    tokens = [token for token in tokens if token]
    plain = f" {folded(text)} "
    if any(folded(key) and f" {folded(key)} " in plain for key in keys):
        return True
    signs = {sign for pair in _SIGN.findall(text) for sign in pair if sign}
    if any(key.strip() in signs for key in keys):
        return True
    sizes = {len(key.split()) for key in keys}
    spans = {" ".join(tokens[at : at + size]) for size in sizes for at in range(len(tokens) - size + 1)}
    near = (span for span in spans if any(_is_near(span, key) for key in keys))
    return any(mark(item, span).verdict == "right" for span in near)


def _is_near(span: str, key: str) -> bool:
    """Whether the marker may take the one for the other: it forgives a slip, an ending, and how a number is written."""
    if any(letter.isnumeric() for letter in span + key):
        return True
    return (
        abs(len(span) - len(key)) <= _OTHER_LENGTH and len(set(span.casefold()) ^ set(key.casefold())) <= _OTHER_LETTERS
    )


def _named(pieces: Sequence[str], text: str) -> set[int]:
    """Which of the pieces a text names: all the words by which a piece differs from every other one stand in it."""
    plain = f" {folded(text)} "
    said = set(plain.split())
    words = [set(folded(piece).split()) for piece in pieces]
    named = set()
    for at, own in enumerate(words):
        others = set[str]().union(*(one for other, one in enumerate(words) if other != at))
        telling = own - others
        whole = folded(pieces[at])
        if (telling <= said) if telling else (f" {whole} " in plain if whole else pieces[at].strip() in text):
            named.add(at)
    return named
