"""Asks about a source without any model: terms, figures, names and dates that its own sentences hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest

from carrel.assessment.making import keys as of
from carrel.assessment.making.distractors import Pool, distractors
from carrel.assessment.making.model import Definition, Key, Made, Sentence
from carrel.assessment.making.shapes import gap_choice, gap_cloze, matching, name_term, which_term
from carrel.base.stamp import derived_id
from carrel.base.work import Cancel
from carrel.flows.examine.following import follows, keys_of
from carrel.flows.examine.source import Matter

MOST, MOST_MATCHES = 40, 2
"""Items of one sentence, and those of several, that are made of one source."""

MOST_OF_A_FIGURE = 2
"""How often one figure may be the answer in a source."""

MOST_PAIRS, FEWEST_PAIRS, LONGEST_SIDE = 4, 3, 140

_WEIGHT = {"term": 0, "year": 1, "number": 1, "day": 2, "month": 2, "date": 2, "spelled": 3, "name": 4}
"""Which key of a sentence is asked for first."""


def by_code(matter: Matter, cancel: Cancel | None = None) -> list[Made]:
    """The items, well mixed over the source; one a sentence, and each was checked. Raises Stopped."""
    cancel = cancel or Cancel()
    pool = _pool(matter, cancel)
    counts: Counter[str] = Counter()
    singles: list[Made] = []
    for one in _spread(matter.sentences):
        cancel.check()
        made = _best(one, pool, matter, counts)
        if made is not None:
            counts[keys_of(made.item)[0].casefold()] += 1
            singles.append(made)
        if len(singles) == MOST:
            break
    pairs = (made for made in _matches(matter) if follows(made, matter.all))
    return [*singles, *islice(pairs, MOST_MATCHES)]


def _pool(matter: Matter, cancel: Cancel) -> Pool:
    found: list[Key] = []
    for one in matter.sentences:
        cancel.check()
        found += of.keys(one)
    terms = [key.text for key in found if key.kind == "term"]
    explained = [told for each in matter.sentences if (told := of.definition(each)) is not None]
    acts = frozenset(one.term for one in explained if one.says.startswith("to "))
    names = {key.text for key in found if key.kind == "name"}
    said = " ".join(matter.all)
    plain = frozenset(name for name in names if f" {name.lower()} " in said)  # a word that only stood in a title
    return Pool([key for key in found if key.text not in plain], tuple(dict.fromkeys(terms)), acts, plain)


def _best(sentence: Sentence, pool: Pool, matter: Matter, counts: Counter[str]) -> Made | None:
    """The first sound item of a sentence; counts: how often each answer is asked for already."""
    fresh = (key for key in of.keys(sentence) if key.text not in pool.described and _is_fresh(key, counts))
    for key in sorted(fresh, key=lambda key: _WEIGHT[key.kind]):
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


def _is_fresh(key: Key, counts: Counter[str]) -> bool:
    """Whether it may be asked for: a term once, a figure twice."""
    figure = key.kind in {"number", "year", "date", "spelled"}
    return counts[key.text.casefold()] < (MOST_OF_A_FIGURE if figure else 1)


def _spread(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Taken in turn from each part of the source, so that a short quiz is about all of it."""
    by_part: dict[tuple[int, str], list[Sentence]] = {}
    for one in sentences:
        by_part.setdefault((one.part, one.heading), []).append(one)
    return [one for row in zip_longest(*by_part.values()) for one in row if one is not None]
