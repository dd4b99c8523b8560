"""What kind of answer a question demands, and whether a sentence holds one: an amount, a moment, the largest of a kind.

In English; elsewhere nothing is demanded.
"""

from __future__ import annotations

import re

_COUNTED = (
    "[0-9]|\\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy"
    "|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|half|halves|thirds?|quarters?|twice|once|few"
    "|several|doubl\\w+"
)
_VAGUE = re.compile(r"\b(?:no|none|zero|many|most|all|every|each|nearly|equal|same|exactly)\b", re.IGNORECASE)
_NUMBER = re.compile(rf"{_COUNTED})\b", re.IGNORECASE)
_MOMENTS = (
    "centur(?:y|ies)|ago|today|yesterday|january|february|march|april|june|july|august|september|october|november"
    "|december|(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
)

HOW_MANY = re.compile(r"\bhow (?:many|much)\b ?([^\W\d_]*)", re.IGNORECASE)
WHEN = re.compile(
    r"\b(?:when (?:did|was|were|will|is|are|does|do|has|to)|(?:which|what) (?:year|century|date|day))\b", re.IGNORECASE
)
WHO = re.compile(
    r"\b(?:who|whom|whose|(?:which|what) (?:countr(?:y|ies)|cit(?:y|ies)|towns?|rivers?|continents?|nations?))\b",
    re.IGNORECASE,
)

_DEMANDED = (
    (
        re.compile(
            r"\bhow (?:old|long|tall|high|deep|far|fast|heavy|large|big|wide|hot|warm|cold|often)\b", re.IGNORECASE
        ),
        _NUMBER,
    ),
    (
        re.compile(r"\b(?:(?:which|what) (?:year|century|date)|when (?:did|was|were))\b", re.IGNORECASE),
        re.compile(rf"[0-9]{{3,4}}|\b(?:[0-9]+ ?(?:bc|ad|bce|ce)|{_MOMENTS})\b", re.IGNORECASE),
    ),
    (
        WHEN,
        re.compile(
            rf"{_COUNTED}|{_MOMENTS}|when|if|after|before|during|while|until|always|never|now|noon|midnight|morning"
            r"|evening|nights?|days?|weeks?|months?|years?|hours?|minutes?|seconds?|spring|summer|autumn|winter)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(
            r"\b(?:(?:which|what|who|where)\b.*\b(?:most|least|fewest)\b(?! (?:of|people|often|likely))"
            r"|(?:the|\w+['’]s) (?:[^\W\d_]+[ -])?[^\W\d_]{2,}est\b)",
            re.IGNORECASE,
        ),
        re.compile(r"\b(?:most|least|fewest|best|worst|first|last|only|[^\W\d_]{2,}est)\b", re.IGNORECASE),
    ),
    (
        re.compile(
            r"\bhow (?:is|are|was|were)\b.*\b(?:made|built|produced|formed|created|manufactured)\b", re.IGNORECASE
        ),
        re.compile(r"\b(?:ma[dk]e|ma(?:kes|king)|buil[dt]|produc|form|creat|manufactur|grow|becom)", re.IGNORECASE),
    ),
    (
        re.compile(
            r"\bwho (?:first )?(?:wrote|invented|discovered|painted|founded|composed|built|designed|made)\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:wr[io]t|invent|discover|found|paint|compos|buil[dt]|design|author|by\b|creat|develop|publish|describ"
            r"|ma[dk]e|introduc|propos|show|work)",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"\bwho (?:first )?(?:named|called|gave|coined)\b", re.IGNORECASE),
        re.compile(r"\b(?:named?|call(?:ed|s)?|gave|given|coined|term)\b", re.IGNORECASE),
    ),
)
"""What asks, and what its answer holds."""


def meets(asked: str, told: str, *, is_counted: bool = True) -> bool:
    """Whether a sentence holds the kind of thing that is asked for.

    is_counted: what is counted stands in the sentence itself. Only then are "many", "no" or "most" an amount: "most of
    them orbit Jupiter" does not say how many moons it has.
    """
    if HOW_MANY.search(asked) and not (_NUMBER.search(told) or (is_counted and _VAGUE.search(told))):
        return False
    return all(answer.search(told) for asks, answer in _DEMANDED if asks.search(asked))
