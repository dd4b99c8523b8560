"""What few counts tell of a share, and few times of the usual one."""

from __future__ import annotations

import math
from collections.abc import Sequence


def wilson(passed: float, tried: int, z: float = 1.959964) -> tuple[float, float]:
    """The interval for a share, 0 to 1; nothing tried says nothing. z: for 95 % confidence, as it is set here.

    Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference", Journal of the
    American Statistical Association 22, 209-212, doi:10.1080/01621459.1927.10502953. It stays within 0 and 1, and holds
    for small counts, where the usual interval does not: Brown, Cai and DasGupta (2001), "Interval estimation for a
    binomial proportion", Statistical Science 16, 101-133.
    """
    if not tried:
        return 0.0, 1.0
    share, spread = passed / tried, z * z / tried
    middle = (share + spread / 2) / (1 + spread)
    half = z * math.sqrt(share * (1 - share) / tried + spread / (4 * tried)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def at_share(values: Sequence[float], share: float) -> float:
    """The smallest of the values that at least this share of them does not exceed (nearest rank); 0 of none."""
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)), 1) - 1] if ordered else 0.0
