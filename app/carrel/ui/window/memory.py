"""How the window was left: a small file whose loss costs nothing."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from carrel.base.files import write_whole


@dataclass(frozen=True)
class Left:
    """Where the window stood, how wide the list was, which chat, place and course, and what was written in a new one.

    answer: what was answered in practice and not checked yet, as its pane tells it.
    writing, criteria: the text that advice was or will be asked for, and by what.
    commands: the ids of those that were used last in the palette, the newest first, with a space between them.
    """

    width: int = 1180
    height: int = 780
    maximised: bool = False
    sidebar: int = 0
    folded: bool = False
    conversation: str = ""
    place: str = ""
    course: str = ""
    draft: str = ""
    answer: str = ""
    writing: str = ""
    criteria: str = ""
    commands: str = ""


class Memory:
    """Reads the file once, and writes it whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.left = self._read()

    def note(self, **values: object) -> None:
        """Remember these from now on."""
        self.left = replace(self.left, **values)  # type: ignore[arg-type]  # checked by the dataclass's fields

    def write(self) -> bool:
        """Keep it for the next start, and tell whether that worked; a folder that cannot be written costs only that."""
        try:
            write_whole(self._path, json.dumps(asdict(self.left), ensure_ascii=False).encode())
        except OSError:
            return False
        return True

    def _read(self) -> Left:
        try:
            raw = json.loads(self._path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return Left()
        left = Left()
        if isinstance(raw, dict):
            for one in fields(Left):
                if type(raw.get(one.name)) is type(one.default):
                    left = replace(left, **{one.name: raw[one.name]})
        return left
