"""Reads what a test has made."""

from __future__ import annotations

from pathlib import Path

from carrel.base.work import Cancel
from carrel.library.readers.api import Facts, Part
from carrel.library.readers.reading import read


def taken(path: Path, password: str = "", start: int = 0) -> tuple[Facts, list[Part]]:
    """The complete facts, and the parts."""
    found = list(read(path, Cancel(), password, start))
    facts = [one for one in found if isinstance(one, Facts)]
    assert (type(found[0]), type(found[-1]), len(facts)) == (Facts, Facts, 2)
    return facts[-1], [one for one in found if isinstance(one, Part)]


def read_bytes(folder: Path, name: str, content: bytes) -> tuple[Facts, list[Part]]:
    """The same of a file with this name and content."""
    path = folder / name
    path.write_bytes(content)
    return taken(path)
