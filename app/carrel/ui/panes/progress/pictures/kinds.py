"""The kinds of pictures that can be chosen: what each shows of the page, and how it is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QSizeF

from carrel.base.show import beside, one_line
from carrel.base.words import _, counted
from carrel.flows.figures.bars import reviews_ahead, time_spent
from carrel.flows.figures.over_time import over_time
from carrel.flows.figures.page import Page
from carrel.flows.figures.skill_map import skill_map
from carrel.flows.figures.table import Figure
from carrel.flows.figures.with_help import with_help
from carrel.ui.panes.progress.pictures.bars import BarsPicture
from carrel.ui.panes.progress.pictures.curve import CurvePicture
from carrel.ui.panes.progress.pictures.map import MapPicture
from carrel.ui.panes.progress.pictures.pairs import PairsPicture
from carrel.ui.panes.progress.pictures.picture import Drawer, Picture
from carrel.ui.widgets.pencil import Look

Choice = tuple[str, str]
"""Words, and the value they stand for."""

_READABLE = 40
"""So many skills are seen at once without getting lost among them."""

Drawn = TypeVar("Drawn", bound=Figure)


@dataclass(frozen=True)
class Kind:
    """A kind of picture. name: on its button. choice: what is chosen, in words; choices: what there is to choose from.

    show: the figure for a choice, with the drawer of its picture. zooms: whether it can be larger than the pane.
    """

    id: str
    name: str
    choice: str
    choices: Callable[[Page], Sequence[Choice]]
    show: Callable[[Page, str], tuple[Figure, Drawer]]
    zooms: bool = False


def kinds() -> tuple[Kind, ...]:
    """The kinds in their order."""
    return (
        Kind("map", _("Skill map"), _("Subject"), _mapped_subjects, _map, zooms=True),
        Kind("over_time", _("Over time"), _("Skill"), _tried_skills, _over_time),
        Kind("ahead", _("Reviews ahead"), _("Days"), lambda _page: _days(14, 30), _ahead),
        Kind("with_help", _("With and without help"), _("Subject"), _subjects, _with_help),
        Kind("time", _("Time spent"), _("Days"), lambda _page: _days(14, 30, 90), _time),
    )


def _map(page: Page, chosen: str) -> tuple[Figure, Drawer]:
    return _drawn(skill_map(page, chosen), MapPicture)


def _over_time(page: Page, chosen: str) -> tuple[Figure, Drawer]:
    return _drawn(over_time(next((one for one in page.known if one.skill == chosen), None)), CurvePicture)


def _ahead(page: Page, chosen: str) -> tuple[Figure, Drawer]:
    return _drawn(reviews_ahead(page, int(chosen or 14)), BarsPicture)


def _with_help(page: Page, chosen: str) -> tuple[Figure, Drawer]:
    return _drawn(with_help(page, chosen), PairsPicture)


def _time(page: Page, chosen: str) -> tuple[Figure, Drawer]:
    return _drawn(time_spent(page, int(chosen or 14)), BarsPicture)


def _drawn(figure: Drawn, draw: Callable[[Drawn, Look, QSizeF], Picture]) -> tuple[Figure, Drawer]:
    return figure, lambda look, room: draw(figure, look, room)


def _subjects(page: Page) -> Sequence[Choice]:
    there = dict.fromkeys(page.subjects.get(one.skill, "") for one in page.known)
    return [(_("All subjects"), ""), *((one_line(subject), subject) for subject in there if subject)]


def _mapped_subjects(page: Page) -> Sequence[Choice]:
    """Of a map that would be too large to read, the subject that was tried most comes first."""
    every, *subjects = _subjects(page)
    if len(page.known) <= _READABLE or not subjects:
        return [every, *subjects]
    tries = Counter({page.subjects.get(one.skill, ""): 0 for one in page.known})
    for one in page.known:
        tries[page.subjects.get(one.skill, "")] += len(one.tries)
    subjects.sort(key=lambda choice: -tries[choice[1]])
    return [*subjects, every]


def _tried_skills(page: Page) -> Sequence[Choice]:
    """Those that were tried; the one with the most unaided tries first."""
    tried = [one for one in page.known if one.tries]
    tried.sort(key=lambda one: -one.mastery.tries)
    return [(beside(one.name, 60), one.skill) for one in tried]


def _days(*counts: int) -> Sequence[Choice]:
    return [(counted("{count} day", "{count} days", count), str(count)) for count in counts]
