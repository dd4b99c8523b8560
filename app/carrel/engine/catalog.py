"""Reads the list of models Carrel knows of and can fetch, resources/catalog/models.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from carrel.base.files import resource

HOST = "huggingface.co"
"""Where everything in the catalogue is published."""

ROLES = ("chat", "embedding")
"""What a model is for: to talk, or to turn texts into vectors for the search."""


@dataclass(frozen=True)
class Entry:
    """A model of the catalogue; what each field means stands at the top of the file itself."""

    name: str
    title: str
    languages: tuple[str, ...]
    licence: str
    bytes: int
    context: int
    memory_bytes: int
    repository: str
    file: str
    role: str = "chat"
    good_for: str = ""
    revision: str = "main"
    sha256: str | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for an entry that could not be used; the file comes with Carrel, so that is our mistake."""
        numbers = (self.bytes, self.context, self.memory_bytes)
        if not re.fullmatch(r"[a-z0-9][a-z0-9.-]*", self.name) or min(numbers) <= 0 or not self.languages:
            raise ValueError(f"the catalogue's entry {self.name!r} is not usable")
        if not re.fullmatch(r"[\w.-]+\.gguf", self.file) or not re.fullmatch(r"([\w.-]+/[\w.-]+)?", self.repository):
            raise ValueError(f"the catalogue's entry {self.name!r} does not say where its file is")
        if self.role not in ROLES or not re.fullmatch(r"[\w.-]+", self.revision):
            raise ValueError(f"the catalogue's entry {self.name!r} has an unknown role or revision")
        if self.good_for and not re.fullmatch(r"[A-Z][^\n]{10,160}\.", self.good_for):
            raise ValueError(f"what the catalogue's entry {self.name!r} is good for is not one sentence")
        if self.sha256 is not None and not re.fullmatch(r"[0-9a-f]{64}", self.sha256):
            raise ValueError(f"the sha256 of the catalogue's entry {self.name!r} is not one")

    @property
    def is_bundled(self) -> bool:
        """Whether it comes with Carrel and is published nowhere."""
        return not self.repository


def load(path: Path | None = None) -> tuple[Entry, ...]:
    """All entries, in the order of the file. Raises ValueError or TypeError for a file that breaks the schema."""
    table = tomllib.loads((path or resource("catalog/models.toml")).read_text(encoding="utf-8"))
    entries = tuple(Entry(**{**row, "languages": tuple(row.get("languages", ()))}) for row in table["model"])
    if len({entry.name for entry in entries}) < len(entries):
        raise ValueError("a name stands twice in the catalogue")
    return entries
