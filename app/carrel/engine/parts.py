"""A file that is only partly here: its bytes so far, and a note of where they came from."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from carrel.base.files import write_whole


@dataclass(frozen=True)
class Note:
    """Where the bytes came from. size: of the whole file. sha256: what the host says it will be, or empty."""

    address: str = ""
    etag: str = ""
    size: int = 0
    sha256: str = ""


class Part:
    """The unfinished file of one model of the catalogue, beside the models but never under a model's name."""

    def __init__(self, folder: Path, name: str) -> None:
        self.path = folder / f"{name}.gguf.part"
        self._note = folder / f"{name}.gguf.part.json"

    @property
    def bytes(self) -> int:
        """How much of it is here."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    def note(self) -> Note | None:
        """What is known of the bytes that are here; None where nobody can tell, and they are worth nothing."""
        try:
            row = json.loads(self._note.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return None
        expected = {field.name: type(field.default) for field in fields(Note)}
        if not isinstance(row, dict) or row.keys() != expected.keys():
            return None
        sound = all(type(row[name]) is kind for name, kind in expected.items())
        return Note(**row) if sound and row["size"] > 0 else None

    def begin(self, note: Note) -> None:
        """Start with no bytes; the old ones go before the new note comes, so that a note never lies. Raises OSError."""
        self.discard()
        write_whole(self._note, json.dumps(asdict(note)).encode())

    def discard(self) -> None:
        """Delete all of it. Raises OSError."""
        self.path.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    def forget_note(self) -> None:
        """The file has got its name: only the note is left."""
        self._note.unlink(missing_ok=True)
