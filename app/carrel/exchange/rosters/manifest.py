"""The manifest.csv of a OneRoster export: which files there are, and whether they are whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from carrel.base.words import _
from carrel.exchange.rosters import sheet
from carrel.exchange.rosters.api import Fault, RosterRefused
from carrel.exchange.rosters.columns import Columns, key_of

FILE = "manifest.csv"
_NEEDED = ("users.csv", "roles.csv", "classes.csv", "enrollments.csv")
_KNOWN_VERSIONS = ("1.1", "1.2")


@dataclass(frozen=True)
class Planned:
    """The files to be read, by their names in small letters, and what is to be said of the manifest."""

    files: Mapping[str, bytes]
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()


def planned(files: Mapping[str, bytes]) -> Planned:
    """The files that the manifest lets be read; all of them where there is no manifest.

    Raises RosterRefused where a file that is needed holds changes alone: they say nothing without what they change.
    """
    if FILE not in files:
        return Planned(files)
    told = sheet.read(FILE, files[FILE], _columns)
    kept, faults, notes = dict(files), list(told.faults), list(told.notes)
    for line in told.lines:
        name, value = line.text("propertyname"), line.text("value").lower()
        if name == "oneroster.version" and value not in _KNOWN_VERSIONS:
            notes.append(
                _("These files say they are OneRoster {version}; Carrel knows 1.1 and 1.2.").format(version=value)
            )
        file = f"{name.removeprefix('file.').lower()}.csv" if name.startswith("file.") else ""
        if file not in _NEEDED:
            continue
        if value == "delta":
            raise RosterRefused(
                _("“{file}” holds only what changed, and not the whole roster.").format(file=file),
                _("Export again with all pupils (“bulk”), and choose that export."),
            )
        if value == "absent" and kept.pop(file, None) is not None:
            notes.append(_("{file} was not read: the manifest says that it does not belong here.").format(file=file))
        elif value == "bulk" and file not in files:
            what = _("The manifest promises “{file}”, which is missing.").format(file=file)
            faults.append(told.fault(line, "value", what, _("Export again, and choose all files.")))
        elif value not in {"absent", "bulk"}:
            what = _("“{value}” says nothing of a file: it must be bulk, delta or absent.").format(value=value)
            faults.append(told.fault(line, "value", what, _("The file was read if it was there.")))
    return Planned(kept, tuple(faults), tuple(notes))


def _columns(headers: Sequence[str]) -> Columns:
    keys = [key_of(header) for header in headers]
    found: Columns = {key: (keys.index(key),) for key in ("propertyname", "value") if key in keys}
    return found if len(found) == 2 else {}
