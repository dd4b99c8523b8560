"""Asks about a source without any model: terms, figures, names and dates that its own sentences hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from carrel.assessment.making import keys as of
from carrel.assessment.making.distractors import Pool, distractors
from carrel.assessment.making.model import Definition, Key, Made, Sentence
from carrel.assessment.making.shapes import gap_choice, gap_cloze, matching, name_term, which_term
from carrel.base.stamp import derived_id
from carrel.flows.examine.following import follows, keys_of
from carrel.flows.examine.source import Matter

MOST = 40
"""Items that are made of one source at a time."""

MOST_OF_A_FIGURE = 2
"""How often one figure may be the answer in a source."""

MOST_PAIRS, FEWEST_PAIRS, LONGEST_SIDE = 4, 3, 140

_WEIGHT = {"term": 0, "year": 1, "number": 1, "day": 2, "month": 2, "date": 2, "spelled": 3, "name": 4}
"""Which key of a sentence is asked for first."""


def by_code(matter: Matter) -> list[Made]:
    """The items, well mixed over the source; one a sentence, and each was checked."""
    pool = _pool(matter)
    singles = _apart([made for one in matter.sentences if (made := _best(one, pool, matter)) is not None])
    pairs = [made for made in _matches(matter) if follows(made, matter.all)]
    return [*_spread(singles)[:MOST], *pairs][: MOST + 2]


def _pool(matter: Matter) -> Pool:
    found = [key for one in matter.sentences for key in of.keys(one)]
    terms = [key.text for key in found if key.kind == "term"]
    explained = [one for each in matter.sentences if (one := of.definition(each)) is not None]
    acts = frozenset(one.term for one in explained if one.says.startswith("to "))
    names = {key.text for key in found if key.kind == "name"}
    said = " ".join(matter.all)
    plain = {name for name in names if f" {name.lower()} " in said}  # a word that only stood in a title
    return Pool([key for key in found if key.text not in plain], tuple(dict.fromkeys(terms)), acts)


def _best(sentence: Sentence, pool: Pool, matter: Matter) -> Made | None:
    """The first sound item of a sentence."""
    known = {key.text for key in pool.keys}
    found = sorted((key for key in of.keys(sentence) if key.text in known), key=lambda key: _WEIGHT[key.kind])
    for key in found:
        for made in _shapes(key, sentence, pool):
            if follows(made, matter.all):
                return made
    return None


def _shapes(key: Key, sentence: Sentence, pool: Pool) -> Iterator[Made]:
    """What can be made of one key, in turn a choice or a gap to fill."""
    wrong = distractors(key, sentence, pool)
    defined = of.definition(sentence)
    if defined is not None and defined.term == key.text:
        if wrong:
            yield which_term(defined, wrong)
        yield name_term(defined) if sentence.listed else gap_cloze(key, sentence)
        return
    recalled = key.kind not in {"name", "day", "month", "spelled"}
    if recalled and int(derived_id(sentence.text)[-1], 16) % 2:
        yield gap_cloze(key, sentence)
    if wrong:
        yield gap_choice(key, sentence, wrong)
    elif recalled:
        yield gap_cloze(key, sentence)


def _matches(matter: Matter) -> Iterator[Made]:
    """Terms and what they are, from definitions that stand one below the other."""
    run: list[Definition] = []
    for one in matter.sentences:
        defined = of.definition(one) if one.listed else None
        short = defined is not None and len(defined.says) <= LONGEST_SIDE
        if run and (not short or run[-1].sentence.part != one.part):
            yield from _of_run(run, matter)
            run = []
        if defined is not None and short:
            run.append(defined)
    yield from _of_run(run, matter)


def _of_run(run: Sequence[Definition], matter: Matter) -> Iterator[Made]:
    for at in range(0, len(run), MOST_PAIRS):
        chosen = run[at : at + MOST_PAIRS]
        if len(chosen) >= FEWEST_PAIRS:
            yield matching(chosen, _whole(chosen, matter))


def _whole(chosen: Sequence[Definition], matter: Matter) -> Sentence:
    """The span from the first definition to the last; what stands between belongs to it."""
    first, last = chosen[0].sentence, chosen[-1].sentence
    quote = matter.texts[first.part][first.first : last.last]
    text = "; ".join(f"{one.term}: {one.says}" for one in chosen)
    return Sentence(
        text, first.document, quote, first.part, first.first, last.last, first.locator, first.heading, "", listed=True
    )


def _apart(found: Sequence[Made]) -> list[Made]:
    """Without those whose answer was asked for already: a term once, a figure twice."""
    counts: Counter[str] = Counter()
    kept: list[Made] = []
    for made in found:
        item = made.item
        key = next(iter(keys_of(item)))
        counts[key.casefold()] += 1
        if counts[key.casefold()] <= (MOST_OF_A_FIGURE if key[:1].isdigit() or key.casefold() in of.spelled() else 1):
            kept.append(made)
    return kept


def _spread(found: Sequence[Made]) -> list[Made]:
    """Taken in turn from each part of the source, so that a short quiz is about all of it."""
    by_part: dict[tuple[int, str], list[Made]] = {}
    for made in found:
        by_part.setdefault((made.sentence.part, made.sentence.heading), []).append(made)
    return [made for row in zip_longest(*by_part.values()) for made in row if made is not None]
