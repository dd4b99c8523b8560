"""Moments as the columns of a row, and back: every room keeps time in the same way (P35)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from carrel.base.stamp import Moment


def moment_row(name: str, moment: Moment) -> dict[str, object]:
    """The columns ``name``, ``name_zone`` and ``name_day`` of a moment."""
    return {name: moment.utc, f"{name}_zone": moment.zone, f"{name}_day": moment.day}


def moment_from(row: Mapping[str, Any], name: str = "created") -> Moment:
    """The moment in these columns."""
    return Moment(row[name], row[f"{name}_zone"], row[f"{name}_day"])
