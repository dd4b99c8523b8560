"""Where in a letter or a thread people are named, as patterns: the words are those of resources/personal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from carrel.base.personal.letters import BEFORE, DENSE, WORD
from carrel.base.personal.rules import one_of, read

_QUOTE = r"^[>| \t*_]{0,40}"
_POINT = r"(?:[-•]\s*)?"
_COLON = r"\*{0,2}[ \t]?[:：=]\*{0,2}[ \t]*"
_MOMENT = (
    r"(?:[\[(]?(?:\d{1,4}[./\-]\d{1,2}[./\-]\d{1,4},?\s+)?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?[\])]?\s*[-–—]?\s*)"
)
_DATE = r"(?:[^\n]{0,80}?\d{1,2}[:.h年]\d{2}[^\n]{0,12}?|[^\n]{0,80}?\d{4}[^\n]{0,12}?)"
_ADDRESS = r"(?:\s?[<\[(][^\n>]{3,80}[>\])])?"


@dataclass(frozen=True)
class Places:
    """Patterns; the group "it", or "it2" where that is empty, begins with a name.

    honoured: a name with its honorific, without blanks. teller: somebody of whom it is told what they said.
    """

    header: re.Pattern[str]
    wrote: re.Pattern[str]
    salutation: re.Pattern[str]
    closing: re.Pattern[str]
    self: re.Pattern[str]
    self_in_thread: re.Pattern[str]
    field: re.Pattern[str]
    form: re.Pattern[str]
    title: re.Pattern[str]
    speaker: re.Pattern[str]
    honoured: re.Pattern[str]
    teller: re.Pattern[str]


@cache
def places() -> Places:
    """All of them; made once."""
    said = read("names")
    lists = {name: one_of(said[name]) for name in ("headers", "wrote", "salutations", "closings", "fields", "titles")}
    labels = read("patterns")["labels"]
    contacts = [*labels["phone"], *labels["address"], *labels["birthdate"], *labels["id"]]
    name = rf"(?P<it>(?-i:{WORD})[^\n]{{0,60}})"
    joined = f"(?:{'|'.join(said['joiners'])})"
    titled = rf"(?P<it>(?:(?:{'|'.join(said['particles'])})[ \t]+){{0,2}}(?-i:{WORD})[^\n]{{0,60}})"
    flags = re.IGNORECASE | re.MULTILINE

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, flags)

    return Places(
        compiled(rf"{_QUOTE}{lists['headers']}\*{{0,2}}[ \t]?[:：]\*{{0,2}}[ \t]*(?P<it>[^\n]+)"),
        compiled(
            rf"{_QUOTE}(?:{_DATE}[,،:]?\s(?:{lists['wrote']}\s)?(?P<it>[^\n\d,:<>]{{2,60}}){_ADDRESS}\s?"
            rf"(?:{lists['wrote']})?[^\n\w]{{0,3}}[:：]\s*$|{_DATE}{lists['wrote']}\s(?P<it2>[^\n:<>]{{2,60}}))"
        ),
        compiled(
            rf"{_QUOTE}{lists['salutations']}(?:/\w+)?[ \t,،，、]*(?P<it>[^\n,!;:?،！：，。]{{1,60}}?)"
            r"(?=\s*[,!;:?،！：，。\n–—]|\s-|\s*$)"
        ),
        compiled(
            rf"(?:{_QUOTE}|(?P<inside>[.!,?]\s+|[。！，])){lists['closings']}[ \t]*[,!.…،。！，~]*(?P<it>[^\n]*)$"
        ),
        compiled(rf"{one_of(said['selves'])}[ \t:]*{name}"),
        compiled(rf"{one_of(said['selves_in_threads'])},?[ \t]+{name}"),
        compiled(rf"(?:{_QUOTE}{_POINT}|[.;,]\s+){lists['fields']}{_COLON}(?P<it>[^\n]{{1,80}})"),
        compiled(rf"{_QUOTE}{_POINT}(?:e-?mail|{one_of(contacts)}){_COLON}"),
        compiled(rf"{lists['titles']}\.?[ \t]+(?:{joined}[ \t]+{lists['titles']}\.?[ \t]+)?{titled}"),
        compiled(
            rf"{_QUOTE}{_MOMENT}"
            r"(?:[^\n:()\d]{2,20}\((?P<it2>[^()\n\d]{2,40})\)|(?P<it>[^\n:<>()\d]{2,40})(?:\([^\n()]{2,20}\))?):\s"
        ),
        re.compile(rf"(?:(?<![{DENSE}])|(?<=[的好是]))(?P<it>[{DENSE}]{{1,4}}?(?:様|さん|先生|女士|小姐|님|씨))"),
        re.compile(rf"{BEFORE}(?P<it>(?!\w\b){WORD}(?:[ \t]{WORD})?)[ \t](?={one_of(said['tellers'])})"),
    )
