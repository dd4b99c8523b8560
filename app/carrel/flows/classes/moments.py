"""Reads when something was from the JSON of a pack."""

from __future__ import annotations

from carrel.assessment.fields import Fields, ItemRefused
from carrel.base.stamp import Moment
from carrel.base.words import _


def moment_in(fields: Fields | None) -> Moment:
    """The moment that an object says; raises ItemRefused."""
    if fields is None:
        raise ItemRefused.because(_("Something in it does not say when it was."))
    utc, zone, day = fields.text("utc", required=True), int(fields.number("zone", 0)), fields.text("day", required=True)
    try:
        return Moment.told(utc, zone, day)
    except ValueError:
        raise ItemRefused.because(_("Something in it does not say when it was.")) from None
