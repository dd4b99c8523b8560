"""The files between teacher and pupil as bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from carrel.base.archive import MOST_PACKED, Archive, ArchiveRefused, is_archive
from carrel.base.files import write_whole
from carrel.base.words import _
from carrel.classroom import packing, sealing
from carrel.classroom.model import Arrived, Kind, PackUnreadable
from carrel.classroom.packing import MANIFEST

_MOST_BYTES = MOST_PACKED + 1_000
"""A sealed pack is a little longer than the pack."""
_MOST_NAMES = 1_000


def kind_of(path: Path) -> Kind | None:
    """Which kind of pack this file is, by its content; None for any other file, and for one that cannot be read."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return packing.kind_of(file)
    except OSError:
        return None


@dataclass(frozen=True)
class Parted:
    """Files that came together, told apart by what stands in them: class packs, results of pupils, and all others."""

    classes: tuple[Path, ...] = ()
    results: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()

    @property
    def has_packs(self) -> bool:
        """Whether any of them belongs to a class."""
        return bool(self.classes or self.results)


def parted(paths: Sequence[Path]) -> Parted:
    """These files and folders, told apart; a folder is looked into by whoever reads it."""
    kinds = {path: kind_of(path) for path in paths}
    return Parted(
        tuple(path for path in paths if kinds[path] == "class"),
        tuple(path for path in paths if kinds[path] == "results"),
        tuple(path for path in paths if kinds[path] is None),
    )


def content_of(path: Path) -> bytes:
    """The bytes of the file; raises PackUnreadable for what is no file, cannot be read, or is too large."""
    try:
        if not path.is_file():
            raise PackUnreadable(
                _("There is no file {path}.").format(path=path), _("Look at its name, or choose it again.")
            )
        if path.stat().st_size > _MOST_BYTES:
            raise PackUnreadable(_("This file is too large for a pack."), _("Choose another file."))
        return path.read_bytes()
    except OSError as error:
        raise PackUnreadable(
            _("The file {path} cannot be read.").format(path=path),
            _("Copy it to this computer, and try again."),
            str(error),
        ) from error


def are_lists(paths: Sequence[Path]) -> bool:
    """Whether all of these are lists of a class, by what is in them: text, or a zip that holds no pack.

    What cannot be read is none.
    """
    return bool(paths) and all(map(_is_list, paths))


def _is_list(path: Path) -> bool:
    try:
        if not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return False
        content = path.read_bytes()
    except OSError:
        return False
    if is_archive(content):
        try:
            return MANIFEST not in Archive(io.BytesIO(content)).names
        except ArchiveRefused:
            return False
    is_text = content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" not in content
    return is_text and not sealing.is_sealed(content)


def unsealed(content: bytes, private_key: bytes) -> bytes:
    """The pack, whether it came sealed or open; raises PackUnreadable, PackTooNew or KeyUnusable."""
    return sealing.unseal(content, private_key) if sealing.is_sealed(content) else content


def wrong_kind(pack: Arrived, wanted: Kind) -> None:
    """Raise PackUnreadable for a pack of the other kind."""
    if pack.heading.kind == wanted:
        return
    if wanted == "class":
        raise PackUnreadable(
            _("This is the work of a pupil, and no class pack."), _("Choose the file that your teacher gave you.")
        )
    raise PackUnreadable(
        _("This is a class pack, and not the work of a pupil."), _("Choose the file that the pupil gave back.")
    )


def write_into(folder: Path, names: tuple[str, str], suffix: str, content: bytes) -> Path:
    """Put the content into a new file of the folder; raises OSError.

    names: the one that is wanted, and what stands behind it where something has that one already: nothing that lies
    there is ever written over. Letters that not every system allows in a name are left out.
    """
    path = _held(folder, _plain(names[0]), _plain(names[1]), suffix)
    try:
        write_whole(path, content)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return path


def _held(folder: Path, stem: str, more: str, suffix: str) -> Path:
    """A name that nothing there had, held by an empty file until the content takes its place."""
    for name in (stem, f"{stem}-{more}", *(f"{stem}-{more}-{count}" for count in range(2, _MOST_NAMES))):
        path = folder / f"{name}{suffix}"
        try:
            path.open("xb").close()
        except FileExistsError:
            continue
        return path
    raise FileExistsError(str(folder / f"{stem}{suffix}"))


def _plain(name: str) -> str:
    """The name as a file may be called on every system."""
    return re.sub(r"[^\w-]+", "-", name)[:60].strip("-") or "pack"
