"""The examples that are kept here as something to train on: without personal data, and with what is held out marked."""

from __future__ import annotations

from collections.abc import Sequence

from carrel.base.words import _, counted
from carrel.base.work import Cancel
from carrel.engine.api import Turn
from carrel.examples.model import Place
from carrel.flows import datasets
from carrel.flows.datasets.sources import Wanted
from carrel.flows.kit import Kit
from carrel.flows.tune.examples import Example, ExamplesUnusable

FEWEST = 8
"""With fewer there is no telling what is common to them, and what is held out says nothing."""


def kept(kit: Kit, cancel: Cancel, places: Sequence[Place] = ()) -> tuple[Example, ...]:
    """The examples of these places, or of all, oldest first. Raises ExamplesUnusable where they are few, and Stopped.

    Personal data is masked and twins are left out, as in a dataset; each begins with what every chat begins with.
    """
    rows = datasets.training(kit, Wanted(places=tuple(places), system=True), cancel=cancel)
    if len(rows) < FEWEST:
        few = counted(
            "There is only one example to train on.", "There are only {count} examples to train on.", len(rows)
        )
        raise ExamplesUnusable(
            few if rows else _("There is no example to train on yet."),
            _(
                "At least {fewest} are needed, and twenty are a good beginning: choose “I'd have said…” under replies, "
                "or write examples that show the same thing in other words."
            ).format(fewest=FEWEST),
        )
    return tuple(
        Example(tuple(Turn(turn.role, turn.text) for turn in row.turns), row.better, row.held_out) for row in rows
    )
