"""Finds the people of a thread where they are named: headers, salutations, signatures, quotations, forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import dropwhile

from carrel.base.personal.person import Person, is_title, person, vocabulary
from carrel.base.personal.places import places
from carrel.base.personal.rules import read

_LONGEST_SIGNATURE = 50
_SENT_FROM = re.compile(r"(?i)^(?:sent from|get outlook|von meinem|envoyé de|enviado desde|inviato da|gesendet)")
_CALLED = re.compile(r"[^\W\d]{2,20}(?: [^\W\d]{2,20})?[,!:]")


def is_thread(text: str) -> bool:
    """Whether the text is a letter, a message or a thread of them: somebody is greeted, signs, or is in a header."""
    where = places()
    if where.honoured.match(text) or (where.form.search(text) and where.field.search(text)):
        return True
    if (
        where.wrote.search(text)
        or len(where.speaker.findall(text)) > 1
        or any(_named(match["it"]) for match in where.salutation.finditer(text))
    ):
        return True
    return len(where.header.findall(text)) > 1 or next(_signatures(text), None) is not None


def people(text: str, *, thread: bool) -> list[Person]:
    """Those who are named in the text, in order, each as written there; thread: what `is_thread` says of all of it."""
    return [
        found
        for found in _people(text, thread=thread)
        if any(len(word) > 1 or not word.isascii() for word in found.words)
    ]


def _people(text: str, *, thread: bool) -> Iterator[Person]:
    where = places()
    yield from _each(where.self, text)
    if not thread:
        return
    for match in where.header.finditer(text):
        for one in _addressed(match["it"]):
            yield from _known(person(one))
    for match in where.wrote.finditer(text):
        yield from _known(person(match["it"] or match["it2"]))
    for match in where.salutation.finditer(text):
        yield from _named(match["it"])
    yield from _signatures(text)
    yield from _alone_on_a_line(text)
    for place in (where.self_in_thread, where.field, where.teller):
        yield from _each(place, text)
    for match in where.speaker.finditer(text):
        yield from _known(person(match["it"] or match["it2"]))
    for match in where.title.finditer(text):
        yield from _known(person(match["it"], title=True))
    for match in where.honoured.finditer(text):
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
    for match in places().closing.finditer(text):
        same_line = match["it"].strip(" ,.!-–—")
        following = text[match.end() : match.end() + 200].lstrip("\n\r> \t|").split("\n", 1)[0].strip()
        yield from _signed(same_line or following, small=match["inside"] is None)
    for match in re.finditer(r"^[> \t]{0,40}(?:--[ \t]*\n|—|–)[ \t]*(\S[^\n]{1,50})$", text, re.MULTILINE):
        yield from _signed(match[1])


def _alone_on_a_line(text: str) -> Iterator[Person]:
    """Whoever signs a message with nothing but the name, or is greeted with nothing else."""
    lines = [line for raw in text.split("\n") if (line := raw.strip("> \t\r*")) and not _SENT_FROM.match(line)]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        signs = len(lines) > 2 and _begins_another(following) and not line.startswith("-")
        if signs or _CALLED.fullmatch(line):
            yield from _signed(line)


def _begins_another(line: str) -> bool:
    """Whether a line, without its marks of quotation, is the head of another message; or is none."""
    where = places()
    return not line or line.startswith("---") or bool(where.wrote.match(line) or where.header.match(line))


def _signed(line: str, *, small: bool = False) -> Iterator[Person]:
    """The person whose name is all of this line, or all of it up to a comma, a bracket or a stroke.

    small: a single word may do without a capital.
    """
    name = re.split(r"\s*[,|(/·•]|\s[-–—]\s|\s{3,}", line.strip(" *_~-–—"))[0].strip(" .!")
    where = places()
    if where.closing.fullmatch(name) or where.salutation.match(name) or name.casefold() in vocabulary("salutations"):
        return
    together = re.split(rf"\s+(?:{'|'.join(read('names')['joiners'])})\s+", name)
    if len(together) == 2:
        for one in together:
            yield from _signed(one)
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
