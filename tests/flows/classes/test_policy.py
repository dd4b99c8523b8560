"""What a teacher did not allow cannot be had: not by the settings, the environment, the pack or the store."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from carrel.assessment.attempts import tables as attempts
from carrel.base.work import Cancel
from carrel.classroom import packing, signing
from carrel.classroom.classes.model import ClassMissing, Policy
from carrel.classroom.model import PackUnreadable
from carrel.flows import coach, practise
from carrel.flows.choose_practice import for_task
from carrel.flows.classes import open_pack, policy
from carrel.flows.classes.open_pack import PackNotTaken
from carrel.flows.classes.policy import HelpIsOff
from carrel.flows.kit import Kit
from carrel.flows.practise import PracticeRefused
from tests.flows.classes.conftest import School

ALL = ("hints", "solution", "feedback", "talk")
Trick = Callable[[School, Path], object]


def begun(school: School, rule: Policy, monkeypatch: pytest.MonkeyPatch | None = None) -> str:
    """The first pupil is at a task with this rule, after a wrong try; the id of the session."""
    school.set(policy=rule)
    school.join(0, school.give())
    kit = school.pupils[0]
    now = practise.begin(kit, for_task(kit, "Adding"))
    practise.attempt(kit, now.session, "999")
    return now.session


def allowed(kit: Kit, session: str) -> set[str]:
    """The kinds of help that may be had in this session."""
    with kit.store.reading() as db:
        practice = attempts.session(db, session)
    return {one for one in ALL if policy.allows(kit, practice, one)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "may"),
    [("off", set()), ("hints", {"hints"}), ("feedback", {"feedback"}), ("open", set(ALL))],
)
def test_each_rule_allows_what_it_says(school: School, rule: Policy, may: set[str]) -> None:
    assert allowed(school.pupils[0], begun(school, rule)) == may


def test_practice_that_nobody_set_has_all_help(school: School) -> None:
    begun(school, "off")
    kit = school.pupils[0]
    now = practise.begin(kit, practise.Wish("topic", ("sums.adding",)))
    assert allowed(kit, now.session) == set(ALL)


def test_with_hints_only_there_are_hints_and_no_solution_and_no_talk(
    school: School,
) -> None:
    session, kit = begun(school, "hints"), school.pupils[0]
    now = practise.hint(kit, session)
    assert now.hints
    with pytest.raises(HelpIsOff, match="talk"):
        list(coach.ask(kit, session, "Tell me more.", Cancel()))
    practise.attempt(kit, session, "998")
    with pytest.raises(HelpIsOff, match="solutions"):
        practise.give_up(kit, session)


def test_with_feedback_only_there_are_no_hints(school: School) -> None:
    session, kit = begun(school, "feedback"), school.pupils[0]
    with pytest.raises(HelpIsOff, match="hints"):
        practise.hint(kit, session)


def test_without_help_there_is_one_try_and_nothing_else(school: School) -> None:
    session, kit = begun(school, "off"), school.pupils[0]
    for act in (practise.hint, practise.give_up):
        with pytest.raises(PracticeRefused):
            act(kit, session)
    with pytest.raises((PracticeRefused, HelpIsOff)):
        list(coach.ask(kit, session, "Tell me more.", Cancel()))
    assert [one.timed for one in school.done(0)] == [True]


def _setting(name: str, value: object) -> Trick:
    def trick(school: School, _folder: Path) -> None:
        path = school.pupils[0].places.settings / "settings.json"
        said = json.loads(path.read_text()) if path.exists() else {}
        path.write_text(json.dumps(said | {name: value}))

    return trick


def _variable(name: str, value: str) -> Trick:
    return lambda _school, _folder: os.environ.__setitem__(name, value)


def _sql(command: str) -> Trick:
    def trick(school: School, _folder: Path) -> None:
        with school.pupils[0].store.writing() as db:
            db.execute(command)

    return trick


def _kept(change: Callable[[bytes], bytes]) -> Trick:
    def trick(school: School, _folder: Path) -> None:
        place = open_pack.kept_file(school.pupils[0], school.joined(0).classroom)
        place.write_bytes(change(place.read_bytes()))

    return trick


def _gone(school: School, _folder: Path) -> None:
    open_pack.kept_file(school.pupils[0], school.joined(0).classroom).unlink()


def _forged(*, takes_key: bool, takes_digest: bool) -> Trick:
    """A pack that the pupil signed, in place of the teacher's, and the store told to believe it."""

    def trick(school: School, _folder: Path) -> None:
        kit, joined = school.pupils[0], school.joined(0)
        place = open_pack.kept_file(kit, joined.classroom)
        arrived = packing.read(place.read_bytes(), ())
        secret = signing.new_private_key()
        heading = replace(arrived.heading, issuer=replace(arrived.heading.issuer, key=signing.public_key(secret)))
        entries = {name: content.replace(b'"off"', b'"open"') for name, content in arrived.entries.items()}
        place.write_bytes(packing.write(heading, entries, secret))
        with kit.store.writing() as db:
            if takes_key:
                db.execute("update joined set key = ?", (heading.issuer.key,))
            if takes_digest:
                digest = packing.read(place.read_bytes(), ()).digest
                db.execute("update joined set digest = ?", (digest,))

    return trick


def _older(school: School, _folder: Path) -> None:
    """The teacher's own earlier pack, in which the same was open, put back in its place."""
    kit = school.teacher
    with kit.store.writing() as db:
        db.execute("update assignment set policy = 'open'")
    earlier = school.give("earlier").read_bytes()
    open_pack.kept_file(school.pupils[0], school.joined(0).classroom).write_bytes(earlier)


def _opened_anew(school: School, folder: Path) -> None:
    """A changed pack, opened like one that the teacher gave."""
    content = open_pack.kept_file(school.pupils[0], school.joined(0).classroom).read_bytes()
    changed = folder / "changed"
    changed.write_bytes(content.replace(b'"off"', b'"open"'))
    with pytest.raises((PackNotTaken, PackUnreadable)):
        school.join(0, changed)


TRICKS: dict[str, Trick] = {
    **{f"setting {name}": _setting(name, value) for name, value in (
        ("policy", "open"), ("timed", False), ("tutor", "on"), ("assignment", ""), ("roles", ["explain", "chat"]),
        ("classes", {}), ("hints", True), ("model", "other"), ("teacher", True),
    )},
    **{f"variable {name}": _variable(name, value) for name, value in (
        ("CARREL_POLICY", "open"), ("CARREL_TUTOR", "on"), ("CARREL_TEACHER", "1"), ("CARREL_DEBUG", "1"),
        ("CARREL_TIMED", "0"), ("PYTHONOPTIMIZE", "2"),
    )},
    "pack changed": _kept(lambda content: content.replace(b'"off"', b'"open"')),
    "pack cut": _kept(lambda content: content[:-10]),
    "pack empty": _kept(lambda content: b""),
    "pack longer": _kept(lambda content: content + b"open"),
    "pack in front": _kept(lambda content: b"open" + content),
    "pack a text": _kept(lambda content: b'{"policy": "open"}'),
    "pack gone": _gone,
    "pack forged": _forged(takes_key=False, takes_digest=False),
    "pack forged, key taken": _forged(takes_key=True, takes_digest=False),
    "pack forged, digest taken": _forged(takes_key=False, takes_digest=True),
    "pack older": _older,
    "pack opened anew": _opened_anew,
    "class left": _sql("delete from joined"),
    "key emptied": _sql("update joined set key = x''"),
    "digest emptied": _sql("update joined set digest = ''"),
    "another class": _sql("update joined set classroom = 'other'"),
    "another code": _sql("update joined set code = 'LIRU-2'"),
    "another task": _sql("update practice set assignment = 'other'"),
    "no clock": _sql("update practice set timed = 0"),
}  # fmt: skip


@pytest.mark.parametrize("trick", TRICKS, ids=str)
def test_a_pupil_cannot_change_what_was_not_allowed(
    school: School, tmp_path: Path, trick: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "environ", os.environ.copy())
    session = begun(school, "off")
    TRICKS[trick](school, tmp_path)
    assert allowed(school.pupils[0], session) == set()


def test_the_one_who_forges_key_and_pack_is_found_out_by_the_teacher(school: School, tmp_path: Path) -> None:
    """Whoever owns the computer can make Carrel believe another teacher; the teacher then sees it."""
    session, kit = begun(school, "off"), school.pupils[0]
    _forged(takes_key=True, takes_digest=True)(school, tmp_path)
    assert allowed(kit, session) == set(ALL)
    assert [one.elsewhere for one in school.take(school.back(0), trust=True)] == [True]


def test_a_task_is_found_by_its_title_and_its_id(school: School) -> None:
    made = school.set()
    school.join(0, school.give())
    kit = school.pupils[0]
    assert for_task(kit, made.id) == for_task(kit, "Adding") == for_task(kit, "")
    with pytest.raises(ClassMissing, match="no such task"):
        for_task(kit, "Flying")
    school.set()
    school.join(0, school.give("next"))
    with pytest.raises(ClassMissing, match="More than one"):
        for_task(kit, "Adding")
