"""Chooses products of a catalogue by what somebody wishes for, by code alone, and says of each why.

Nothing is said of a product that does not stand in the catalogue: each reason is an attribute as it stands there.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from carrel.base.matching import WORD, folded
from carrel.base.sentences import sentences
from carrel.base.stems import stem
from carrel.base.words import _
from carrel.desk.catalogue.amounts import Amount, amounts, grades, is_money, unit_of_heading
from carrel.desk.catalogue.wish_words import wish_words
from carrel.desk.catalogue.wishes import Compared, Graded, Wish, Word, wish
from carrel.desk.model import Product

MOST = 5
_NEAR = 0.5
"""What meets less than so much of what the best one meets is not worth naming beside it."""

_IN_TEXT = 0.4
"""What a word in the description counts, beside one among the attributes."""


@dataclass(frozen=True)
class Reason:
    """A wish in its own words, and the attribute that meets it or not, as it stands in the catalogue.

    value: empty where the catalogue says nothing of it; name is empty then, too, or names where one would look.
    """

    wish: str
    name: str
    value: str

    def sentence(self) -> str:
        """The reason in a few words, such as "under 50 €: Price 39.90 €"."""
        if not self.value:
            return _("{wish}: the catalogue does not say").format(wish=self.wish)
        return _("{wish}: {name} {value}").format(wish=self.wish, name=self.name, value=self.value)


@dataclass(frozen=True)
class Recommended:
    """A product with what it meets of the wish, and what it does not."""

    product: Product
    fits: tuple[Reason, ...]
    misses: tuple[Reason, ...]


@dataclass(frozen=True)
class Recommendation:
    """What was found, the best first. unknown: words of the wish that no product has; meets_all: whether the first one
    meets every amount and class that was asked for.
    """

    found: tuple[Recommended, ...]
    unknown: tuple[str, ...] = ()
    meets_all: bool = True


def recommend(products: Sequence[Product], text: str, most: int = MOST) -> Recommendation:
    """The products that meet best what the text wishes for, at most so many.

    One that misses an amount, a class, or has what is not wanted, is named only where none misses less; among those,
    one that is otherwise than a word says (indoor where outdoor is wished for) only where none is so less.
    """
    asked = wish(text)
    catalogue = _Catalogue(products, asked)
    judged = [one for product in products if (one := catalogue.judge(product)) is not None]
    fewest = min(((one.missed, one.contrary) for one in judged), default=(0, 0))
    best = sorted((one for one in judged if (one.missed, one.contrary) == fewest), key=lambda one: -one.score)[:most]
    near = (one.told for one in best if one.score >= _NEAR * best[0].score)
    return Recommendation(tuple(near), catalogue.unknown(), fewest[0] == 0)


@dataclass(frozen=True)
class _Judged:
    """missed: amounts, classes and what is not wanted. contrary: words that an attribute gainsays."""

    told: Recommended
    missed: int
    contrary: int
    score: float


class _Catalogue:
    """The products with how many of them have each word of a wish, and in which columns it stands."""

    def __init__(self, products: Sequence[Product], asked: Wish) -> None:
        self._asked = asked
        self._columns = {
            word.stem: {name for one in products for name, value in one.attributes if word.stem in _stems(value)}
            for word in asked.words
        }
        self._share = {
            word.stem: sum(self._word(one, word)[1] > 0 for one in products) / max(1, len(products))
            for word in asked.words
        }
        self._count = len(products)

    def unknown(self) -> tuple[str, ...]:
        """The words that no product has."""
        return tuple(word.said for word in self._asked.words if not self._share[word.stem] and not word.is_unwanted)

    def judge(self, product: Product) -> _Judged | None:
        """What the product meets and what not; None where it meets nothing."""
        fits: list[Reason] = []
        misses: list[Reason] = []
        missed, contrary, score = 0, 0, 0.0
        for reason, is_met in self._hard(product):
            (fits if is_met else misses).append(reason)
            missed += not is_met
            score += is_met
        for word in self._asked.words:
            share = self._share[word.stem]
            if word.is_unwanted or not share:
                continue
            weight = math.log((1 + self._count) / (0.5 + share * self._count))
            reason, worth = self._word(product, word)
            if worth:
                fits.append(reason)
            else:
                misses.append(reason)
                contrary += bool(reason.value)
            score += worth * weight
        return _Judged(Recommended(product, tuple(fits), tuple(misses)), missed, contrary, score) if fits else None

    def _hard(self, product: Product) -> Iterator[tuple[Reason, bool]]:
        """The wishes that a product meets or not."""
        for compared in self._asked.compared:
            yield _amount(product, compared)
        for graded in self._asked.graded:
            yield _grade(product, graded)
        for word in self._asked.words:
            if word.is_unwanted and self._share[word.stem]:
                reason, worth = self._word(product, word)
                said = _("without {word}").format(word=word.said)
                if worth:
                    yield Reason(said, reason.name, reason.value), False
                elif reason.value:
                    yield Reason(said, reason.name, reason.value), True

    def _word(self, product: Product, word: Word) -> tuple[Reason, float]:
        """Where the product has the word, and what that counts, 0 where it has not.

        Where the word is a value of some column, what stands in that column decides, and not the description.
        """
        for name, value in product.attributes:
            if word.stem in _stems(value):
                return Reason(word.said, name, value), 1.0
        for name, value in product.attributes:
            if word.stem in _stems(name) and folded(value) in wish_words().yes:
                return Reason(word.said, name, value), 1.0
        if word.stem in _stems(product.name):
            return Reason(word.said, _("Name"), product.name), 1.0
        for name, value in product.attributes:
            if name in self._columns[word.stem] or (word.stem in _stems(name) and folded(value) in wish_words().no):
                return Reason(word.said, name, value), 0.0
        if word.stem in _stems(product.text):
            return Reason(word.said, _("Description"), _sentence(product.text, word.stem)), _IN_TEXT
        return Reason(word.said, "", ""), 0.0


def _amount(product: Product, compared: Compared) -> tuple[Reason, bool]:
    """The attribute that meets the amount, else the one that does not, else that there is none."""
    there = [(name, value) for name, value, amount in _amounts(product) if amount.kind == compared.kind]
    named = [one for one in there if compared.of and compared.of in _stems(one[0])]
    for name, value, amount in _amounts(product):
        if amount.kind == compared.kind and (name, value) in (named or there) and compared.fits(amount):
            return Reason(compared.said, name, value), True
    if not there and product.price and is_money(compared.kind):
        there = [(_("Price"), product.price)]  # in another currency, with which nothing is compared
    name, value = (named or there or [("", "")])[0]
    return Reason(compared.said, name, value), False


def _amounts(product: Product) -> Iterator[tuple[str, str, Amount]]:
    """The amounts of a product with the attribute that each stands in; the price is one of them."""
    if product.price:
        yield from ((_("Price"), product.price, one) for one in amounts(folded(product.price)) if is_money(one.kind))
    for name, value in product.attributes:
        yield from ((name, value, one) for one in amounts(folded(value), unit_of_heading(name)))


def _grade(product: Product, graded: Graded) -> tuple[Reason, bool]:
    other: Reason | None = None
    for name, value in product.attributes:
        for grade in grades(folded(value)):
            if grade.letters == graded.grade.letters:
                if grade.is_as_good_as(graded.grade):
                    return Reason(graded.said, name, value), True
                other = other or Reason(graded.said, name, value)
    return other or Reason(graded.said, "", ""), False


@lru_cache(maxsize=20_000)
def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, WORD.findall(folded(text))))


def _sentence(text: str, wanted: str) -> str:
    """The sentence of the description in which the word stands, as it stands there."""
    for first, last in sentences(text):
        if wanted in _stems(text[first:last]):
            return text[first:last]
    return text
