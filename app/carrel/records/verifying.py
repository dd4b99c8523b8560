"""Checks an exported record: whether its entries, its text and its seal are as they were written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from carrel.base.words import _, counted
from carrel.base.work import Cancel
from carrel.records.chain import Break, BreakKind, first_break
from carrel.records.exporting import Seal, sealed_bytes
from carrel.records.model import Link
from carrel.records.reading import Export, read
from carrel.records.rebuilding import digest, first_misfit

Checking = Callable[[bytes, Seal], bool]
"""Whether a seal was made over these bytes by the holder of its key."""


@dataclass(frozen=True)
class Checked:
    """What was found. links: as many as could be read. broken: where the entries first do not fit.

    is_text_same: whether people read what was written. key: of the seal, empty where there is none.
    """

    links: tuple[Link, ...]
    broken: Break | None
    is_text_same: bool
    seal: Literal["none", "fits", "broken"]
    key: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether nothing in the file is other than it was written, as far as that can be told."""
        return self.broken is None and self.is_text_same and self.seal != "broken"

    def sentences(self) -> list[str]:
        """What a person is told of it, without a word about why it may be so."""
        said = [_fit(len(self.links)) if self.broken is None else told_break(self.broken)]
        if not self.is_text_same:
            said.append(_("The text beside the entries is not as Carrel wrote it: go by the entries."))
        said.append(_SEALS[self.seal]())
        if not self.is_sound:
            said.append(_("A file that was damaged on its way looks the same: ask for it once more."))
        return said


def verify(content: bytes, fits: Checking, cancel: Cancel) -> Checked:
    """What is to be said of the file; raises RecordRefused where no record can be read in it, and Stopped."""
    export = read(content)
    seal = export.seal
    return Checked(
        links=export.links,
        broken=_broken(export, cancel),
        is_text_same=digest(export.text) == export.words and not export.after,
        seal="none" if seal is None else "fits" if fits(sealed_bytes(export.head, export.words), seal) else "broken",
        key="" if seal is None else seal.key,
    )


def told_break(broken: Break) -> str:
    """Where and how a record does not fit, in plain words."""
    if broken.kind == "cut":
        return counted("One entry is missing at the end.", "{count} entries are missing at the end.", broken.missing)
    where = _BROKEN[broken.kind]().format(number=broken.number)
    if broken.kind == "removed":
        return counted("One entry is missing.", "{count} entries are missing.", broken.missing) + " " + where
    return where


def _broken(export: Export, cancel: Cancel) -> Break | None:
    found = first_break(export.links, None if export.stray else export.head) or export.stray
    misfit = None if found else first_misfit((link.entry for link in export.links), cancel)
    return Break("misfit", misfit) if misfit else found


def _fit(count: int) -> str:
    return counted("The one entry is as it was written.", "All {count} entries are as they were written.", count)


_SEALS: Mapping[str, Callable[[], str]] = {
    "none": lambda: _("The record is not signed, so nobody can tell whether all of it was written anew."),
    "fits": lambda: _("The signature fits."),
    "broken": lambda: _("The signature does not fit."),
}

_BROKEN: Mapping[BreakKind, Callable[[], str]] = {
    "changed": lambda: _("Entry {number} is not as it was written."),
    "removed": lambda: _("The gap begins at entry {number}."),
    "inserted": lambda: _("At place {number} stands an entry that does not belong there."),
    "reordered": lambda: _("From entry {number} on, the entries stand in another order than they were written in."),
    "rewritten": lambda: _("These entries are not the ones at whose end the record was closed."),
    "misfit": lambda: _("Entry {number} does not fit the text that the entries before it make."),
}
