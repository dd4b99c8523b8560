"""How likely a skill was known after each unaided try."""

from __future__ import annotations

from dataclasses import dataclass

from carrel.base.show import beside
from carrel.base.words import _, counted
from carrel.flows.evidence import Known
from carrel.flows.figures.table import Figure, Table
from carrel.flows.figures.words import likely, verdict_words
from carrel.progress.mastery import course, tracing
from carrel.progress.model import Step


@dataclass(frozen=True)
class OverTime(Figure):
    """The steps of a skill, oldest first; mastered: the share from which on it counts as something one can do."""

    skill: str
    steps: tuple[Step, ...]
    mastered: float


def over_time(known: Known | None) -> OverTime:
    """The picture of one skill; None when there is none to show."""
    steps = tuple(course(known.tries)) if known is not None else ()
    said = verdict_words()
    rows = tuple(
        (
            str(number),
            step.tried.created.day,
            said[step.tried.verdict],
            *((likely(step.p), likely(step.low), likely(step.high)) if step.enough else ("", "", "")),
        )
        for number, step in enumerate(steps, 1)
    )
    headers = _("Unaided try"), _("Study day"), _("Verdict"), _("Likely known, %"), _("At least, %"), _("At most, %")
    title = _("Over time") if known is None else _("Over time: {skill}").format(skill=beside(known.name))
    return OverTime(
        title, _reading(steps), Table(headers, rows), known.skill if known else "", steps, tracing().mastered
    )


def _reading(steps: tuple[Step, ...]) -> str:
    if not steps:
        return _("Nothing was tried unaided yet.")
    if not steps[-1].enough:
        tried = counted("There is one unaided try", "There are {count} unaided tries", len(steps))
        return _("{tried}; there is enough evidence from {fewest} on.").format(tried=tried, fewest=tracing().fewest)
    return _(
        "After {tries} unaided tries it is {p}\u00a0% likely that this is known, between {low} and {high}\u00a0%."
    ).format(tries=len(steps), p=likely(steps[-1].p), low=likely(steps[-1].low), high=likely(steps[-1].high))
