"""Checks a course pack, and makes one file of it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from carrel.base.archive import is_archive
from carrel.base.files import write_whole
from carrel.base.show import beside
from carrel.base.words import _, counted
from carrel.flows.pack_marks import misjudged
from carrel.flows.pack_recomputed import miscomputed
from carrel.library.packs.files import MOST_BYTES, from_folder, from_zip, into_zip
from carrel.library.packs.findings import Finding, faults
from carrel.library.packs.model import Pack, PackRefused
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

    def sound(self) -> Checked:
        """The same; raises PackRefused, with the first fault and how many there are, when there is one."""
        bad = self.faults()
        if not bad:
            return self
        first = _("The first is in {place}: {what}").format(place=beside(str(bad[0].place)), what=bad[0].what)
        raise PackRefused(
            f"{counted('This pack has one fault.', 'This pack has {count} faults.', len(bad))} {first}",
            _("“carrel pack check” names all of them. Correct them, and try again."),
        )


def check(path: Path) -> Checked:
    """Read the pack in a folder or a zip file, and check all of it; raises PackRefused and ArchiveRefused."""
    read = opened(path)
    found = [*read.found, *broken_rules(read.pack)]
    found.extend(misjudged(read.pack, tuple(found)))
    found.extend(miscomputed(read.pack))
    return Checked(read.pack, read.files, _in_order(found))


def opened(path: Path) -> Checked:
    """Read the pack in a folder or a zip file, and no more than that; raises PackRefused and ArchiveRefused."""
    found: list[Finding] = []
    files = _files(path, found)
    pack = read_pack(files, found)
    return Checked(pack, files, _in_order(found))


def _in_order(found: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.place, one.rule)))


def build(folder: Path, to: Path | None = None, *, replace: bool = False) -> tuple[Path, Checked]:
    """Write the pack in this folder as one zip file, beside it unless told where; returns where, and the pack.

    The same files always make the same bytes. Raises PackRefused.
    """
    checked = check(folder).sound()
    path = to or folder.resolve().parent / f"{checked.pack.id}-{_file_part(checked.pack.version)}.zip"
    if path.exists() and not replace:
        raise PackRefused(
            _("There is already a file {file}.").format(file=path),
            _("Choose another name with --to, or replace it with --force."),
        )
    try:
        write_whole(path, into_zip(checked.files))
    except OSError as error:
        raise unwritable(path, error) from error
    return path, checked


def unwritable(path: Path, error: OSError) -> PackRefused:
    """What to say when the file of a pack cannot be written."""
    return PackRefused(
        _("The file {file} could not be written.").format(file=path),
        _("Choose another folder, or make room on this disk, and try again."),
        os.strerror(error.errno) if error.errno else type(error).__name__,
    )


def _files(path: Path, found: list[Finding]) -> dict[str, bytes]:
    if path.is_dir():
        return from_folder(path, found)
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size <= MOST_BYTES and is_archive(file.read(4)):
                return from_zip(file, found)
    except OSError as error:
        raise PackRefused(
            _("“{name}” cannot be read.").format(name=beside(path.name or str(path))),
            _("Name the folder in which course.toml is, or a zip file made by “carrel pack build”."),
            os.strerror(error.errno) if error.errno else type(error).__name__,
        ) from error
    raise PackRefused(
        _("“{name}” is neither a folder nor a zip file.").format(name=beside(path.name)),
        _("Name the folder in which course.toml is, or a zip file made by “carrel pack build”."),
    )


def _file_part(version: str) -> str:
    """The version as a part of a file's name."""
    return "".join(letter if letter.isalnum() or letter in ".-" else "-" for letter in version)[:40]
