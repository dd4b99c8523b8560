"""A case in plain words: why, how long, and what to try."""

from __future__ import annotations

from carrel.base.show import beside
from carrel.base.words import _, counted
from carrel.flows.classes.seeing.case import Case, Kind

_LONGEST_NAME = 80


def flag(kind: Kind) -> str:
    """The kind of a case in a word or two."""
    return {
        "late": _("not begun"),
        "stuck": _("stuck"),
        "fall": _("falling off"),
        "shown": _("leans on solutions"),
        "contested": _("contests a verdict"),
    }[kind]


def why(case: Case) -> str:
    """What the numbers say, in one sentence."""
    sentence = {
        "late": lambda: _("Nothing was done yet of “{name}”."),
        "stuck": lambda: _("In the last {tries} tries at “{name}”, never more than {best_run} were right in a row."),
        "fall": lambda: _(
            "At “{name}”, {now_right} of the last {now} tries alone were right, and before {before_right} of {before}."
        ),
        "shown": lambda: _(
            "At “{name}”, {helped} of the last {tries} tries came after help, and the solution was shown {shown} times."
        ),
        "contested": lambda: _("Thinks that a verdict is wrong: “{name}”"),
    }[case.kind]()
    return sentence.format(name=beside(case.name, _LONGEST_NAME), **case.numbers)


def how_long(case: Case) -> str:
    """For how long, in study days."""
    if case.kind != "late":
        return counted("for one day", "for {count} days", case.days) if case.days else _("since today")
    if case.days > 0:
        return counted("one day late", "{count} days late", case.days)
    return counted("due in one day", "due in {count} days", -case.days) if case.days else _("due today")


def what_to_try(case: Case) -> str:
    """One thing that may help."""
    return {
        "late": _("Ask what is in the way: time, the file, or the first question."),
        "stuck": _("Work through one together, and let the pupil say each step aloud."),
        "fall": _("Look at the last answers together; something that was clear may have been mixed up with news."),
        "shown": _("Give an easier question to do alone, and say that a wrong try costs nothing."),
        "contested": _("Read the answer and the reason, and say what you decide."),
    }[case.kind]


def misconception_words(name: str) -> str:
    """A misconception as people read it: packs name it by words with hyphens between them."""
    words = name.replace("-", " ")
    return words[:1].upper() + words[1:]
