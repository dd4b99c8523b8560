"""Every probe, in the order of the card."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from carrel.flows.probing.asking import Asking
from carrel.flows.probing.items import rows
from carrel.flows.probing.probes.absent import absent
from carrel.flows.probing.probes.form import form
from carrel.flows.probing.probes.ground import ground
from carrel.flows.probing.probes.keeping import keeping
from carrel.flows.probing.probes.mistakes import mistakes
from carrel.flows.probing.probes.names import names
from carrel.flows.probing.probes.points import points
from carrel.flows.probing.probes.questions import questions
from carrel.flows.probing.probes.quotes import quotes
from carrel.flows.probing.probes.reading import reading

Ask = Callable[[Asking, Mapping[str, Any]], tuple[bool, str]]
"""Asks one item: whether the reply is as it should be, and what was said."""


@dataclass(frozen=True)
class Probe:
    """A probe with its items, which stand in the file of its name."""

    name: str
    ask: Ask

    @property
    def items(self) -> list[dict[str, Any]]:
        """Its items."""
        return rows(self.name)


_ABOUT = ("ask", "task", "criterion", "says", "title", "said")


def about(row: Mapping[str, Any]) -> str:
    """What an item asks, in its own words; of a longer text the first line."""
    return next(str(row[key]).split("\n", maxsplit=1)[0] for key in _ABOUT if key in row)


PROBES = (
    Probe("form", form),
    Probe("quotes", quotes),
    Probe("absent", absent),
    Probe("keeping", keeping),
    Probe("mistakes", mistakes),
    Probe("ground", ground),
    Probe("names", names),
    Probe("reading", reading),
    Probe("points", points),
    Probe("questions", questions),
)
