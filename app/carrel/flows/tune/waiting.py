"""What a run was asked to do, kept beside it so that it can go on with the very same when it was stopped."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from carrel.base.files import write_whole
from carrel.engine import disk
from carrel.engine.api import Turn
from carrel.engine.tuning.terms import Terms
from carrel.flows.tune.examples import Example

_FILE = "wish.json"


@dataclass(frozen=True)
class Wish:
    """base: the name of the model. name: of the new adapter. resume: go on where a run of that name stopped."""

    base: str
    name: str
    examples: tuple[Example, ...]
    terms: Terms = field(default_factory=Terms)
    resume: bool = False


def keep(folder: Path, wish: Wish) -> None:
    """Write it into the folder of the run. Raises ModelRefused where the disk does not take it."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(folder / _FILE, json.dumps(asdict(wish), ensure_ascii=False).encode())
    except OSError as error:
        raise disk.cannot_write(folder, error) from error


def read(folder: Path) -> Wish | None:
    """The same, to go on with; None where there is none that can be read."""
    try:
        row = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        examples, terms = tuple(map(_example, row["examples"])), Terms(**row["terms"])
        return Wish(**{**row, "examples": examples, "terms": terms, "resume": True})
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _example(row: dict[str, Any]) -> Example:
    return Example(**{**row, "turns": tuple(Turn(**turn) for turn in row["turns"])})
