"""Whether a reply says that the passages do not hold the answer, and makes none up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from carrel.flows.courses import Binding
from carrel.flows.probing.asking import Asking
from carrel.flows.probing.judging import admits, makes_sense, makes_up
from carrel.flows.probing.sources import passages

MOST = 56


def absent(asking: Asking, row: Mapping[str, Any]) -> tuple[bool, str]:
    """Asked with passages that come near to it."""
    given = passages(row["source"])
    said = asking.reply([("user", row["ask"])], Binding("", mode="sources"), MOST, given)
    return refuses(said, row["source"], row["ask"]), said


def refuses(said: str, source: str, ask: str) -> bool:
    """Whether it admits that it is not there, and brings in no number and no name that is not there."""
    given = [part for one in passages(source) for part in (one.title, one.text)]
    return makes_sense(said) and admits(said) and not makes_up(said, [*given, ask])
