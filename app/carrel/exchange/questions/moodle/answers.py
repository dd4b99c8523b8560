"""Answers as Moodle compares them: patterns in which a star stands for any letters, and numbers written with digits."""

from __future__ import annotations

import re

from carrel.assessment.marking.quantities import Quantity, quantity_from
from carrel.assessment.marking.units import unit_from

_STAR = re.compile(r"(?<!\\)\*+")
_DIGITS = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")


def pattern(answer: str) -> str:
    """The answer as a pattern that only this answer fits."""
    return answer.replace("*", r"\*")


def from_pattern(said: str) -> tuple[str | None, bool]:
    """The answer that a pattern stands for, None where there is no single one; and whether it says less.

    Stars around the whole answer allow other words, and those do not hurt in Carrel either.
    """
    bare = said
    if said.startswith("*") and _STAR.search(said[-1:]) and not said.endswith(r"\*"):
        bare = said.strip("*").strip()
    if not bare or _STAR.search(bare):
        return None, True
    return bare.replace(r"\*", "*"), bare != said


def digits(key: str, unit: str) -> str | None:
    """The key as Moodle reads a number, in this unit; None where it names no number, or counts something else."""
    said = key.strip()
    if _DIGITS.fullmatch(said):
        return said
    read = quantity_from(said)
    if not isinstance(read, Quantity) or read.other is not None or not read.is_finished:
        return None
    if read.thing or read.unit not in {None, unit_from(unit)}:
        return None
    return decimal(float(read.value))


def decimal(value: float) -> str:
    """The number with digits and a point, as short as its value allows."""
    return str(int(value)) if value == int(value) and abs(value) < 10**15 else repr(float(value))


def number_from(said: str) -> float | None:
    """The number that Moodle wrote, None for anything else."""
    bare = said.strip().replace(",", ".")
    return float(bare) if _DIGITS.fullmatch(bare) else None
