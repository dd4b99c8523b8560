"""Checks a course pack, makes one file of it, installs it, and takes it away again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from carrel.library.packs.files import from_folder
from carrel.library.packs.findings import Finding, faults
from carrel.library.packs.model import Pack
from carrel.library.packs.reading import read_pack
from carrel.library.packs.rules import broken_rules


@dataclass(frozen=True)
class Checked:
    """A pack, its files by their names, and what was found, in the order of the files."""

    pack: Pack
    files: dict[str, bytes]
    found: tuple[Finding, ...]

    def faults(self, *, strict: bool = False) -> list[Finding]:
        """What keeps the pack out."""
        return faults(self.found, strict=strict)


def check(path: Path) -> Checked:
    """Read the pack and check all of it; raises PackRefused when there is no pack to read."""
    found: list[Finding] = []
    files = from_folder(path, found)
    pack = read_pack(files, found)
    found.extend(broken_rules(pack))
    return Checked(pack, files, tuple(sorted(dict.fromkeys(found), key=lambda one: (one.place, one.rule))))
