"""The points of an open answer in words, as a teacher sees them."""

from __future__ import annotations

from carrel.base.show import beside
from carrel.base.words import _
from carrel.flows.standing import PointSaid

_LONGEST = 300


def point(said: PointSaid) -> str:
    """A point of an open answer, with the pupil's words as evidence."""
    name = beside(said.says, _LONGEST)
    if said.found == "present":
        words = beside(said.evidence, _LONGEST)
        return _("✓ {point}: “{words}”").format(point=name, words=words) if words else f"✓ {name}"
    if said.found == "cant_tell":
        return _("? Carrel could not tell: {point}").format(point=name)
    return _("○ Not found: {point}").format(point=name)
