"""When something was said, in the words and the order of the person's language."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QDate, QLocale, Qt, QTime

from carrel.base.stamp import Moment

_SHORT, _LONG = QLocale.FormatType.ShortFormat, QLocale.FormatType.LongFormat


def short_time(moment: Moment) -> str:
    """The hour and the minute, where it was said."""
    return _locale().toString(_parts(moment)[1], _SHORT)


def full_time(moment: Moment) -> str:
    """The day and the time, where it was said."""
    day, time = _parts(moment)
    return f"{_locale().toString(day, _LONG)}, {_locale().toString(time, _SHORT)}"


def short_moment(moment: Moment) -> str:
    """The day in few letters and the time, where it was said."""
    day, time = _parts(moment)
    return f"{_locale().toString(day, _SHORT)}, {_locale().toString(time, _SHORT)}"


def full_day(day: str) -> str:
    """A study day (YYYY-MM-DD) with its name, its month and its year."""
    return _locale().toString(QDate.fromString(day, Qt.DateFormat.ISODate), _LONG)


def _locale() -> QLocale:
    return QLocale()


def _parts(moment: Moment) -> tuple[QDate, QTime]:
    there = datetime.fromisoformat(moment.utc) + timedelta(minutes=moment.zone)
    return QDate(there.year, there.month, there.day), QTime(there.hour, there.minute)
