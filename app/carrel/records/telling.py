"""Tells a record in words for the pupil and the teacher, who are to judge for themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from carrel.base.words import _, counted
from carrel.records import sentences
from carrel.records.model import MOST_HELP, Begun, Entry, work_of
from carrel.records.summary import Summary, summed
from carrel.records.timeline import days


def told(entries: Sequence[Entry]) -> str:
    """The record as Markdown without HTML; raises NothingRecorded."""
    work, summary = work_of(entries), summed(entries)
    parts = [
        "# " + _("How {title} was made").format(title=sentences.quoted(work.title)),
        "\n".join(_about(work, summary)),
        "## " + _("What help was used"),
        _listed(help_used(summary)),
        "## " + _("A statement about it"),
        _("This follows from the record. Copy it into the work, and add what help there was elsewhere:"),
        "> " + " ".join(_statement(summary)),
        "## " + _("What happened, and when"),
    ]
    for day, lines in days(entries):
        parts += ["### " + day, _listed(lines)]
    parts += ["## " + _("What this record can show, and what it cannot"), _listed(_limits())]
    return "\n\n".join(parts) + "\n"


def help_used(summary: Summary) -> Iterator[str]:
    """A sentence for each kind of help, and one that says so where there was none."""
    yield from (sentences.ALLOWED[policy]() for policy in summary.policies)
    if not summary.shows_help:
        yield _("No help was used in Carrel.")
    if summary.asked:
        yield sentences.asked(summary.asked)
    if summary.hints:
        yield sentences.hints(summary.hints)
    yield from (say(count) for verdict, say in sentences.ANSWERED.items() if (count := summary.answered.get(verdict)))
    if summary.highest:
        yield _("The highest help level was {level} of {most}.").format(level=summary.highest, most=MOST_HELP)
    yield from (say(count) for origin, say in sentences.PASTED_FROM.items() if (count := summary.pasted.get(origin)))


def _about(work: Begun, summary: Summary) -> Iterator[str]:
    if work.assignment:
        yield _("It was written for {assignment}.").format(assignment=sentences.quoted(work.assignment))
    if summary.handed_in is None:
        yield _("It is not handed in yet.")
    else:
        yield counted(
            "It was handed in with one character.",
            "It was handed in with {count} characters.",
            summary.handed_in.characters,
        )
    if summary.revisions:
        yield counted("It was written in one step.", "It was written in {count} steps.", summary.revisions)
    yield counted("It was written on one computer.", "It was written on {count} computers.", summary.computers)


def _statement(summary: Summary) -> Iterator[str]:
    yield _("I wrote this in Carrel.")
    if not summary.shows_help:
        yield _("I used no help there.")
    if summary.asked:
        yield counted("I asked the tutor once.", "I asked the tutor {count} times.", summary.asked)
    if summary.hints:
        yield counted("I took one hint.", "I took {count} hints.", summary.hints)
    if summary.highest:
        yield _("I used help up to level {level} of {most}.").format(level=summary.highest, most=MOST_HELP)
    yield from (say(count) for origin, say in sentences.I_PASTED_FROM.items() if (count := summary.pasted.get(origin)))


def _limits() -> Iterable[str]:
    return (
        _("It shows what happened in Carrel while the text was written, in that order."),
        _("Typing is gathered into steps: no single keys are kept, nor how fast they were pressed."),
        _("The times are those of the clock of the computer."),
        _("It cannot see what happened outside Carrel: other programs, books, and people who helped."),
        _("Pasting is no fault: notes, quotations and earlier texts of one’s own are pasted, too."),
        _("It does not know who sat at the keyboard, nor how good the text is."),
        _("Without a signature, nobody can tell whether the whole record was written anew."),
        _("Where something is unclear, talking with each other tells more than this record."),
    )


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
