"""The files of a OneRoster export are read together, each row that leans on a missing one is told."""

from __future__ import annotations

import pytest

from carrel.exchange.rosters import reading
from carrel.exchange.rosters.api import RosterClass, RosterPupil, RosterRefused
from tests.exchange.rosters.kit import golden, names, packed, told

ANN, BO = RosterPupil("Ann Lee", "Ann", "Lee", external_id="u1"), RosterPupil("Bo Kim", "Bo", "Kim", external_id="u2")
NIA = RosterPupil("Nia Abe", "Nia", "Abe", external_id="u4")


def changed(name: str, old: str, new: str, folder: str = "one_1_1") -> dict[str, bytes]:
    """The golden files with one of them changed."""
    files = golden(folder)
    assert old.encode() in files[name]
    return {**files, name: files[name].replace(old.encode(), new.encode())}


def test_version_1_1_is_read_with_classes_and_those_without_one() -> None:
    roster = reading.read(golden("one_1_1"))
    assert roster.classes == (
        RosterClass("Biology 7b", "c1", (BO, ANN)),
        RosterClass("Chess", "c2", (ANN,)),
        RosterClass("", "", (NIA,)),
    )
    assert not roster.tells_groups
    assert roster.faults == ()
    assert roster.notes == (
        "One teacher was passed over: a roster holds pupils.",
        "academicsessions.csv: 2 rows were not needed.",
        "orgs.csv: One row was not needed.",
    )


def test_version_1_2_has_its_roles_in_a_file_and_shows_the_preferred_name() -> None:
    roster = reading.read(golden("one_1_2"))
    assert roster.classes == (RosterClass("Biology 7b", "c1", (ANN,)),)
    assert told(roster) == [
        "roles.csv, row 4, column “userSourcedId”: There is no user “u9”."
        " Look for the user in “users.csv”, or take the row out."
    ]


def test_a_zip_is_read_like_the_folder_wherever_the_files_lie_in_it() -> None:
    files = golden("one_1_1")
    inside = {f"export/{name.upper()}": content for name, content in files.items()}
    junk = {"__MACOSX/export/._users.csv": b"\x00", "export/.DS_Store": b"\x00"}
    assert reading.read({"export.zip": packed({**inside, **junk})}) == reading.read(files)


def test_a_zip_of_one_simple_list_is_that_list() -> None:
    assert names(reading.read({"a.zip": packed({"7b.csv": b"Name\nAnn\n"})}, "7b")) == {"7b": ["Ann"]}


FAULTS: dict[str, tuple[str, str, str, str]] = {
    "a doubled user": (
        "users.csv",
        "u4,,,true,o1,student",
        "u2,,,true,o1,student",
        "users.csv, row 5, column “sourcedId”: The id “u2” stands in a row above, too. Give each row an id of its own.",
    ),
    "a user without an id": (
        "users.csv",
        "u4,,,true",
        ",,,true",
        "users.csv, row 5, column “sourcedId”: The id is empty. Export again with an id in each row.",
    ),
    "a guardian": (
        "users.csv",
        "u4,,,true,o1,student",
        "u4,,,true,o1,guardian",
        "users.csv, row 5, column “role”: “guardian” is neither a student nor a teacher."
        " Correct the role if this is a pupil.",
    ),
    "no name": (
        "users.csv",
        "Nia,Abe",
        " , ",
        "users.csv, row 5, column “givenName”: The name is empty. Write the name, or take the row out.",
    ),
    "a user who is to be deleted": (
        "users.csv",
        "u4,,",
        "u4,tobedeleted,",
        "users.csv, row 5, column “status”: This row is marked “tobedeleted”. Take the mark out if it is still valid.",
    ),
    "a user who is switched off": (
        "users.csv",
        "u4,,,true",
        "u4,,,FALSE",
        "users.csv, row 5, column “enabledUser”: This user is switched off (“false”)."
        " Write “true” if the pupil is still there.",
    ),
    "a name that is too long": (
        "users.csv",
        "Nia",
        "N" * 201,
        "users.csv, row 5, column “givenName”: This text has more than 200 characters. Write a shorter one.",
    ),
    "an enrollment of nobody": (
        "enrollments.csv",
        "u3,teacher",
        "u7,student",
        "enrollments.csv, row 5, column “userSourcedId”: There is no user “u7”."
        " Look for the user in “users.csv”, or take the row out.",
    ),
    "an enrollment in no class": (
        "enrollments.csv",
        "e4,,,c1",
        "e4,,,c9",
        "enrollments.csv, row 5, column “classSourcedId”: There is no class “c9” that was read."
        " Look for it in “classes.csv”.",
    ),
    "an enrollment of a teacher as a pupil": (
        "enrollments.csv",
        "u3,teacher",
        "u3,student",
        "enrollments.csv, row 5, column “userSourcedId”: The user “u3” was not read as a pupil."
        " Look at that row of “users.csv”.",
    ),
    "an enrollment as a proctor": (
        "enrollments.csv",
        "u3,teacher",
        "u3,proctor",
        "enrollments.csv, row 5, column “role”: “proctor” is neither a student nor a teacher."
        " Correct the role if this is a pupil.",
    ),
    "an enrollment twice": (
        "enrollments.csv",
        "u3,teacher",
        "u1,student",
        "enrollments.csv, row 5, column “userSourcedId”: This pupil stands in this class already."
        " Nothing needs to be done.",
    ),
    "an enrollment that ended": (
        "enrollments.csv",
        "e4,,",
        "e4,inactive,",
        "enrollments.csv, row 5, column “status”: This row is marked “inactive”."
        " Take the mark out if it is still valid.",
    ),
    "a promise that is not kept": (
        "manifest.csv",
        "file.users,bulk",
        "file.users,bulk\nfile.roles,bulk",
        "manifest.csv, row 9, column “value”: The manifest promises “roles.csv”, which is missing."
        " Export again, and choose all files.",
    ),
    "a word that is none": (
        "manifest.csv",
        "file.users,bulk",
        "file.users,full",
        "manifest.csv, row 8, column “value”: “full” says nothing of a file: it must be bulk, delta or absent."
        " The file was read if it was there.",
    ),
}


@pytest.mark.parametrize(("name", "old", "new", "sentence"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_by_file_row_and_column(name: str, old: str, new: str, sentence: str) -> None:
    roster = reading.read(changed(name, old, new))
    assert told(roster) == [sentence]
    assert names(roster)["Biology 7b"] == ["Bo Kim", "Ann Lee"]
    assert names(roster)["Chess"] == ["Ann Lee"]


def test_a_class_that_ended_takes_its_enrollments_with_it() -> None:
    roster = reading.read(changed("classes.csv", "c2,,", "c2,tobedeleted,"))
    assert names(roster) == {"Biology 7b": ["Bo Kim", "Ann Lee"], "": ["Nia Abe"]}
    assert [(fault.file, fault.row) for fault in roster.faults] == [("classes.csv", 3), ("enrollments.csv", 4)]


@pytest.mark.parametrize("name", ["classes.csv", "enrollments.csv"])
def test_without_classes_the_pupils_are_read_all_the_same(name: str) -> None:
    files = golden("one_1_1")
    del files[name]
    roster = reading.read(files)
    assert [pupil.name for one in roster.classes if not one.title for pupil in one.pupils] == [
        "Ann Lee",
        "Bo Kim",
        "Nia Abe",
    ]
    assert any(sentence.startswith(f"{name}: This file is missing") for sentence in told(roster))


def test_a_missing_column_is_named() -> None:
    roster = reading.read(changed("enrollments.csv", "classSourcedId", "class"))
    assert "enrollments.csv: These columns are missing: classsourcedid. Export again with all columns." in told(roster)
    assert len(list(roster.pupils())) == 3
    with pytest.raises(RosterRefused, match=r"users.csv: These columns are missing: familyname\."):
        reading.read(changed("users.csv", "familyName", "lastName"))


def test_changes_alone_are_refused() -> None:
    with pytest.raises(RosterRefused, match=r"“users.csv” holds only what changed"):
        reading.read(changed("manifest.csv", "file.users,bulk", "file.users,delta"))


def test_a_file_that_the_manifest_calls_absent_is_not_read() -> None:
    roster = reading.read(changed("manifest.csv", "file.enrollments,bulk", "file.enrollments,absent"))
    assert "enrollments.csv was not read: the manifest says that it does not belong here." in roster.notes
    assert names(roster)["Biology 7b"] == []


def test_another_version_is_told_and_read() -> None:
    roster = reading.read(changed("manifest.csv", "oneroster.version,1.1", "oneroster.version,2.0"))
    assert "These files say they are OneRoster 2.0; Carrel knows 1.1 and 1.2." in roster.notes
    assert len(list(roster.pupils())) == 4


def test_without_any_role_nobody_is_guessed_to_be_a_pupil() -> None:
    files = golden("one_1_2")
    del files["roles.csv"]
    with pytest.raises(RosterRefused, match="who is a pupil"):
        reading.read(files)
