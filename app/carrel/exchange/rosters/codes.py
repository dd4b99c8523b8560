"""The short codes that stand for pupils in the files of a class, so made that a typing slip is told."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Container
from dataclasses import replace

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.exchange.rosters.api import Roster, RosterPupil

LETTERS = "CDFHJKMNPRTWXY34679"
"""Nineteen signs of which none is taken for another in handwriting, and no vowel, so that no code is a word.

Without 0, 1, 2, 5, 8 and E, a spreadsheet takes no code for a number in another form or for a date.
"""

LENGTH = 6
"""The last sign is made from the others: the sum of all values, each times its place from 1, is divisible by 19.

19 is a prime and every place is below it, so one wrong sign changes the sum, and so do two signs that changed places.
"""

_MANY = len(LETTERS) ** (LENGTH - 1)
_IGNORED = str.maketrans("", "", " -‐‑–_.")

Chance = Callable[[int], int]
"""A whole number from 0 to below the given one, such as ``secrets.randbelow``."""


class CodeRefused(CarrelError):
    """What was typed is no roster code; there is a slip in it."""


def new_code(chance: Chance, taken: Container[str]) -> str:
    """A code that is not taken yet; two codes differ in two signs at least."""
    number = chance(_MANY)
    while (code := _code(number)) in taken:
        number = (number + 1) % _MANY
    return code


def checked(typed: str) -> str:
    """The code that was typed, in capitals and without spaces or hyphens; raises CodeRefused, told what the slip is."""
    code = unicodedata.normalize("NFKC", typed).translate(_IGNORED).upper()
    strange = next((sign for sign in code if sign not in LETTERS), None)
    if strange is not None:
        raise _refused(_("“{sign}” is in no roster code.").format(sign=strange))
    if len(code) != LENGTH:
        raise _refused(_("A roster code has {length} letters and digits, no more and no fewer.").format(length=LENGTH))
    if _sum(code):
        raise _refused(_("There is a slip in this roster code."))
    return code


def with_codes(roster: Roster, chance: Chance) -> Roster:
    """The roster in which every pupil has a code; one who stands in two classes under one id has one code."""
    taken = {pupil.code for pupil in roster.pupils()}
    known = {pupil.external_id: pupil.code for pupil in roster.pupils() if pupil.external_id and pupil.code}

    def coded(pupil: RosterPupil) -> RosterPupil:
        code = pupil.code or known.get(pupil.external_id, "")
        if not code:
            code = new_code(chance, taken)
            taken.add(code)
            if pupil.external_id:
                known[pupil.external_id] = code
        return replace(pupil, code=code)

    classes = tuple(replace(one, pupils=tuple(map(coded, one.pupils))) for one in roster.classes)
    return replace(roster, classes=classes)


def _code(number: int) -> str:
    signs = ""
    for _place in range(LENGTH - 1):
        number, value = divmod(number, len(LETTERS))
        signs += LETTERS[value]
    return next(code for last in LETTERS if not _sum(code := signs + last))


def _sum(code: str) -> int:
    return sum(place * LETTERS.index(sign) for place, sign in enumerate(code, 1)) % len(LETTERS)


def _refused(what: str) -> CodeRefused:
    return CodeRefused(what, _("Look at the code again, and type it as it stands there."))
