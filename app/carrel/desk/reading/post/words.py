"""How mails of several languages quote others, and how they end."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from carrel.base.files import resource
from carrel.base.matching import folded


@dataclass(frozen=True)
class MailWords:
    """All of it without capitals and accents; each tuple with the longest first, so that none hides another.

    attributions: what the line above a quotation begins with, and what it says. labels: "from", "date", "to" or
    "subject", by the words before a colon.
    """

    attributions: tuple[tuple[str, str], ...]
    labels: dict[str, str]
    divides: frozenset[str]
    answers: frozenset[str]
    takes_leave: tuple[str, ...]
    put_there: tuple[str, ...]
    reaches: frozenset[str]


@cache
def mail_words() -> MailWords:
    """The words, read once."""
    told = tomllib.loads(resource("desks/mail.toml").read_text(encoding="utf-8"))
    before, ending = told["before"], told["ending"]
    return MailWords(
        attributions=tuple((folded(one["begins"]), folded(one["says"])) for one in told["attribution"]),
        labels={folded(word): kind for kind, words in told["labels"].items() for word in words},
        divides=frozenset(map(folded, before["divides"])),
        answers=frozenset(map(folded, before["answers"])),
        takes_leave=tuple(sorted(map(folded, ending["takes_leave"]), key=len, reverse=True)),
        put_there=tuple(map(folded, ending["put_there"])),
        reaches=frozenset(map(folded, ending["reaches"])),
    )


def plain_subject(subject: str) -> str:
    """The subject without what says that it was answered or forwarded."""
    answers = mail_words().answers
    while ":" in subject:
        first, rest = subject.split(":", 1)
        if folded(first).strip().rstrip("0123456789[]() ") not in answers:
            break
        subject = rest.strip()
    return subject.strip()
