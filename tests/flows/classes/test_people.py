"""Pupils and assignments are changed, taken away and brought back, and codes go out as slips and as a table."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from carrel.base.work import Cancel
from carrel.classroom.classes.model import ClassMissing, NotSaid, Pupil
from carrel.exchange.rosters import reading
from carrel.flows.classes import codes, give_out, pupils, rooms, roster, setting
from carrel.flows.classes.choices import choices
from carrel.flows.classes.codes import NobodyThere
from carrel.flows.read_in import read_in
from carrel.flows.take_out import FileExists
from tests.flows.classes.conftest import School


def of(school: School, name: str) -> Pupil:
    """The pupil of this name."""
    return next(one for one in rooms.room(school.teacher, "7b").pupils if one.name == name)


def test_a_pupil_gets_another_name_and_groups_and_keeps_the_code(school: School) -> None:
    before = of(school, "Amara")
    changed = pupils.change(school.teacher, before.id, " Amara\nObi ", ["red", "red", " ", "blue"])
    assert (changed.name, changed.groups) == ("Amara Obi", ("red", "blue"))
    assert of(school, "Amara Obi") == replace(before, name="Amara Obi", groups=("blue", "red"))
    with pytest.raises(NotSaid, match="name of the pupil is missing"):
        pupils.change(school.teacher, before.id, "  ", [])
    with pytest.raises(ClassMissing):
        pupils.change(school.teacher, "nobody", "Amara", [])


def test_who_left_stands_last_gets_no_pack_and_can_come_back(school: School) -> None:
    school.set()
    gone = pupils.leave(school.teacher, of(school, "Amara").id)
    assert [(one.name, one.left) for one in rooms.room(school.teacher, "7b").pupils] == [("Bo", False), ("Amara", True)]
    given = give_out.give_out(school.teacher, school.room.id, school.share / "one.carrel-class")
    assert given.pupils == 1
    pupils.leave(school.teacher, gone.id, left=False)
    assert [one.name for one in rooms.room(school.teacher, "7b").pupils] == ["Amara", "Bo"]


def test_who_left_is_not_missed_by_a_list_and_comes_back_with_one_that_names_them(
    school: School, tmp_path: Path
) -> None:
    pupils.leave(school.teacher, of(school, "Amara").id)
    listed = tmp_path / "list.csv"
    listed.write_text("Name\nBo\n")
    assert roster.look(school.teacher, "7b", [listed]).sentences() == []
    listed.write_text("Name\nBo\nAmara\n")
    plan = roster.look(school.teacher, "7b", [listed])
    assert plan.sentences() == ["7b: Amara is there again."]
    code = of(school, "Amara").code
    roster.bring_in(school.teacher, plan)
    assert (of(school, "Amara").left, of(school, "Amara").code) == (False, code)
    assert roster.look(school.teacher, "7b", [listed]).sentences() == []


def test_a_list_of_several_classes_says_which_it_holds_and_any_can_be_planned(school: School, tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text("Class,Name\n8a,Cem\n8b,Dara\n")
    found = roster.read(school.teacher, "7b", [listed])
    assert [one.title for one in found.read.classes] == ["8a", "8b"]
    assert found.likely is None
    plan = roster.planned(found, found.read.classes[1])
    assert "7b: Dara is new." in plan.sentences()
    assert not any("Cem" in one for one in plan.sentences())
    listed.write_text("Class,Name\n8a,Cem\n7B,Dara\n")
    likely = roster.read(school.teacher, "7b", [listed]).likely
    assert likely is not None
    assert likely.title == "7B"


def test_an_assignment_is_changed_taken_back_and_put_back_where_it_stood(school: School) -> None:
    first, second = school.set(), school.set(policy="off")
    changed = setting.change(school.teacher, replace(first, title=" Sums ", count=5, due="2026-04-01"))
    assert (changed.title, changed.count, changed.given) == ("Sums", 5, True)
    assert [one.assignment for one in setting.tasks(school.teacher, "7b")] == [second, changed]
    with pytest.raises(NotSaid, match="no topic"):
        setting.change(school.teacher, replace(first, topics=("gone",)))
    with pytest.raises(NotSaid, match="asks for nothing"):
        setting.change(school.teacher, replace(first, topics=()))
    gone = setting.remove(school.teacher, first.id)
    assert [one.assignment for one in setting.tasks(school.teacher, "7b")] == [second]
    setting.put_back(school.teacher, gone)
    assert [one.assignment for one in setting.tasks(school.teacher, "7b")] == [second, changed]


def test_how_far_an_assignment_has_come_counts_those_who_are_asked_and_are_there(school: School) -> None:
    school.set(groups=("blue",))
    everybody = school.set()
    [all_of_them, blue] = setting.tasks(school.teacher, "7b")
    assert [(one.went_out, one.asked, one.began) for one in (all_of_them, blue)] == [(False, 2, 0), (False, 1, 0)]
    school.join(0, school.give())
    school.work(0, "7", "8")
    school.take(school.back(0), trust=True)
    later = school.set()
    told = {one.assignment.id: (one.went_out, one.asked, one.began) for one in setting.tasks(school.teacher, "7b")}
    assert told[everybody.id] == (True, 2, 1)
    assert told[later.id] == (False, 2, 0)
    pupils.leave(school.teacher, of(school, "Amara").id)
    assert (setting.tasks(school.teacher, "7b")[1].asked, setting.tasks(school.teacher, "7b")[1].began) == (1, 0)


class Slips(HTMLParser):
    """What stands on a page, by the class of its element, and every element that there is."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.said: dict[str, list[str]] = {}
        self._here = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self._here = dict(attrs).get("class") or ""

    def handle_data(self, data: str) -> None:
        if data.strip() and self._here:
            self.said.setdefault(self._here, []).append(data)


HOSTILE = "<script>alert(1)</script>"


def test_codes_are_slips_in_which_no_name_is_markup(school: School, tmp_path: Path) -> None:
    pupils.change(school.teacher, of(school, "Bo").id, HOSTILE, [])
    gone = roster.add(school.teacher, "7b", "Cem")
    pupils.leave(school.teacher, gone.id)
    path = codes.write(school.teacher, "7b", tmp_path / "codes.HTML")
    page = Slips()
    page.feed(path.read_text(encoding="utf-8"))
    assert page.said["name"] == [HOSTILE, "Amara"]
    assert page.said["code"] == ["LIRU-2", "KOMA-7"]
    assert "script" not in page.seen
    with pytest.raises(FileExists):
        codes.write(school.teacher, "7b", path)


def test_codes_as_a_table_are_no_formulas_and_read_back_as_a_list(school: School, tmp_path: Path) -> None:
    pupils.change(school.teacher, of(school, "Bo").id, "=HYPERLINK(1)", ["blue"])
    code = roster.add(school.teacher, "7b", "Cem").code
    path = codes.write(school.teacher, "7b", tmp_path / "codes.csv")
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))
    assert all(not cell.startswith("=") for row in rows for cell in row)
    back = {one.name: one.code for one in reading.read({"codes.csv": path.read_bytes()}).pupils()}
    assert back["Cem"] == code
    assert "=HYPERLINK(1)" in back


def test_a_class_of_nobody_has_no_codes(school: School, tmp_path: Path) -> None:
    empty = rooms.make(school.teacher, "Nobody")
    with pytest.raises(NobodyThere):
        codes.write(school.teacher, empty.id, tmp_path / "codes.csv")
    assert not (tmp_path / "codes.csv").exists()


def test_a_class_is_called_something_else(school: School) -> None:
    rooms.change(school.teacher, school.room.id, " 7c ", "Mr Bah")
    [changed] = rooms.classes(school.teacher)
    assert (changed.title, changed.teacher, changed.id) == ("7c", "Mr Bah", school.room.id)
    with pytest.raises(NotSaid):
        rooms.change(school.teacher, school.room.id, " ", "")


def test_an_assignment_can_be_made_of_topics_with_questions_documents_and_groups(
    school: School, tmp_path: Path
) -> None:
    paper = tmp_path / "rivers.txt"
    paper.write_text("Rivers bend because the outer bank is worn away.")
    list(read_in(school.teacher, [paper], Cancel()))
    found = choices(school.teacher, "7b")
    assert [(one.id, one.title) for one in found.topics] == [("sums.adding", "Adding")]
    assert all(one.subject == "Sums" and one.skills for one in found.topics)
    assert [one.name for one in found.documents] == ["rivers.txt"], "a lesson of a pack does not go along"
    assert found.groups == ("blue",)
    with pytest.raises(ClassMissing):
        choices(school.teacher, "nobody")
