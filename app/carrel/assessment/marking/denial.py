"""What an answer asserts and what it denies, clause by clause."""

from __future__ import annotations

import re
from dataclasses import dataclass

from carrel.assessment.word_lists import listed

NO_WORDS = listed("denials")
"""Words, without apostrophes, that deny what stands with them in a clause."""

_INSTEAD = (
    "rather than|instead of|as opposed to|in place of|other than|"
    "(?:any|every)(?:thing|one|body|where) but|the opposite of"
)
_COPULAS = (
    "is",
    "was",
    "are",
    "were",
    "be",
    "do",
    "does",
    "did",
    "can",
    "could",
    "would",
    "should",
    "will",
    "has",
    "have",
    "'s",
)
_NO_COPULA = "".join(rf"(?<!\b{word})" if word.isalpha() else f"(?<!{word})" for word in _COPULAS)
_SO = (
    r"(?<!\bis )(?<!\bare )(?<!\bdo )(?<!\bnot )(?<!\beven )\bso (?=(?:wrong|it|its|they|their|the|this"
    r"|that['’]?s|that is|these|those|there|we|you|your|he|she|i|a|an|all|only|instead|now|then)\b)"
)
_CUT = re.compile(
    rf"((?<!\d)[,:]|[,:](?!\d)|[;()\[\]\n]| – |\.(?=\s|$)|[!?]|{_SO}|"
    r"(?<!thing )(?<!one )(?<!body )(?<!where )\bbut\b|\b(?:however|although|though|yet|whereas|while"
    r"|therefore|thus|hence)\b"
    rf"|(?=\b(?:{_INSTEAD})\b)|{_NO_COPULA}\s(?=not\b))",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:not(?! only\b| just\b)|no|never|nor|neither|none|without|cannot|hardly|false|untrue|wrong"
    r"|incorrect|myth|lacks?|lacking|except"
    r"|excluding|unlike|nothing (?:at all )?to do with)\b|\bnon-"
    rf"|\b(?:{_INSTEAD})\b"
    r"|n['’]t\b|\b(?:isnt|arent|wasnt|werent|dont|doesnt|didnt|wont|wouldnt|shouldnt|couldnt|hasnt|havent"
    r"|hadnt|aint|cant)\b",
    re.IGNORECASE,
)
_DASHES = str.maketrans({"—": " – ", "–": " – "})


_GOES_ON = re.compile(
    r"\b(?:is|are|was|were|it|its|they|he|she|we|i|you|this|that|these|those|there|do|does|did|can|will|has"
    r"|have|which|who|so|then|because|instead|gets?|got|becomes?|became|goes|went|makes?|made|needs?|means?|runs"
    r"|falls|fell|rises|rose|grows|grew|keeps|kept|stays|stayed|turns|comes|came|gives|gave|takes|took|loses|lost"
    r"|happens|increases|decreases|drops|moves)\b|'",
    re.IGNORECASE,
)
_LAST_LISTED = re.compile(
    r"\s*(?:and|or|nor)\s+(?!so\b|then\b|now\b|because\b|this\b|that\b)\w+(?:\s+\w+)?\s+(?:they|it|we|you|he|she|i)\b",
    re.IGNORECASE,
)
"""The end of a list before the sentence goes on: “without light, warmth, and water they do well”."""
_LONGEST_LISTED = 8


@dataclass(frozen=True)
class Clause:
    """A piece of an answer between two breaks.

    denials: how many words in it deny; two may cancel. carried: it has none itself, and goes on with the list of the
    clause before it, which denies: “without light, carbon dioxide or water”.
    """

    text: str
    denials: int
    carried: bool = False

    @property
    def denies(self) -> bool:
        """Whether what it names is denied."""
        return self.denials > 0


def clauses(text: str) -> list[Clause]:
    """The clauses of the text in order, the broken-off “not …” of a clause being one of its own."""
    found: list[Clause] = []
    pieces = ["", *_CUT.split(text.translate(_DASHES))]
    for separator, piece in zip(pieces[::2], pieces[1::2], strict=True):
        if not piece.strip():
            continue
        own = len(denials(piece))
        carried = not own and separator == "," and bool(found) and found[-1].denies and _lists_on(piece)
        found.append(Clause(piece.strip(), own or int(carried), carried))
    return found


_HEDGED = re.compile(
    r"\b(?:(?:can|could|may|might)(?: (?:also|still|sometimes|often|well|even|easily))? (?:be|go|get|say|give|tell"
    r"|write|produce)(?: \w+)?|(?:sometimes|often|occasionally|at times))"
    r"(?: completely| totally| quite| just)? (?:wrong|incorrect|false|untrue|mistaken)\b(?! (?:that|to (?:say|think)))"
    r"|\b(?:gives?|tells?|produces?|writes?|invents?|makes up)(?: you| us| people)? (?:wrong|incorrect|false|untrue)"
    r" (?:answers?|facts?|things|information|statements?|sentences?|results?)\b",
    re.IGNORECASE,
)
"""“It can be wrong” tells of a thing that it errs, and takes nothing back."""


def unhedged(text: str) -> str:
    """The text without “can be wrong” and the like, which deny nothing that stands beside them."""
    return _HEDGED.sub(" ", text)


def denials(text: str) -> list[str]:
    """The words in it that deny; “neither … nor” does so once."""
    found = [word.casefold() for word in _DENIES.findall(unhedged(text))]
    return [word for word in found if word != "nor" or "neither" not in found]


def _lists_on(piece: str) -> bool:
    if _LAST_LISTED.match(piece):
        return True
    return len(piece.split()) <= _LONGEST_LISTED and not _GOES_ON.search(piece)
