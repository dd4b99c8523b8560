"""Reads a roster from a simple CSV file: a row for each pupil, its columns called as people call them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from carrel.base.words import _, counted
from carrel.exchange.rosters import columns, sheet
from carrel.exchange.rosters.api import Fault, Roster, RosterClass, RosterPupil, tidy
from carrel.exchange.rosters.codes import CodeRefused, checked
from carrel.exchange.rosters.columns import word
from carrel.exchange.rosters.sheet import Line, Sheet

_BETWEEN_GROUPS = re.compile(r"[,;|]")


def read(file: str, content: bytes, title: str = "") -> Roster:
    """The roster in the file, with every fault; title: the class of those whose row names none.

    Rows of one id, or of one code, are one pupil where they name different classes. Raises RosterRefused.
    """
    found = sheet.read(file, content, columns.recognised)
    reading = _Reading(found, title)
    for line in found.lines:
        reading.take(line)
    return reading.roster()


class _Reading:
    """The classes as they grow, row by row, and what is known by then of ids, codes and names."""

    def __init__(self, found: Sheet, title: str) -> None:
        self._sheet = found
        self._title = tidy(title)
        self._classes: dict[tuple[str, str], tuple[str, str, list[RosterPupil]]] = {}
        self._names: dict[str, str] = {}
        self._owners: dict[str, tuple[str, str]] = {}
        self._places: set[tuple[tuple[str, str], str, str]] = set()
        self._faults = list(found.faults)
        self._teachers = 0

    def take(self, line: Line) -> None:
        """One row more."""
        text = line.text
        class_id = text("class_id")
        title = text("class") or class_id or self._title
        name, given, family = self._named(line)
        id_ = text("id")
        fault = self._absent(line)
        if fault is None and not name:
            if self._names_a_class_only(line):
                self._class(title, class_id)
                return
            fault = self._sheet.fault(
                line, _first_name(self._sheet), _("The name is empty."), _("Write the name, or take the row out.")
            )
        if fault is None:
            fault = self._doubled(line, _key(title, class_id), id_, name)
        if fault is not None:
            self._faults.append(fault)
        elif word(text("role")) == "teacher":
            self._teachers += 1
        else:
            pupil = RosterPupil(name, given, family, self._code(line, id_, name), self._groups(line), id_)
            self._put(line, title, class_id, pupil)

    def roster(self) -> Roster:
        """All that was read."""
        classes = tuple(RosterClass(title, id_, tuple(pupils)) for title, id_, pupils in self._classes.values())
        faults = tuple(sorted(self._faults, key=lambda fault: fault.row))
        tells_groups = bool({"group", "groups"} & self._sheet.columns.keys())
        return Roster(classes, tells_groups, faults, (*self._sheet.notes, *self._passed_over()))

    def _named(self, line: Line) -> tuple[str, str, str]:
        """The name as it is shown, and its parts."""
        given, family = line.text("given"), line.text("family")
        return line.text("name") or " ".join(filter(None, (given, family))), given, family

    def _absent(self, line: Line) -> Fault | None:
        """What keeps somebody who is rightly named from being a pupil now."""
        role, status = line.text("role"), line.text("status")
        if word(status) == "ended":
            return self._sheet.fault(
                line,
                "status",
                _("This row is marked “{status}”.").format(status=status),
                _("Take the mark out if the pupil is still there."),
            )
        if role and word(role) not in {"pupil", "teacher"}:
            return self._sheet.fault(
                line,
                "role",
                _("“{role}” is neither a pupil nor a teacher.").format(role=role),
                _("Write “student” if this is a pupil."),
            )
        return None

    def _names_a_class_only(self, line: Line) -> bool:
        others = self._sheet.columns.keys() - {"class", "class_id"}
        return bool(line.text("class")) and not any(line.text(kind) for kind in others)

    def _doubled(self, line: Line, of_class: tuple[str, str], id_: str, name: str) -> Fault | None:
        """An id that stands for two people, or for one twice in a class."""
        if not id_:
            return None
        if self._names.setdefault(id_, name) != name:
            what = _("The id “{id}” stands in another row with the name “{name}”.").format(
                id=id_, name=self._names[id_]
            )
        elif (of_class, id_, "") in self._places:
            what = _("The id “{id}” stands twice in this class.").format(id=id_)
        else:
            self._places.add((of_class, id_, ""))
            return None
        return self._sheet.fault(line, "id", what, _("Give each pupil an id of their own, in one row for each class."))

    def _code(self, line: Line, id_: str, name: str) -> str:
        """The code of the pupil, empty where there is none that can be used; a row is never left out for it."""
        typed = line.text("code")
        if not typed:
            return ""
        try:
            code = checked(typed)
        except CodeRefused as error:
            what = error.what
        else:
            if self._owners.setdefault(code, (id_, name)) == (id_, name):
                return code
            what = _("Another pupil has this code.")
        next_step = _("The pupil was read, and gets a new code; correct it here to keep the old one.")
        self._faults.append(self._sheet.fault(line, "code", what, next_step, left_out=False))
        return ""

    def _groups(self, line: Line) -> tuple[str, ...]:
        """The groups of the pupil, each once."""
        listed = _BETWEEN_GROUPS.split(line.text("groups"))
        groups = (*line.texts("group"), *map(str.strip, listed))
        return tuple(dict.fromkeys(filter(None, groups)))

    def _put(self, line: Line, title: str, class_id: str, pupil: RosterPupil) -> None:
        if not pupil.external_id and (_key(title, class_id), "", pupil.name) in self._places:
            what = _("Two pupils of this class are called “{name}”.").format(name=pupil.name)
            next_step = _("Both were read; write an id for each, so that they can be told apart.")
            self._faults.append(self._sheet.fault(line, _first_name(self._sheet), what, next_step, left_out=False))
        self._places.add((_key(title, class_id), "", pupil.name))
        self._class(title, class_id).append(pupil)

    def _class(self, title: str, class_id: str) -> list[RosterPupil]:
        return self._classes.setdefault(_key(title, class_id), (title, class_id, []))[2]

    def _passed_over(self) -> Iterator[str]:
        """What stood in the file and was not wanted."""
        known = {place for places in self._sheet.columns.values() for place in places}
        unread = [tidy(name) for place, name in enumerate(self._sheet.headers) if place not in known and name.strip()]
        if unread:
            listed = ", ".join(f"“{name}”" for name in unread[:20])
            yield _("{file}: these columns were not needed: {columns}.").format(file=self._sheet.file, columns=listed)
        if self._teachers:
            yield counted(
                "One teacher was passed over: a roster holds pupils.",
                "{count} teachers were passed over: a roster holds pupils.",
                self._teachers,
            )


def _key(title: str, class_id: str) -> tuple[str, str]:
    """What tells a class from others: its id, else its title."""
    return ("", class_id) if class_id else (title, "")


def _first_name(found: Sheet) -> str:
    return next(kind for kind in columns.NAMES if kind in found.columns)
