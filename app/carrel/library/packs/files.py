"""The files of a pack, from a folder or a zip file and into one, with names that every system can hold."""

from __future__ import annotations

import io
import os
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from carrel.base.archive import Archive
from carrel.base.show import beside
from carrel.base.words import _
from carrel.library.packs.findings import Finding, Place, fault, warning
from carrel.library.packs.model import PackRefused

MOST_FILES = 5_000
MOST_TEXT = 2_000_000
MOST_IMAGE = 5_000_000
MOST_BYTES = 200_000_000
"""Bytes of one text, of one image, and of the whole pack."""

IMAGES = (".svg", ".png", ".jpg")
_COURSE = "course.toml"
_NO_SYSTEM = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$')
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")
_BESIDE = re.compile(r"(?i)(?:readme|licen[cs]e|notice|changelog)(?:\.(?:md|txt))?")
"""Files about the pack that may stand beside it, and go into the zip."""


def from_folder(folder: Path, found: list[Finding]) -> dict[str, bytes]:
    """The files of the pack by their names with slashes; what cannot be used is added to what was found.

    Raises PackRefused when it is no folder, or far more than a pack. Links are not followed.
    """
    if not folder.is_dir():
        raise PackRefused(
            _("There is no folder “{name}”.").format(name=beside(folder.name or str(folder))),
            _("Name the folder in which course.toml is."),
        )
    files: dict[str, bytes] = {}
    total = 0
    for name, path in _walk(folder, found):
        try:
            size = path.stat().st_size
            if size > most_bytes(name):
                found.append(too_large(name))
                continue
            total += size
            if total > MOST_BYTES:
                raise _far_too_much()
            files[name] = path.read_bytes()
        except OSError as error:
            found.append(
                fault(
                    "unreadable",
                    Place(name),
                    _("This file cannot be read."),
                    error.strerror or _("Look at who may read it."),
                )
            )
    return belonging(files, found)


def from_zip(file: BinaryIO, found: list[Finding]) -> dict[str, bytes]:
    """The files of the pack in this archive; what cannot be used is added to what was found. Raises ArchiveRefused.

    The pack may lie in one folder inside the archive, as it does when somebody packed its folder by hand.
    """
    archive = Archive(file)
    outer = _outer_folder(archive.names)
    files: dict[str, bytes] = {}
    for inside in archive.names:
        name = inside.removeprefix(outer)
        if any(part.startswith(".") for part in name.split("/")) or not inside.startswith(outer):
            continue
        content = archive.read(inside) if _belongs(name) else b""
        if len(content) > most_bytes(name):
            found.append(too_large(name))
        else:
            files[name] = content
    return belonging(files, found)


def into_zip(files: Mapping[str, bytes]) -> bytes:
    """One zip file of these files: the same bytes for the same files, on every system and on every day.

    Nothing is compressed, because libraries that compress differ in their bytes.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            made.writestr(entry, files[name])
    return out.getvalue()


def _outer_folder(names: Iterable[str]) -> str:
    """The folder with a slash in which course.toml lies; empty when it lies at the top, or nowhere."""
    tops = [name.removesuffix(_COURSE) for name in names if name == _COURSE or name.endswith(f"/{_COURSE}")]
    return min(tops, key=len, default="")


def _walk(folder: Path, found: list[Finding]) -> Iterator[tuple[str, Path]]:
    """The plain files below the folder in the order of their names, hidden ones left out."""
    count = 0
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted((*names, *(one for one in folders if Path(root, one).is_symlink()))):
            path = Path(root, name)
            inside = path.relative_to(folder).as_posix()
            if name.startswith("."):
                continue
            count += 1
            if count > MOST_FILES:
                raise _far_too_much()
            if path.is_symlink() or not path.is_file():
                found.append(
                    fault(
                        "link",
                        Place(inside),
                        _("This is a link or a device, and no file."),
                        _("Put the file itself there."),
                    )
                )
                continue
            yield inside, path


def belonging(files: dict[str, bytes], found: list[Finding]) -> dict[str, bytes]:
    """The files that are part of a pack; the others, and names that not every system can hold, are told."""
    found.extend(_check_names(files))
    kept = {}
    for name, content in files.items():
        if _belongs(name):
            kept[name] = content
        else:
            found.append(
                warning(
                    "stray-file",
                    Place(name),
                    _("This file is not part of a pack, and is left out."),
                    _("Packs hold course.toml, topics/*.md, items/*.jsonl, and .svg, .png and .jpg in images/."),
                )
            )
    return kept


def _belongs(name: str) -> bool:
    path = PurePosixPath(name)
    if len(path.parts) == 1:
        return name == _COURSE or _BESIDE.fullmatch(name) is not None
    if path.parts[0] == "images":
        return path.suffix in IMAGES
    return len(path.parts) == 2 and (path.parts[0], path.suffix) in {("topics", ".md"), ("items", ".jsonl")}


def _check_names(names: Iterable[str]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for name in names:
        if any(_NO_SYSTEM.search(part) or _RESERVED.fullmatch(part) for part in name.split("/")) or len(name) > 180:
            yield fault(
                "file-name",
                Place(name),
                _("Not every system can hold a file of this name."),
                _("Use a short name of letters, digits, dots and hyphens."),
            )
        alike = unicodedata.normalize("NFC", name).casefold()
        if alike in seen:
            yield fault(
                "file-name-alike",
                Place(name),
                _("Its name differs from “{name}” only in the size of letters.").format(name=beside(seen[alike], 80)),
                _("Rename one of them: many systems hold only one of the two."),
            )
        seen.setdefault(alike, name)


def most_bytes(name: str) -> int:
    """How large this file of a pack may be."""
    return MOST_IMAGE if name.startswith("images/") else MOST_TEXT


def too_large(name: str) -> Finding:
    """What to say of a file over its limit."""
    return fault(
        "too-large",
        Place(name),
        _("This file is larger than {count} MB.").format(count=most_bytes(name) // 1_000_000),
        _("Split the text, or make the picture smaller."),
    )


def _far_too_much() -> PackRefused:
    return PackRefused(
        _("This folder holds far more than a course pack does."), _("Name the folder in which only the pack is.")
    )
