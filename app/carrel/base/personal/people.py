"""Finds the people of a thread where they are named: headers, salutations, signatures, quotations, forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import dropwhile

from carrel.base.personal.letters import DENSE, WORD
from carrel.base.personal.person import Person, is_title, person
from carrel.base.personal.rules import one_of, read

_QUOTE = r"^(?:[>|\s]|\*{1,2}|_)*"
_LONGEST_SIGNATURE = 50
_SENT_FROM = re.compile(r"(?i)^(?:sent from|get outlook|von meinem|envoyé de|enviado desde|inviato da|gesendet)")


@dataclass(frozen=True)
class _Places:
    """The patterns of the places where a name may stand; the group "it" begins with one."""

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


@cache
def _places() -> _Places:
    said = read("names")
    lists = {name: one_of(said[name]) for name in ("headers", "wrote", "salutations", "closings", "fields", "titles")}
    labels = read("patterns")["labels"]
    contacts = [*labels["phone"], *labels["address"], *labels["birthdate"], *labels["id"]]
    name = rf"(?P<it>(?-i:{WORD})[^\n]{{0,60}})"
    flags = re.IGNORECASE | re.MULTILINE
    dates = r"(?:[^\n]{0,80}?\d{1,2}[:.h年]\d{2}[^\n]{0,12}?|[^\n]{0,80}?\d{4}[^\n]{0,12}?)"

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, flags)

    return _Places(
        compiled(rf"{_QUOTE}{lists['headers']}\*{{0,2}}[ \t]?[:：]\*{{0,2}}[ \t]*(?P<it>[^\n]+)"),
        compiled(
            rf"{_QUOTE}(?:{dates}[,،:]?\s(?:{lists['wrote']}\s)?(?P<it>[^\n\d,:<>]{{2,60}})(?:\s?[<\[(][^\n>]{{3,80}}[>\])])?\s?"
            rf"(?:{lists['wrote']})?[^\n\w]{{0,3}}[:：]\s*$|{dates}{lists['wrote']}\s(?P<it2>[^\n:<>]{{2,60}}))"
        ),
        compiled(
            rf"{_QUOTE}{lists['salutations']}[ \t,،]*(?P<it>[^\n,!;:?،！：，。]{{1,60}}?)"
            r"(?=\s*[,!;:?،！：，。\n–—]|\s-|\s*$)"
        ),
        compiled(
            rf"(?:{_QUOTE}|(?P<inside>[.!,?]\s+|[。！，])){lists['closings']}[ \t]*[,!.…،。！，~]*(?P<it>[^\n]*)$"
        ),
        compiled(rf"{one_of(said['selves'])}[ \t:]*{name}"),
        compiled(rf"{one_of(said['selves_in_threads'])}[ \t]+{name}"),
        compiled(rf"{_QUOTE}(?:[-•]\s*)?{lists['fields']}\*{{0,2}}[ \t]?[:：=]\*{{0,2}}[ \t]*(?P<it>[^\n]{{1,80}})"),
        compiled(rf"{_QUOTE}(?:[-•]\s*)?(?:e-?mail|{one_of(contacts)})[ \t]?[:：=]"),
        compiled(rf"{lists['titles']}\.?[ \t]+{name}"),
        compiled(
            rf"{_QUOTE}(?:[\[(]?(?:\d{{1,4}}[./\-]\d{{1,2}}[./\-]\d{{1,4}},?\s+)?\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\s?[ap]m)?[\])]?\s*[-–—]?\s*)"
            r"(?:[^\n:()\d]{2,20}\((?P<it2>[^()\n\d]{2,40})\)|(?P<it>[^\n:<>()\d]{2,40})(?:\([^\n()]{2,20}\))?):\s"
        ),
        re.compile(rf"(?:(?<![{DENSE}])|(?<=[的好是]))(?P<it>[{DENSE}]{{1,4}}?(?:様|さん|先生|女士|小姐|님|씨))"),
    )


def is_thread(text: str) -> bool:
    """Whether the text is a letter, a message or a thread of them: somebody is greeted, signs, or is in a header."""
    places = _places()
    if places.form.search(text) and places.field.search(text):
        return True
    if (
        places.wrote.search(text)
        or len(places.speaker.findall(text)) > 1
        or any(_named(match["it"]) for match in places.salutation.finditer(text))
    ):
        return True
    return len(places.header.findall(text)) > 1 or next(_signatures(text), None) is not None


def people(text: str, *, thread: bool) -> list[Person]:
    """Those who are named in the text, in order, each as written there; thread: what `is_thread` says of all of it."""
    return [
        found
        for found in _people(text, thread=thread)
        if any(len(word) > 1 or not word.isascii() for word in found.words)
    ]


def _people(text: str, *, thread: bool) -> Iterator[Person]:
    places = _places()
    yield from _each(places.self, text)
    if not thread:
        return
    for match in places.header.finditer(text):
        for one in _addressed(match["it"]):
            yield from _known(person(one))
    for match in places.wrote.finditer(text):
        yield from _known(person(match["it"] or match["it2"]))
    for match in places.salutation.finditer(text):
        yield from _named(match["it"])
    yield from _signatures(text)
    yield from _last_line(text)
    for place in (places.self_in_thread, places.field):
        yield from _each(place, text)
    for match in places.speaker.finditer(text):
        yield from _known(person(match["it"] or match["it2"]))
    for match in places.title.finditer(text):
        yield from _known(person(match["it"], title=True))
    for match in places.honoured.finditer(text):
        yield from _known(person(match["it"]))
    yield from _in_addresses(text)


def _each(place: re.Pattern[str], text: str) -> Iterator[Person]:
    for match in place.finditer(text):
        yield from _known(person(match["it"]))


def _known(found: Person | None) -> Iterator[Person]:
    if found is not None:
        yield found


def _addressed(header: str) -> Iterator[str]:
    """The names of the addresses in a header."""
    if "<" not in header and ";" not in header:
        yield from [header] if header.count(",") == 1 and "@" not in header else header.split(",")
        return
    for one in re.split(r";\s*|(?<=>),\s*", header):
        yield one.partition("<")[0]


def _named(greeted: str) -> list[Person]:
    """Those who are greeted: "Anna", "Ms Keller", "Anna and Tom"."""
    found: list[Person] = []
    for one in re.split(rf"\s+(?:{'|'.join(read('names')['joiners'])})\s+", greeted):
        greeting = one.strip()
        who = person(greeting, small=not found)
        if who is None:
            break
        found.append(who)
    return found


def _signatures(text: str) -> Iterator[Person]:
    """Those who sign: behind a closing, or behind two hyphens or a dash."""
    for match in _places().closing.finditer(text):
        same_line = match["it"].strip(" ,.!-–—")
        following = text[match.end() : match.end() + 200].lstrip("\n\r> \t|").split("\n", 1)[0].strip()
        yield from _signed(same_line or following, small=match["inside"] is None)
    for match in re.finditer(r"^[>\s]*(?:--[ \t]*\n|—|–)[ \t]*(\S[^\n]{1,50})$", text, re.MULTILINE):
        yield from _signed(match[1])


def _last_line(text: str) -> Iterator[Person]:
    """Whoever signs a letter with nothing but the name."""
    lines = [line.strip("> \t\r*") for line in text.split("\n")]
    said = [line for line in lines if line and not _SENT_FROM.match(line)]
    if len(said) > 2:
        yield from _signed(said[-1])


def _signed(line: str, *, small: bool = False) -> Iterator[Person]:
    """The person whose name is all of this line, or all of it up to a comma, a bracket or a stroke.

    small: a single word may do without a capital.
    """
    name = re.split(r"\s*[,|(/·•]|\s[-–—]\s|\s{3,}", line.strip(" *_~-–—"))[0].strip(" .!")
    if _places().closing.fullmatch(name):
        return
    who = person(name) if len(name) <= _LONGEST_SIGNATURE else None
    if who is None and small and name.islower() and 2 < len(name) < 12 and " " not in line:
        who = person(name, small=True)
    behind_titles = list(dropwhile(lambda word: is_title(word.casefold().rstrip(".")), name.split()))
    if who is not None and len(who.words) == len(behind_titles):
        yield who


def _in_addresses(text: str) -> Iterator[Person]:
    """Names that an address of mail is made of, where they stand in the text, too."""
    for match in re.finditer(r"(?<![\w.])([^\W\d_]{2,20})[._\-]([^\W\d_]{2,20})@", text):
        given, family = (re.escape(part) for part in match.groups())
        if (written := re.search(rf"(?i)(?<!\w)({given})\s+({family})(?![\w@])", text)) is not None:
            yield from _known(person(written[0]))
