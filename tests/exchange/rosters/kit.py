"""What the tests of rosters share: golden files, small files in words, and rosters made by chance."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from carrel.exchange.rosters import reading
from carrel.exchange.rosters.api import Roster, RosterClass, RosterPupil, tidy
from carrel.exchange.rosters.codes import new_code

CODES = ("", "CCDDCF", "DCCCCH", "CDCCCM")
"""None, and three that were counted by hand."""

GOLDEN = Path(__file__).parent / "golden"


def golden(name: str) -> dict[str, bytes]:
    """The golden file of this name, or the files of the golden folder."""
    path = GOLDEN / name
    return {one.name: one.read_bytes() for one in ([path] if path.is_file() else sorted(path.iterdir()))}


def read(text: str, title: str = "") -> Roster:
    """The roster in a file of this text."""
    return reading.read({"list.csv": text.encode()}, title)


def told(roster: Roster) -> list[str]:
    """Every fault as a person reads it."""
    return [fault.sentence() for fault in roster.faults]


def names(roster: Roster) -> dict[str, list[str]]:
    """The names of the pupils of each class."""
    return {one.title: [pupil.name for pupil in one.pupils] for one in roster.classes}


def packed(files: dict[str, bytes]) -> bytes:
    """A zip archive of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


TEXTS = (st.text(max_size=8) | st.text("=+-@;,'\"＝ |\tab1", max_size=8)).map(tidy)
NAMES = TEXTS.filter(bool)
PARTS = st.sampled_from(["", "Ann", "=A", "Lee; Jo"])


def with_marks(roster: Roster, marks: int) -> Roster:
    """The roster in which every other pupil or so has an id, a code, or both, and none of them twice."""
    numbers = iter(range(1000))

    def marked(pupil: RosterPupil) -> RosterPupil:
        number = next(numbers)
        id_ = f"id{number}" if marks >> number & 1 else ""
        code = new_code(lambda _below: number, ()) if marks >> (number + 1) & 1 else ""
        return replace(pupil, external_id=id_, code=code)

    return replace(roster, classes=tuple(replace(one, pupils=tuple(map(marked, one.pupils))) for one in roster.classes))


PUPILS = st.builds(RosterPupil, NAMES, PARTS, PARTS, groups=st.lists(NAMES, max_size=3, unique=True).map(tuple))
CLASSES = st.builds(RosterClass, NAMES, st.just(""), st.lists(PUPILS, max_size=3).map(tuple))
LOOSE = st.builds(RosterClass, st.just(""), st.just(""), st.lists(PUPILS, min_size=1, max_size=2).map(tuple))


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    """Any roster that can be, with classes of an id and without, and maybe pupils in no class."""
    titled = draw(st.lists(CLASSES, max_size=2, unique_by=lambda one: one.title))
    numbered = [replace(one, external_id="c1") if draw(st.booleans()) else one for one in titled[:1]]
    classes = (*numbered, *titled[1:], *draw(st.lists(LOOSE, max_size=1)))
    grouped = any(pupil.groups for one in classes for pupil in one.pupils)
    roster = Roster(classes, grouped or draw(st.booleans()))
    return with_marks(roster, draw(st.integers(0, 1 << 9)))


FEW = [RosterPupil(name, groups=groups) for name in ("Ann", "ann", "Bo") for groups in ((), ("Red",))]


@st.composite
def alike(draw: st.DrawFn) -> Roster:
    """A roster of few people and classes, so that two of them are about the same ones.

    A person has one id and one code, told in all their classes or in none, and two people may have one name.
    """
    marks = [draw(st.integers(0, 3)) for _person in CODES]
    classes = []
    for title in draw(st.lists(st.sampled_from(["7a", "7b", ""]), max_size=3, unique=True)):
        people = st.tuples(st.integers(1, 3), st.sampled_from(FEW))
        chosen = draw(st.lists(people, min_size=int(not title), max_size=3, unique_by=lambda one: one[0]))
        members = [
            replace(
                pupil,
                external_id=str(person) if marks[person] & 1 else "",
                code=CODES[person] if marks[person] & 2 else "",
            )
            for person, pupil in chosen
        ]
        class_id = f"c{title}" if title and draw(st.booleans()) else ""
        classes.append(RosterClass(title, class_id, tuple(members)))
    return Roster(tuple(classes), any(pupil.groups for one in classes for pupil in one.pupils))
