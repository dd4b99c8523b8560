"""Pictures of days: the reviews ahead, and the time spent."""

from __future__ import annotations

from dataclasses import dataclass

from carrel.base.words import _, counted
from carrel.flows.figures.page import Page
from carrel.flows.figures.table import Figure, Table, days_from, days_until
from carrel.flows.figures.words import minutes


@dataclass(frozen=True)
class Bar:
    """A study day, its number, and what it says in words."""

    day: str
    value: float
    said: str


@dataclass(frozen=True)
class Bars(Figure):
    """A number for each study day, in their order; unit: of the numbers, as it stands beside the axis."""

    unit: str
    bars: tuple[Bar, ...]
    today: str


def reviews_ahead(page: Page, days: int) -> Bars:
    """How many items come back on each of the next days, today first."""
    ahead = [(day, page.ahead.get(day, 0)) for day in days_from(page.today, days)]
    bars = tuple(Bar(day, count, counted("{count} item", "{count} items", count)) for day, count in ahead)
    total, today = sum(count for _day, count in ahead), ahead[0][1]
    later = sum(page.ahead.values()) - total
    said = _("Nothing comes back in these days.")
    if total:
        items = counted("{count} item comes back", "{count} items come back", total)
        said = _("{items} in the next {days} days, {today} of them today.").format(items=items, days=days, today=today)
    if later:
        said += " " + counted("{count} more comes later.", "{count} more come later.", later)
    rows = tuple((day, str(count)) for day, count in ahead)
    return Bars(_("Reviews ahead"), said, Table((_("Study day"), _("Items")), rows), _("Items"), bars, page.today)


def time_spent(page: Page, days: int) -> Bars:
    """The minutes of practice on each of the last days; a day that a wrong clock put ahead stands at the end."""
    told = {one.day: one for one in page.days}
    shown = [*days_until(page.today, days), *sorted(day for day in told if day > page.today)]
    rows, bars = [], []
    for day in shown:
        seconds, tries = (told[day].seconds, told[day].tries) if day in told else (0.0, 0)
        rows.append((day, f"{seconds / 60:.1f}", str(tries)))
        said = f"{minutes(seconds)}, {counted('{count} try', '{count} tries', tries)}"
        bars.append(Bar(day, seconds / 60, said if tries else _("nothing")))
    there = [told[day] for day in shown if day in told]
    said = _("Nothing was practised in these days.")
    if there:
        on = counted("Practised on {count} study day", "Practised on {count} study days", len(there))
        said = _("{days} of these {all}, {minutes} in all.").format(
            days=on, all=len(shown), minutes=minutes(sum(one.seconds for one in there))
        )
    table = Table((_("Study day"), _("Minutes"), _("Tries")), tuple(rows))
    return Bars(_("Time spent"), said, table, _("Minutes"), tuple(bars), page.today)
