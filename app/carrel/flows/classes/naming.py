"""Finds pupils of a class by what a person calls them."""

from __future__ import annotations

from collections.abc import Sequence

from carrel.base.words import _
from carrel.classroom.classes.model import ClassMissing, Pupil


def named(pupils: Sequence[Pupil], who: str) -> list[Pupil]:
    """Those of the pupils with this name, code or id; all without one. Raises ClassMissing where there is nobody."""
    wanted = who.strip().casefold()
    found = [one for one in pupils if not wanted or wanted in {one.id, one.code.casefold(), one.name.casefold()}]
    if wanted and not found:
        raise ClassMissing(
            _("There is nobody called “{name}” in this class.").format(name=who[:80]),
            _("Name the pupil by the name, the code or the id; “carrel class show” tells them."),
        )
    return found
