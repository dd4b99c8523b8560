"""The sentences in which a record is told, each for one thing that happened or was counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from carrel.base.show import beside
from carrel.base.words import _, counted
from carrel.records.model import MOST_HELP, Origin, Policy, Verdict

_LONGEST = 300
_SIGNS = re.compile(r"[\\`*_\[\]<>#|~]|&(?=\w|#)")
_BEHIND_BACKSLASH = r"\\\g<0>"

Counting = Callable[[int], str]

ALLOWED: Mapping[Policy, Callable[[], str]] = {
    "off": lambda: _("The tutor was switched off."),
    "hints": lambda: _("The tutor could give hints only."),
    "feedback": lambda: _("The tutor could give feedback only."),
    "open": lambda: _("The tutor could help in every way."),
}

ANSWERED: Mapping[Verdict, Counting] = {
    "right": lambda n: counted("One question was answered correctly.", "{count} questions were answered correctly.", n),
    "partly": lambda n: counted("One question was answered in part.", "{count} questions were answered in part.", n),
    "wrong": lambda n: counted(
        "One answer to a question was not right yet.", "{count} answers to questions were not right yet.", n
    ),
    "cant_tell": lambda n: counted(
        "One answer to a question was left for a person to judge.",
        "{count} answers to questions were left for a person to judge.",
        n,
    ),
}

PASTED_FROM: Mapping[Origin, Counting] = {
    "tutor": lambda n: counted(
        "One character was pasted from a reply of the tutor.",
        "{count} characters were pasted from replies of the tutor.",
        n,
    ),
    "document": lambda n: counted(
        "One character was pasted from a document.", "{count} characters were pasted from documents.", n
    ),
    "own": lambda n: counted(
        "One character was moved within the work.", "{count} characters were moved within the work.", n
    ),
    "unknown": lambda n: counted(
        "One character was pasted from elsewhere.", "{count} characters were pasted from elsewhere.", n
    ),
}

I_PASTED_FROM: Mapping[Origin, Counting] = {
    "tutor": lambda n: counted(
        "I pasted one character from a reply of the tutor.", "I pasted {count} characters from replies of the tutor.", n
    ),
    "document": lambda n: counted(
        "I pasted one character from a document.", "I pasted {count} characters from documents.", n
    ),
    "unknown": lambda n: counted(
        "I pasted one character from elsewhere.", "I pasted {count} characters from elsewhere.", n
    ),
}
"""The same as the pupil says it; what was moved within the work is no help."""

SOURCE: Mapping[Origin, Callable[[], str]] = {
    "tutor": lambda: _("The source is a reply of the tutor."),
    "document": lambda: _("The source is a document."),
    "own": lambda: _("The source is this work itself."),
    "unknown": lambda: _("The source is not known."),
}


def pasted(characters: int, origin: Origin, source: str) -> str:
    """A paste, with where it comes from, and the name of that where there is one."""
    what = counted("One character was pasted.", "{count} characters were pasted.", characters)
    named = " " + _("It is called {name}.").format(name=quoted(source)) if source else ""
    return f"{what} {SOURCE[origin]()}{named}"


def asked(times: int) -> str:
    """How often the tutor was asked."""
    return counted("The tutor was asked once.", "The tutor was asked {count} times.", times)


def hints(count: int) -> str:
    """How many hints were taken."""
    return counted("One hint was taken.", "{count} hints were taken.", count)


def level(help_level: int) -> str:
    """How much help there was."""
    if not help_level:
        return _("Without help.")
    return _("Help level {level} of {most}.").format(level=help_level, most=MOST_HELP)


def written(steps: int) -> str:
    """In how many steps a text, or a part of it, was written."""
    return counted("The text was written in one step.", "The text was written in {count} steps.", steps)


def quoted(text: str) -> str:
    """Somebody's words in quotation marks, on one line, where Markdown takes none of their signs for its own."""
    return f"“{_SIGNS.sub(_BEHIND_BACKSLASH, beside(text, _LONGEST))}”"
