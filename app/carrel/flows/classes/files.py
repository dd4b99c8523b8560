"""The files between teacher and pupil as bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from carrel.base.archive import MOST_PACKED, Archive, ArchiveRefused, is_archive
from carrel.base.words import _
from carrel.classroom import sealing
from carrel.classroom.model import Arrived, Kind, PackUnreadable
from carrel.classroom.packing import MANIFEST

_MOST_BYTES = MOST_PACKED + 1_000
"""A sealed pack is a little longer than the pack."""


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
