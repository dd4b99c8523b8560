"""Study days in the words and the order of the person's language."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, Qt

_SHORT = QLocale.FormatType.ShortFormat


def weekday(day: str) -> str:
    """The short name of the day, such as Mon."""
    return QLocale().dayName(_date(day).dayOfWeek(), _SHORT)


def number(day: str) -> str:
    """The number of the day in its month, in the person's own digits."""
    return QLocale().toString(_date(day).day())


def short_day(day: str) -> str:
    """The day as it is written in few letters."""
    return QLocale().toString(_date(day), _SHORT)


def _date(day: str) -> QDate:
    return QDate.fromString(day, Qt.DateFormat.ISODate)
