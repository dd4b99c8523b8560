"""Finds out what kind of roster the chosen files are, and reads it dry: nothing is kept, and every fault is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from carrel.base import archive
from carrel.base.words import _
from carrel.exchange.rosters import oneroster, simple
from carrel.exchange.rosters.api import Roster, RosterRefused

_SUFFIXES = (".csv", ".tsv", ".tab", ".txt")


def read(files: Mapping[str, bytes], title: str = "") -> Roster:
    """The roster in the files: one CSV file, the CSV files of a OneRoster export, or a zip of either.

    files: what each holds by its name, with folders or without. title: the class of those whose row names none. Raises
    RosterRefused where nothing can be read.
    """
    if len(files) == 1 and archive.is_archive(next(iter(files.values()))):
        return _read(_unpacked(next(iter(files.values()))), title)
    return _read(_by_name(files.items()), title)


def _read(files: Mapping[str, bytes], title: str) -> Roster:
    if oneroster.is_oneroster({name.lower(): b"" for name in files}):
        return oneroster.read({name.lower(): content for name, content in files.items()})
    if len(files) == 1:
        name, content = next(iter(files.items()))
        return simple.read(name, content, title)
    if not files:
        raise RosterRefused(_("There is no CSV file among these files."), _csv_it())
    raise RosterRefused(
        _("These are several lists, and not one export of OneRoster."),
        _("Choose one list at a time, or all the files of a OneRoster export."),
    )


def _unpacked(content: bytes) -> Mapping[str, bytes]:
    try:
        return _by_name(archive.entries(content, _may_be_roster))
    except archive.ArchiveRefused as error:
        raise RosterRefused(error.what, error.next_step, error.detail) from error


def _by_name(files: Iterable[tuple[str, bytes]]) -> Mapping[str, bytes]:
    """The files that may be part of a roster, without their folders."""
    found: dict[str, bytes] = {}
    for path, content in _wanted(files):
        name = PurePosixPath(path).name
        if name.lower() in map(str.lower, found):
            raise RosterRefused(
                _("There are two files called “{name}”.").format(name=name),
                _("Choose the files of one export only."),
            )
        found[name] = content
    return found


def _wanted(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    return ((path.replace("\\", "/"), content) for path, content in files if _may_be_roster(path.replace("\\", "/")))


def _may_be_roster(name: str) -> bool:
    path = PurePosixPath(name)
    return path.suffix.lower() in _SUFFIXES and "__MACOSX" not in path.parts and not path.name.startswith(".")


def _csv_it() -> str:
    return _("Save the list as CSV in the other program, and choose that file.")
