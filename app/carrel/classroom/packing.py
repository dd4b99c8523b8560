"""Makes the one file that goes between teacher and pupil, and reads it with the state in which it arrived (P34)."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import BinaryIO

from carrel.base.archive import MOST_ENTRIES, MOST_PACKED, Archive, ArchiveRefused, is_archive
from carrel.base.words import _
from carrel.classroom import layout, manifest, sealing, signing
from carrel.classroom.manifest import Entry, Manifest
from carrel.classroom.model import Arrived, Heading, Kind, PackTooLarge, PackUnreadable, State

MANIFEST, SIGNATURE = "manifest.json", "signature"
_PURPOSE = "manifest of a pack"
_NAME_AT = 30
"""Where the name of the first file stands in a zip: `layout` puts the manifest there."""
_LONGEST_HEAD = 64


def write(heading: Heading, entries: Mapping[str, bytes], private_key: bytes) -> bytes:
    """The signed pack: always the same bytes for the same contents.

    Raises PackTooLarge for more than the other side reads, KeyUnusable, and ValueError when the key is not the
    issuer's or an entry has a name that can be in no pack (names are made by Carrel, titles stand inside).
    """
    if signing.public_key(private_key) != heading.issuer.key:
        raise ValueError("the key is not the issuer's")
    if not entries.keys().isdisjoint((MANIFEST, SIGNATURE)):
        raise ValueError("the name of an entry is taken")
    listed = tuple(manifest.entry(name, entries[name]) for name in sorted(entries))
    told = manifest.written(Manifest(heading, listed))
    files = {
        MANIFEST: told,
        **{one.name: entries[one.name] for one in listed},
        SIGNATURE: signing.sign(private_key, _PURPOSE, told),
    }
    if len(files) > MOST_ENTRIES or layout.size(files) > MOST_PACKED or len(told) > manifest.MOST_BYTES:
        raise PackTooLarge(
            _("There is more in this pack than {most} MB, or than {count} files.").format(
                most=MOST_PACKED // 1_000_000, count=MOST_ENTRIES - 2
            ),
            _("Take some documents out, and make the pack again."),
        )
    return b"".join(layout.pieces(files))


def read(content: bytes, known: Collection[bytes]) -> Arrived:
    """The pack in these bytes; known are the public keys of the devices that may have made it.

    For packs of one's own: those of others are unpacked in a limited child (flows/classes/packs). Raises PackUnreadable
    or PackTooNew when there is nothing to show. A state other than ok is told and not raised.
    """
    return arrived(content, unpacked(content), known)


def check_begins(content: bytes) -> None:
    """Raise PackUnreadable for bytes that do not even begin like a pack."""
    if not content:
        raise PackUnreadable(_("This file is empty."), _("Copy it again, or ask whoever sent it to send it once more."))
    if not is_archive(content):
        raise manifest.no_pack()


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files of the pack, the manifest first; raises PackUnreadable or PackTooNew when there is nothing to show."""
    check_begins(content)
    with _refusals_told():
        archive = Archive(io.BytesIO(content))
        if MANIFEST not in archive.names:
            raise manifest.no_pack()
        told = archive.read(MANIFEST)
        manifest.read(told)
        return {MANIFEST: told} | {name: archive.read(name) for name in archive.names if name != MANIFEST}


def arrived(content: bytes, files: Mapping[str, bytes], known: Collection[bytes]) -> Arrived:
    """The pack of these bytes, of which somebody says that it holds these files: that is compared, byte for byte.

    Raises PackUnreadable or PackTooNew as `read` does.
    """
    told = files.get(MANIFEST)
    if told is None:
        raise manifest.no_pack()
    found = manifest.read(told)
    entries = {name: inside for name, inside in files.items() if name not in {MANIFEST, SIGNATURE}}
    signature = files.get(SIGNATURE)
    state: State = "changed"
    if _is_complete(found.entries, entries) and layout.is_laid_out(content, _in_order(told, found, entries, signature)):
        state = _signed(found.heading, told, signature, known)
    return Arrived(found.heading, entries, state, hashlib.sha256(told).hexdigest())


def _is_complete(listed: Sequence[Entry], entries: Mapping[str, bytes]) -> bool:
    return len(listed) == len(entries) and all(
        one.name in entries and manifest.entry(one.name, entries[one.name]) == one for one in listed
    )


def _in_order(told: bytes, found: Manifest, entries: Mapping[str, bytes], signature: bytes | None) -> dict[str, bytes]:
    files = {MANIFEST: told, **{one.name: entries[one.name] for one in found.entries}}
    return files if signature is None else {**files, SIGNATURE: signature}


def _signed(heading: Heading, told: bytes, signature: bytes | None, known: Collection[bytes]) -> State:
    if signature is None:
        return "unsigned"
    if not signing.is_signed(heading.issuer.key, _PURPOSE, told, signature):
        return "changed"
    return "ok" if heading.issuer.key in known else "unknown"


def kind_of(file: BinaryIO) -> Kind | None:
    """Which kind of pack a file is, by what stands in it and not by its name; None for any other file.

    One that is damaged counts as the kind that it looks like, so that whoever reads it says what is wrong with it.
    """
    head = file.read(_LONGEST_HEAD)
    if sealing.is_sealed(head):
        return "results"
    if not is_archive(head):
        return None
    begins = head[_NAME_AT : _NAME_AT + len(MANIFEST)] == MANIFEST.encode("ascii")
    try:
        archive = Archive(file)
        return manifest.kind_said(archive.read(MANIFEST)) if MANIFEST in archive.names else None
    except ArchiveRefused:
        return "class" if begins else None


@contextmanager
def _refusals_told() -> Iterator[None]:
    """Say of a pack what is wrong with the archive that it is."""
    try:
        yield
    except ArchiveRefused as error:
        if error.fault == "damaged":
            raise PackUnreadable.damaged(error.detail) from error
        raise PackUnreadable(
            error.what, _("Nothing was taken from it. Ask whoever sent it for the pack as Carrel made it.")
        ) from error
