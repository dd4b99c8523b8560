"""Texts that are nearly the same, found without comparing each with each."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from carrel.base.matching import folded
from carrel.base.work import Cancel

LEAST_ALIKE = 0.7
"""The share of runs of letters (Jaccard) from which two texts are nearly the same."""

_RUN = 5
"""Letters in a run: enough to tell words apart, and no word has to be found in a script without spaces."""


def plain(text: str) -> str:
    """The text without what makes no other text of it: capitals, accents, marks and blanks."""
    return " ".join(re.findall(r"\w+", folded(text)))


def runs(text: str) -> frozenset[str]:
    """The runs of letters of a text; a short text is its only one."""
    held = plain(text)
    return frozenset(held[at : at + _RUN] for at in range(max(len(held) - _RUN + 1, 1))) if held else frozenset()


def alike(texts: Sequence[str], cancel: Cancel) -> Iterator[tuple[int, int, float]]:
    """Each pair of places whose texts are nearly the same, the later one first, with how much: 0.7 to 1.

    Pairs that cannot be alike are not looked at: two sets that share a share t of their union also share one of the
    rarest |x| − ⌈t|x|⌉ + 1 members of each (prefix filtering; Bayardo, Ma and Srikant, WWW 2007), so that only those
    are looked up. Nothing is left to chance. Raises Stopped.
    """
    held = [runs(text) for text in texts]
    common = Counter(run for one in held for run in one)
    seen: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(held):
        cancel.check()
        rarest = sorted(one, key=lambda run: (common[run], run))[: len(one) - math.ceil(LEAST_ALIKE * len(one)) + 1]
        for other in sorted({earlier for run in rarest for earlier in seen[run]}):
            share = len(one & held[other]) / len(one | held[other])
            if share >= LEAST_ALIKE:
                yield place, other, share
        for run in rarest:
            seen[run].append(place)
