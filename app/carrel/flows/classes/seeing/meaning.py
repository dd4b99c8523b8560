"""What the figures of a class mean, in plain sentences: the same on a page, in a report and on paper."""

from __future__ import annotations

from carrel.base.show import beside
from carrel.base.words import _, counted
from carrel.flows.classes.seeing.contested import Contested
from carrel.flows.classes.seeing.group import FEWEST_TO_AVERAGE
from carrel.flows.classes.seeing.handed import Handed


def unaided() -> str:
    """Which tries the heat map counts."""
    return _("Only unaided tries count: the first try at a question, before any help.")


def others() -> str:
    """What becomes of the tries that are not unaided."""
    return _("Tries after help, or at a question that was seen before, stand apart under “Other tries”.")


def contest_said(one: Contested) -> str:
    """Both sides of a contested verdict."""
    said = _("Carrel said: {why} The pupil says: {reason}")
    return said.format(why=beside(one.why), reason=beside(one.reason))


def hidden() -> str:
    """Why there is sometimes no average."""
    return _("Averages of fewer than {fewest} pupils are hidden: they would tell of single ones.").format(
        fewest=FEWEST_TO_AVERAGE
    )


def facility() -> str:
    """What the share of right first tries says of a question."""
    return _("“Right, %” says how easy a question was: how many had it right at their first try alone.")


def discrimination() -> str:
    """What the discrimination says of a question."""
    return _(
        "“Tells apart” says whether those who know the rest get this one right, from -1 to 1. Below 0.2, look at the "
        "question itself: it may be unclear, or its key may be wrong."
    )


def came_back(handed: Handed) -> str:
    """How much came back, and when."""
    if handed.last is None:
        return _("No work was taken in yet.")
    said = counted("Work of one pupil was taken in", "Work of {count} pupils was taken in", handed.back)
    return _("{work}, of {pupils} in all; the last on {day}.").format(
        work=said, pupils=handed.pupils, day=handed.last.day
    )


def nobody() -> str:
    """Nobody waits."""
    return _("Nobody needs you right now, as far as the tries tell.")


def nothing() -> str:
    """There is no figure yet."""
    return _("Nothing was tried yet, or no work was taken in.")
