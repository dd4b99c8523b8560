"""What wrong answers in a class have in common."""

from __future__ import annotations

from carrel.assessment.seeing import tables
from carrel.assessment.seeing.model import MisconceptionCount
from carrel.flows.classes.seeing.group import group
from carrel.flows.kit import Kit


def misconceptions(kit: Kit, named: str, of: str = "") -> list[MisconceptionCount]:
    """The misconceptions in a class or in a group of it, those of the most pupils first; raises ClassMissing."""
    with kit.store.reading() as db:
        return tables.misconceptions(db, group(db, named, kit.stamp.now(), of).whose)
