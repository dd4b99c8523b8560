"""The behaviours that come with Carrel."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from carrel.base.files import resource
from carrel.behaviours.model import Behaviour
from carrel.behaviours.reading import read


@cache
def shipped() -> Mapping[str, Behaviour]:
    """Each by its name, in the order of the names."""
    found = {}
    for path in sorted(resource("behaviours").glob("*.md")):
        behaviour = read(path.stem, path.read_text(encoding="utf-8")).behaviour
        if behaviour is not None:
            found[path.stem] = behaviour
    return found
