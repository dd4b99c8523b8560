"""Reading a roster again changes what is different, shows it first, and changes nothing twice."""

from __future__ import annotations

from hypothesis import given, settings

from carrel.exchange.rosters.api import Roster, RosterClass, RosterPupil
from carrel.exchange.rosters.merging import merged
from tests.exchange.rosters.kit import alike, names, read, rosters

OLD = Roster(
    (
        RosterClass(
            "7b",
            "c1",
            (
                RosterPupil("Ann Lee", "Ann", "Lee", "CCDDCF", ("Red",), "1"),
                RosterPupil("Bo Kim", code="DCCCCH"),
                RosterPupil("Cy Fox", external_id="3", groups=("Blue",)),
            ),
        ),
        RosterClass("7c", "c2", (RosterPupil("Di Oh", external_id="4", code="CDCCCM", groups=("Red",)),)),
        RosterClass("8a", "", (RosterPupil("Ed Roy"),)),
    ),
    tells_groups=True,
)


def sentences(old: Roster, new: Roster) -> list[str]:
    """What would be different, as a person reads it."""
    return [change.sentence() for change in merged(old, new).changes]


def test_everything_that_changes_is_said() -> None:
    new = read(
        "Class,Class id,Name,Id,Group\n"
        "7b,c1,Ann Gil,1,Red\n7b,c1,Bo Kim,2,Blue\n7b,c1,Di Oh,4,\n"
        "7c blue,c2,Flo,6,\n"
        "9,,Gus,7,\n"
    )
    after = merged(OLD, new)
    assert [change.sentence() for change in after.changes] == [
        "7b: Ann Lee is called Ann Gil now.",
        "7b: Bo Kim is in Blue now.",
        "7b: more is known of Bo Kim, such as an id or a code.",
        "7b: Cy Fox is not in the new list, and stays until you take them out.",
        "7b: Di Oh comes from 7c.",
        "7b: Di Oh is in no group now.",
        "7c blue: this class was called “7c”.",
        "7c blue: Flo is new.",
        "8a: this class is not in the new list, and stays as it is.",
        "9: this class is new.",
        "9: Gus is new.",
    ]
    assert names(after.roster) == {
        "7b": ["Ann Gil", "Bo Kim", "Cy Fox", "Di Oh"],
        "7c blue": ["Flo"],
        "8a": ["Ed Roy"],
        "9": ["Gus"],
    }


def test_a_pupil_keeps_their_code_through_a_new_name_and_a_new_class() -> None:
    new = read("Class,Class id,Name,Id\n7b,c1,Ann Gil,1\n7b,c1,Di Oh,4\n7c,c2,Flo,6\n")
    codes = {pupil.name: pupil.code for pupil in merged(OLD, new).roster.pupils()}
    assert (codes["Ann Gil"], codes["Di Oh"], codes["Flo"]) == ("CCDDCF", "CDCCCM", "")


def test_a_list_that_tells_of_no_groups_leaves_them() -> None:
    assert sentences(OLD, read("Class,Name,Id\n7b,Ann Lee,1\n7b,Bo Kim,\n7b,Cy Fox,3\n")) == [
        "7c: this class is not in the new list, and stays as it is.",
        "8a: this class is not in the new list, and stays as it is.",
    ]


def test_a_pupil_of_another_id_is_another_pupil_whatever_the_name() -> None:
    assert sentences(OLD, read("Class,Class id,Name,Id\n7b,c1,Ann Lee,9\n7b,c1,Bo Kim,\n7b,c1,Cy Fox,3\n"))[:2] == [
        "7b: Ann Lee is not in the new list, and stays until you take them out.",
        "7b: Ann Lee is new.",
    ]


def test_the_code_is_the_pupil_where_there_is_no_id() -> None:
    assert sentences(OLD, read("Class,Name,Code\n7b,Bo Kim-Lee,DCCCCH\n7b,Ann Lee,\n7b,cy fox,\n"))[:3] == [
        "7b: Bo Kim is called Bo Kim-Lee now.",
        "7b: Cy Fox is called cy fox now.",
        "7c: this class is not in the new list, and stays as it is.",
    ]


def test_the_code_of_somebody_else_is_not_given_twice() -> None:
    old = Roster((RosterClass("7b", "", (RosterPupil("Ann", code="CCDDCF", external_id="1"),)),))
    new = Roster((RosterClass("7b", "", (RosterPupil("Bo", code="CCDDCF", external_id="2"),)),))
    assert [(one.name, one.code) for one in merged(old, new).roster.pupils()] == [("Ann", "CCDDCF"), ("Bo", "")]


@settings(max_examples=60)
@given(roster=rosters())
def test_what_is_kept_already_changes_nothing(roster: Roster) -> None:
    after = merged(roster, roster)
    assert after.changes == ()
    assert after.roster == roster


@settings(max_examples=100)
@given(old=alike(), new=alike())
def test_reading_twice_changes_nothing_more_and_loses_nobody(old: Roster, new: Roster) -> None:
    once = merged(old, new)
    again = merged(once.roster, new)
    assert again.roster == once.roster
    assert {change.kind for change in again.changes} <= {"missing", "missing_class"}
    for one in once.roster.classes:
        codes = [pupil.code for pupil in one.pupils if pupil.code]
        assert len(codes) == len(set(codes)), "a code of two pupils"
    assert sum(1 for _one in once.roster.pupils()) >= max(
        sum(1 for _one in old.pupils()), sum(1 for _one in new.pupils())
    )
    assert {one.code for one in old.pupils()} - {""} <= {one.code for one in once.roster.pupils()}
