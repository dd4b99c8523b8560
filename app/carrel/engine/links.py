"""Models that are used where they are: which names stand for which files outside Carrel's own folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from carrel.base.files import write_whole

_FILE = "links.json"


def read(folder: Path) -> dict[str, Path]:
    """The file each name stands for; a list that cannot be read names none."""
    try:
        rows = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(rows, dict):
        return {}
    return {name: Path(path) for name, path in rows.items() if isinstance(path, str) and path and "\0" not in path}


def write(folder: Path, links: Mapping[str, Path]) -> None:
    """Keep them; raises OSError."""
    rows = {name: str(path) for name, path in links.items()}
    write_whole(folder / _FILE, json.dumps(rows, indent=1, ensure_ascii=False).encode())
