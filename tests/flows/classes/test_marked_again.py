"""What comes back is marked again: a verdict that a pupil wrote into a store of their own counts nowhere."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from carrel.assessment import marking
from carrel.assessment.attempts import tables as attempts
from carrel.assessment.attempts.model import Attempt
from carrel.assessment.items import item_from
from carrel.assessment.marked_again.tables import others
from carrel.assessment.seeing import tables as seeing
from carrel.assessment.seeing.model import Whose
from carrel.assessment.version import version_of
from carrel.base.errors import Stopped
from carrel.base.work import Cancel
from carrel.classroom import packing, signing
from carrel.classroom.classes.model import learner_of
from carrel.classroom.model import Heading, Issuer
from carrel.flows import pack_shelf, practise
from carrel.flows.authoring import items
from carrel.flows.choose_practice import for_task
from carrel.flows.classes import marking_again, rooms, take_in
from carrel.flows.classes.feedback.decide import decide
from carrel.flows.classes.returns import RESULTS_FILE, Results, written
from carrel.flows.classes.seeing.evidence import Tries, evidence_of
from carrel.flows.figures.words import said_of
from carrel.flows.kit import Kit
from carrel.flows.practise import Wish
from tests.flows.classes.conftest import TOPIC, School
from tests.flows.practising.conftest import install
from tests.library.packs.kit import changed, item
from tests.library.packs.kit import written as pack_files

SECRET = signing.new_private_key()

WRONG: dict[str, Any] = {
    "choice": "13", "true_false": "true", "numeric": "60 m", "expression": "a", "text": "difference",
    "cloze": "factor", "match": {"1 and 1": "four", "2 and 2": "two"},
    "order": ["count them", "push them together", "take both heaps"], "open": "It is blue.",
}  # fmt: skip
RIGHT: dict[str, Any] = {
    "choice": "14", "true_false": "false", "numeric": "59 m", "expression": "2a", "text": "a sum",
    "cloze": "summand", "match": {"1 and 1": "two", "2 and 2": "four"},
    "order": ["take both heaps", "push them together", "count them"], "open": "It joins two amounts into one.",
}  # fmt: skip


def begun(school: School) -> str:
    """A task that the first pupil has; its id."""
    made = school.set()
    school.join(0, school.give())
    return made.id


def answer_all(school: School, task: str, answers: dict[str, Any]) -> None:
    """The first pupil answers an item of each kind."""
    kit = school.pupils[0]
    now = practise.begin(kit, Wish("topic", (TOPIC,), count=9, assignment=task))
    while now.state == "open" and now.item is not None:
        practise.attempt(kit, now.session, answers[now.item.kind])
        now = practise.go_on(kit, now.session)


def forge(school: School, **said: object) -> None:
    """The first pupil changes what their own store says of every try."""
    told = ", ".join(f"{name} = :{name}" for name in said)
    with school.pupils[0].store.writing() as db:
        db.execute(f"update attempt set {told}", said)


def an_attempt(task: str, kit: Kit, **said: Any) -> Attempt:
    """A try as a program that was written to cheat may say it."""
    told: dict[str, Any] = {"item": "sums.adding.05", "answer": "difference", "verdict": "right", "score": 1.0}
    told |= {"id": "a", "created": kit.stamp.now(), "kind": "text", "topic": TOPIC, "skills": (TOPIC,), "why": ""}
    told |= {"by": "code", "nth": 1, "help": 0, "hints": 0, "unaided": True, "seconds": 9.0, "assignment": task}
    return Attempt(**{**told, **said})


def sent(school: School, *tries: Attempt) -> Path:
    """A pack that a cheating program signs with a key of its own."""
    heading = Heading(
        school.teacher.stamp.new_id(), "results", school.teacher.stamp.now(), Issuer("", signing.public_key(SECRET)),
        school.room.id, 1,
    )  # fmt: skip
    path = school.share / f"forged {len(list(school.share.iterdir()))}"
    results = Results(school.codes[0], "0" * 64, tries)
    path.write_bytes(packing.write(heading, {RESULTS_FILE: written(results)}, SECRET))
    return path


def version(kit: Kit, name: str) -> str:
    """The version of an item that is here."""
    with kit.store.reading() as db:
        return version_of(item_from(json.loads(attempts.body(db, name))))


@pytest.mark.parametrize("answers", [RIGHT, WRONG])
def test_honest_answers_of_every_kind_come_out_the_same_and_nobody_is_told_otherwise(
    school: School, answers: dict[str, Any]
) -> None:
    answer_all(school, begun(school), answers)
    assert {one.verdict for one in school.done(0)} == ({"right"} if answers is RIGHT else {"wrong"})
    [told] = school.take(school.back(0), trust=True)
    assert (told.tries, told.differs, told.unmarked, told.marks) == (9, 0, 0, "")
    with school.teacher.store.reading() as db:
        assert others(db, [one.id for one in school.tries(0)]) == {}


def test_right_written_over_wrong_counts_as_it_is_marked_here_and_what_was_claimed_is_kept(school: School) -> None:
    answer_all(school, begun(school), WRONG)
    forge(school, verdict="right", score=1.0, why="Well done.", misconception=None)
    [told] = school.take(school.back(0), trust=True)
    assert (told.state, told.tries, told.differs, told.unmarked) == ("ok", 9, 9, 0)
    assert told.marks == (
        "9 answers were marked otherwise here than on the pupil's computer; what was marked here counts."
    )
    kept = school.tries(0)
    assert {(one.verdict, one.score, one.by) for one in kept} == {("wrong", 0.0, "code")}
    assert "Well done." not in {one.why for one in kept}
    with school.teacher.store.reading() as db:
        claimed = others(db, [one.id for one in kept])
        counted = seeing.counts(db, Whose((kept[0].learner,)))
    assert {(one.verdict, one.score, one.why) for one in claimed.values()} == {("right", 1.0, "Well done.")}
    assert claimed.keys() == {one.id for one in kept}
    assert {(one.unaided, one.unaided_right) for one in counted if one.skill == "sums.adding"} == {(9, 0)}


def test_the_evidence_shows_both_verdicts(school: School) -> None:
    task = begun(school)
    answer_all(school, task, WRONG)
    forge(school, verdict="right", score=1.0)
    school.take(school.back(0), trust=True)
    [behind] = evidence_of(school.teacher, Tries((school.tries(0)[0].id,)), "7b")
    assert (behind.tried.verdict, behind.tried.other) == ("wrong", "right")
    assert said_of(behind.tried)[2] == "wrong (on the pupil's computer: right)"


def test_a_higher_score_with_the_same_verdict_is_found_too(school: School) -> None:
    answer_all(school, begun(school), {**RIGHT, "match": {"1 and 1": "two", "2 and 2": "two"}})
    with school.pupils[0].store.writing() as db:
        changed = db.execute("update attempt set score = 0.99 where verdict = 'partly'")
    assert changed.rowcount == 1
    [told] = school.take(school.back(0), trust=True)
    assert told.differs == 1
    assert [one.score for one in school.tries(0) if one.verdict == "partly"] == [0.5]


def test_a_solution_that_was_shown_is_no_answer_and_not_a_right_one_either(school: School) -> None:
    task = school.set(policy="open").id
    school.join(0, school.give())
    kit = school.pupils[0]
    now = practise.begin(kit, Wish("topic", (TOPIC,), count=1, assignment=task))
    with kit.store.writing() as db:
        open_ = attempts.session(db, now.session)
        attempts.keep_standing(db, replace(open_, item="sums.adding.05", seen=("sums.adding.05",)))
    for answer in ("difference", "product"):
        practise.attempt(kit, now.session, answer)
    practise.give_up(kit, now.session)
    back = school.back(0)
    [told] = school.take(back, trust=True)
    assert (told.tries, told.differs) == (3, 0)
    shown = an_attempt(task, kit, answer="", help=5, version=version(kit, "sums.adding.05"))
    [told] = school.take(sent(school, shown), trust=True)
    assert told.differs == 1
    assert school.tries(0)[-1].verdict == "wrong"


def test_a_question_in_another_version_or_gone_keeps_its_verdict_and_nobody_is_accused(
    school: School, tmp_path: Path
) -> None:
    answer_all(school, begun(school), RIGHT)
    install(school.teacher, pack_files(changed(item(5, answers=["difference"], reject=["sum"])), tmp_path / "newer"))
    [told] = school.take(school.back(0), trust=True)
    assert (told.differs, told.unmarked) == (0, 1)
    assert told.marks == (
        "The question of one answer is not here in the same version; its verdict is the one that came with it."
    )
    assert {one.verdict for one in school.tries(0)} == {"right"}
    pack_shelf.remove(school.teacher, "small-sums")
    school.work(0, "7")
    [told] = school.take(school.back(0))
    assert (told.tries, told.differs, told.unmarked) == (1, 0, 1)


def test_another_hint_does_not_make_another_version(school: School, tmp_path: Path) -> None:
    answer_all(school, begun(school), WRONG)
    hints = ["Say in your own words what is asked.", "Two heaps become one.", "Begin with the larger one."]
    install(school.teacher, pack_files(changed(item(5, hints=hints, solution="Count.")), tmp_path / "newer"))
    [told] = school.take(school.back(0), trust=True)
    assert (told.tries, told.unmarked) == (9, 0)


def test_who_hides_the_version_of_a_question_is_seen_to_be_unmarked(school: School) -> None:
    answer_all(school, begun(school), WRONG)
    forge(school, verdict="right", score=1.0, version="")
    [told] = school.take(school.back(0), trust=True)
    assert (told.differs, told.unmarked) == (0, 9)


def test_the_teachers_own_questions_are_marked_whatever_version_is_said(school: School) -> None:
    school.set()
    river = {"v": 1, "kind": "text", "prompt": "Which river flows through Vienna?", "answers": ["Danube"]}
    items.add(school.teacher, "7b", "Adding", [river])
    school.join(0, school.give())
    kit = school.pupils[0]
    now = practise.begin(kit, for_task(kit, "Adding"))
    while now.state == "open" and now.item is not None:
        practise.attempt(kit, now.session, "Rhine" if now.item.prompt == river["prompt"] else RIGHT[now.item.kind])
        now = practise.go_on(kit, now.session)
    forge(school, verdict="right", score=1.0, version="")
    [told] = school.take(school.back(0), trust=True)
    assert told.differs == 1
    assert [one.verdict for one in school.tries(0) if one.item.startswith("class.")] == ["wrong"]


def test_a_variation_is_marked_with_its_own_numbers(school: School, tmp_path: Path) -> None:
    vary = {"numbers": {"a": [25, 35, 45]}, "let": {"c": "a + 34"}, "count": 3}
    files = changed(
        item(3, vary=vary, prompt="How many metres are [[a]] m and 34 m?", answers=["[[c]]"], check="[[a]] + 34")
    )
    for kit in (school.teacher, school.pupils[0]):
        install(kit, pack_files(files, tmp_path / f"vary {id(kit)}"))
    task = begun(school)
    with school.teacher.store.reading() as db:
        first, second = (json.loads(attempts.body(db, f"sums.adding.03{end}"))["answers"][0] for end in ("", "~2"))
    name = "sums.adding.03~2"
    of = {"item": name, "kind": "numeric", "version": version(school.pupils[0], name)}
    tries = [
        an_attempt(task, school.teacher, id="own numbers", answer=f"{second} m", **of),
        an_attempt(task, school.teacher, id="numbers of another", answer=f"{first} m", **of),
    ]
    [told] = school.take(sent(school, *tries), trust=True)
    assert (told.differs, told.unmarked) == (1, 0)
    assert [one.verdict for one in school.tries(0)] == ["right", "wrong"]


def test_a_verdict_of_a_model_is_no_more_than_a_suggestion(school: School) -> None:
    task = begun(school)
    here = an_attempt(task, school.teacher, id="here", by="model", version=version(school.pupils[0], "sums.adding.05"))
    gone = an_attempt(task, school.teacher, id="gone", by="model", item="sums.flying.01")
    [told] = school.take(sent(school, here, gone), trust=True)
    assert (told.differs, told.unmarked) == (1, 1)
    assert [(one.verdict, one.score, one.by) for one in school.tries(0)] == [
        ("wrong", 0.0, "code"), ("cant_tell", 0.0, "code"),
    ]  # fmt: skip
    with school.teacher.store.reading() as db:
        assert [one.by for one in others(db, [one.id for one in school.tries(0)]).values()] == ["model", "model"]


def test_of_two_tries_with_one_id_the_one_that_is_kept_is_the_one_that_is_marked(school: School) -> None:
    task = begun(school)
    of = {"id": "twice", "version": version(school.pupils[0], "sums.adding.05")}
    wrong, right = (an_attempt(task, school.teacher, answer=answer, **of) for answer in ("difference", "sum"))
    [told] = school.take(sent(school, wrong, right), trust=True)
    assert (told.tries, told.differs) == (1, 1)
    assert [(one.answer, one.verdict) for one in school.tries(0)] == [("difference", "wrong")]


def test_only_what_is_new_is_marked_and_nothing_of_a_device_that_is_not_believed(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked = []
    mark = marking.mark

    def noting(item: object, answer: object) -> object:
        marked.append(answer)
        return mark(item, answer)  # type: ignore[arg-type]

    monkeypatch.setattr(marking_again, "mark", noting)
    begun(school)
    school.work(0, "7", "15")
    back = school.back(0, "early")
    school.take(back)
    assert marked == []
    school.take(back, trust=True)
    assert marked == ["7", "15"]
    school.work(0, "8")
    [told] = school.take(school.back(0, "late"))
    assert (told.tries, marked) == (1, ["7", "15", "8"])


def test_what_a_teacher_decides_counts_before_what_was_marked_here(school: School) -> None:
    begun(school)
    school.work(0, "difference")
    forge(school, verdict="right", score=1.0)
    school.take(school.back(0), trust=True)
    [one] = school.tries(0)
    decide(school.teacher, "7b", one.id, "right", "It is right in this case.")
    pupil = rooms.room(school.teacher, "7b").pupils[0]
    with school.teacher.store.reading() as db:
        assert {each.tried.verdict for each in seeing.tried(db, Whose((learner_of(pupil),)))} == {"right"}
        assert others(db, [one.id])[one.id].verdict == "right"


def test_a_pack_is_marked_whole_or_stopped(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(school)
    school.work(0, "7", "15")
    cancel, mark = Cancel(), marking.mark

    def stopping(item: object, answer: object) -> object:
        cancel.set()
        return mark(item, answer)  # type: ignore[arg-type]

    monkeypatch.setattr(marking_again, "mark", stopping)
    back = school.back(0)
    with pytest.raises(Stopped):
        list(take_in.take_in(school.teacher, "7b", [back], cancel, trust=True))
    assert school.tries(0) == []
    monkeypatch.setattr(marking_again, "mark", mark)
    assert [one.tries for one in school.take(back, trust=True)] == [2]
