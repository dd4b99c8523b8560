"""Reads a roster from the CSV files of a OneRoster 1.1 or 1.2 export: users, roles, classes and enrollments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from carrel.base.words import _, counted
from carrel.exchange.rosters import manifest, sheet
from carrel.exchange.rosters.api import Fault, Roster, RosterClass, RosterPupil, RosterRefused
from carrel.exchange.rosters.columns import Columns, key_of
from carrel.exchange.rosters.sheet import Line, Sheet

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "users.csv": ("sourcedid", "givenname", "familyname"),
    "roles.csv": ("usersourcedid", "role"),
    "classes.csv": ("sourcedid", "title"),
    "enrollments.csv": ("classsourcedid", "usersourcedid", "role"),
}
"""The columns that are needed of each file, in small letters."""

_OTHERS = ("status", "role", "enableduser", "preferredgivenname", "preferredfamilyname")
_ENDED = {"inactive", "tobedeleted"}


def is_oneroster(files: Mapping[str, bytes]) -> bool:
    """Whether files of these names, in small letters, are such an export."""
    return "users.csv" in files and bool({"classes.csv", "enrollments.csv", manifest.FILE} & files.keys())


def read(files: Mapping[str, bytes]) -> Roster:
    """The roster in the files, which are named in small letters, with every fault; raises RosterRefused.

    A pupil of no class stands in the class without a title. What else a OneRoster export holds is counted.
    """
    planned = manifest.planned(files)
    if "users.csv" not in planned.files:
        raise RosterRefused(_("These files hold no “users.csv” to read."), _("Export again with the users."))
    reading = _Reading(planned.files)
    classes = reading.classes()
    faults = (*planned.faults, *reading.faults)
    return Roster(classes, False, faults, (*planned.notes, *reading.notes, *_unneeded(files)))


class _Reading:
    """The files one after the other, each leaning on those before it."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.faults: list[Fault] = []
        self.notes: list[str] = []
        self._files = files
        users = self._sheet("users.csv")
        if users is None:
            fault = self.faults[-1]
            raise RosterRefused(f"{fault.file}: {fault.what}", fault.next_step)
        self._users = users
        self._pupils: dict[str, RosterPupil | None] = {}
        self._read_users(self._roles())

    def classes(self) -> tuple[RosterClass, ...]:
        """The classes with their pupils, and last, without a title, the pupils of no class."""
        titles = self._titles()
        members: dict[str, dict[str, RosterPupil]] = {id_: {} for id_, title in titles.items() if title}
        enrollments = self._sheet("enrollments.csv")
        if enrollments is not None and titles:
            for line in enrollments.lines:
                self._enroll(enrollments, line, members)
        placed = {id_ for pupils in members.values() for id_ in pupils}
        loose = tuple(pupil for id_, pupil in self._pupils.items() if pupil and id_ not in placed)
        found = tuple(RosterClass(titles[id_], id_, tuple(pupils.values())) for id_, pupils in members.items())
        return (*found, RosterClass("", "", loose)) if loose else found

    def _sheet(self, file: str) -> Sheet | None:
        """The file; None where it is missing, or unusable, which is told."""
        needed = _FIELDS[file]
        if file not in self._files:
            if file != "roles.csv":
                what = _("This file is missing; the pupils were read without it.")
                self.faults.append(Fault(file, 0, "", what, _("Export again with all files to have the classes, too.")))
            return None
        try:
            found = sheet.read(file, self._files[file], _known(needed))
        except RosterRefused as error:
            self.faults.append(Fault(file, 0, "", error.what, error.next_step))
            return None
        self.notes += found.notes
        missing = [name for name in needed if name not in found.columns]
        if missing:
            what = _("These columns are missing: {columns}.").format(columns=", ".join(missing))
            self.faults.append(Fault(file, 0, "", what, _("Export again with all columns.")))
            return None
        self.faults += found.faults
        return found

    def _roles(self) -> Mapping[str, set[str]] | None:
        """The roles of each user by their ids; None where there is no file of roles, as in OneRoster 1.1."""
        roles = self._sheet("roles.csv")
        if roles is None:
            if "role" not in self._users.columns:
                raise RosterRefused(
                    _("Neither “users.csv” nor a “roles.csv” says who is a pupil."), _("Export again with the roles.")
                )
            return None
        known = {line.text("sourcedid") for line in self._users.lines}
        found: dict[str, set[str]] = defaultdict(set)
        for line in roles.lines:
            user = line.text("usersourcedid")
            if user not in known:
                self._tell(roles, line, "usersourcedid", *_unknown_user(user))
            elif not self._ended(roles, line):
                found[user].add(line.text("role").lower())
        return found

    def _read_users(self, roles: Mapping[str, set[str]] | None) -> None:
        users, teachers = self._users, 0
        for line in users.lines:
            id_ = line.text("sourcedid")
            if not self._identified(users, line, id_, self._pupils):
                continue
            self._pupils[id_] = None
            told = {line.text("role").lower()} if roles is None else roles.get(id_, set())
            if self._ended(users, line):
                continue
            if "student" in told:
                self._pupils[id_] = self._pupil(line, id_)
            elif "teacher" in told:
                teachers += 1
            else:
                listed = ", ".join(sorted(told - {""})) or _("no role")
                what = _("“{role}” is neither a student nor a teacher.").format(role=listed)
                self._tell(users, line, "role", what, _("Correct the role if this is a pupil."))
        if teachers:
            self.notes.append(
                counted(
                    "One teacher was passed over: a roster holds pupils.",
                    "{count} teachers were passed over: a roster holds pupils.",
                    teachers,
                )
            )

    def _pupil(self, line: Line, id_: str) -> RosterPupil | None:
        text = line.text
        given = text("preferredgivenname") or text("givenname")
        family = text("preferredfamilyname") or text("familyname")
        name = " ".join(filter(None, (given, family)))
        if not name:
            self._tell(
                self._users, line, "givenname", _("The name is empty."), _("Write the name, or take the row out.")
            )
            return None
        return RosterPupil(name, given, family, external_id=id_)

    def _titles(self) -> dict[str, str]:
        """The titles of the classes by their ids; an empty one for a class that is known, and not read."""
        classes = self._sheet("classes.csv")
        titles: dict[str, str] = {}
        if classes is None:
            return titles
        for line in classes.lines:
            id_ = line.text("sourcedid")
            if self._identified(classes, line, id_, titles):
                titles[id_] = "" if self._ended(classes, line) else line.text("title") or id_
        return titles

    def _enroll(self, enrollments: Sheet, line: Line, members: Mapping[str, dict[str, RosterPupil]]) -> None:
        if self._ended(enrollments, line):
            return
        of_class, user = line.text("classsourcedid"), line.text("usersourcedid")
        role = line.text("role").lower()
        if user not in self._pupils:
            self._tell(enrollments, line, "usersourcedid", *_unknown_user(user))
        elif of_class not in members:
            what = _("There is no class “{id}” that was read.").format(id=of_class)
            self._tell(enrollments, line, "classsourcedid", what, _("Look for it in “classes.csv”."))
        elif role == "teacher":
            return
        elif role != "student":
            what = _("“{role}” is neither a student nor a teacher.").format(role=role)
            self._tell(enrollments, line, "role", what, _("Correct the role if this is a pupil."))
        elif (pupil := self._pupils[user]) is None:
            what = _("The user “{id}” was not read as a pupil.").format(id=user)
            self._tell(enrollments, line, "usersourcedid", what, _("Look at that row of “users.csv”."))
        elif user in members[of_class]:
            what = _("This pupil stands in this class already.")
            self._tell(enrollments, line, "usersourcedid", what, _("Nothing needs to be done."))
        else:
            members[of_class][user] = pupil

    def _identified(self, found: Sheet, line: Line, id_: str, known: Mapping[str, object]) -> bool:
        """Whether the row has an id of its own; otherwise that is told."""
        if not id_:
            self._tell(found, line, "sourcedid", _("The id is empty."), _("Export again with an id in each row."))
        elif id_ in known:
            what = _("The id “{id}” stands in a row above, too.").format(id=id_)
            self._tell(found, line, "sourcedid", what, _("Give each row an id of its own."))
        return bool(id_) and id_ not in known

    def _ended(self, found: Sheet, line: Line) -> bool:
        """Whether the row is marked as no longer valid, which is told."""
        status = line.text("status")
        if status.lower() in _ENDED:
            what = _("This row is marked “{status}”.").format(status=status)
            self._tell(found, line, "status", what, _("Take the mark out if it is still valid."))
            return True
        if line.text("enableduser").lower() == "false":
            what = _("This user is switched off (“false”).")
            self._tell(found, line, "enableduser", what, _("Write “true” if the pupil is still there."))
            return True
        return False

    def _tell(self, found: Sheet, line: Line, column: str, what: str, next_step: str) -> None:
        self.faults.append(found.fault(line, column, what, next_step))


def _known(needed: Sequence[str]) -> Callable[[Sequence[str]], Columns]:
    def columns(headers: Sequence[str]) -> Columns:
        keys = [key_of(header) for header in headers]
        return {key: (keys.index(key),) for key in (*needed, *_OTHERS) if key in keys}

    return columns


def _unknown_user(user: str) -> tuple[str, str]:
    return _("There is no user “{id}”.").format(id=user), _("Look for the user in “users.csv”, or take the row out.")


def _unneeded(files: Mapping[str, bytes]) -> Iterator[str]:
    for file in sorted(files.keys() - _FIELDS.keys() - {manifest.FILE}):
        rows = max(0, files[file].count(b"\n") - 1)
        what = counted("One row was not needed.", "{count} rows were not needed.", rows)
        yield _("{file}: {what}").format(file=file, what=what)
