"""What an answer asserts and what it denies, clause by clause."""

from __future__ import annotations

import re
from dataclasses import dataclass

NO_WORDS = frozenset(
    "not no never nor neither none without cannot cant isnt arent wasnt werent dont doesnt didnt wont wouldnt shouldnt couldnt "
    "hasnt havent hadnt aint hardly false untrue wrong incorrect myth lacks lack lacking except excluding unlike".split()
)
"""Words, without apostrophes, that deny what stands with them in a clause."""

_INSTEAD = "rather than|instead of|as opposed to|in place of|other than|anything but|everything but|the opposite of"
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
_CUT = re.compile(
    r"[,;:()\[\]\n]| – |\.(?=\s|$)|[!?]|\b(?:but|however|although|though|yet|whereas|while)\b"
    rf"|(?=\b(?:{_INSTEAD})\b)|{_NO_COPULA}\s(?=not\b)",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:not(?! only\b| just\b)|no|never|nor|neither|none|without|cannot|hardly|false|untrue|wrong|incorrect|myth|lacks?|lacking|except"
    r"|excluding|unlike)\b|\bnon-"
    rf"|\b(?:{_INSTEAD})\b"
    r"|n['’]t\b|\b(?:isnt|arent|wasnt|werent|dont|doesnt|didnt|wont|wouldnt|shouldnt|couldnt|hasnt|havent|hadnt|aint|cant)\b",
    re.IGNORECASE,
)
_DASHES = str.maketrans({"—": " – ", "–": " – "})


@dataclass(frozen=True)
class Clause:
    """A piece of an answer between two breaks; denials: how many words in it deny."""

    text: str
    denials: int

    @property
    def denies(self) -> bool:
        """Whether what it names is denied; two denials may cancel, so that only code that knows better should ask."""
        return self.denials > 0


def clauses(text: str) -> list[Clause]:
    """The clauses of the text in order, the broken-off “not …” of a clause being one of its own."""
    pieces = (piece.strip() for piece in _CUT.split(text.translate(_DASHES)))
    return [Clause(piece, len(_DENIES.findall(piece))) for piece in pieces if piece]
