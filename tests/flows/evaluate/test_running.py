"""A set is asked of a model as a person would ask it, kept reply by reply, and compared with a run before."""

from __future__ import annotations

import pytest

from carrel.base.errors import Stopped
from carrel.base.shares import at_share
from carrel.base.work import Cancel
from carrel.behaviours.model import BehaviourMissing
from carrel.engine.api import EngineLost
from carrel.engine.scripted import ScriptedEngine
from carrel.evaluations import tables
from carrel.evaluations.model import Replied, RunMissing, SetMissing, SetRefused
from carrel.flows import prepare
from carrel.flows.classes.seeing.report_files import as_csv, as_html
from carrel.flows.evaluate import report, running, runs, sets
from carrel.flows.evaluate.comparing import Tally, compare
from carrel.flows.evaluate.wearing import Wearing
from carrel.flows.kit import Kit
from tests.flows.evaluate.desk import TEXT, numbers, whole_run


def test_each_question_is_asked_as_a_person_would_without_chance_and_no_chat_is_kept(
    kit: Kit, scripted: ScriptedEngine
) -> None:
    made = whole_run(kit, scripted, numbers(kit), "one", "two", "no", "four")
    assert [one.sampling.temperature for one in scripted.asked] == [0.0] * 4
    assert scripted.render(scripted.asked[0].turns) == prepare.prompt_for(kit, "Say one.", Cancel())
    with kit.store.reading() as db:
        assert db["message"].count == db["conversation"].count == 0
        kept = tables.replies(db, made.id)
    assert [(one.question.id, one.text, one.judged.verdict) for one in kept] == [
        ("one", "one", "right"),
        ("two", "two", "right"),
        ("three", "no", "wrong"),
        ("four", "four", "right"),
    ]
    assert (made.tested.model, made.number, made.ended is not None) == ("starter", 1, True)


def test_texts_and_turns_that_go_with_a_question_stand_in_its_prompt_and_a_behaviour_does(
    kit: Kit, scripted: ScriptedEngine
) -> None:
    text = (
        '+++\ntitle = "S"\n+++\n\n## q\n\nBefore:\n\n> You: Hello there.\n> Tutor: Good day.\n\nGiven: pool.md\n\n'
        "> It opens at nine.\n\nAsked: When?\n\nExpected:\n\n- must contain: nine\n"
    )
    of = sets.add(kit, sets.checked("md", text))
    *_steps, _last = running.run(kit, of, Wearing(behaviour="socratic"), Cancel())
    system, *turns = scripted.asked[0].turns
    assert [(one.role, one.text) for one in turns[:2]] == [("user", "Hello there."), ("assistant", "Good day.")]
    assert "It opens at nine." in turns[2].text
    assert "Socratic" in system.text
    assert runs.of_set(kit)[0].run.tested.behaviour == "socratic"
    with pytest.raises(BehaviourMissing):
        list(running.run(kit, of, Wearing(behaviour="none"), Cancel()))


def test_a_run_that_was_stopped_or_lost_its_engine_goes_on_where_it_was(kit: Kit, scripted: ScriptedEngine) -> None:
    of, cancel = numbers(kit), Cancel()
    scripted.replies.extend(["one", "two", EngineLost("It died.", "Try again."), "three", "four"])
    steps = running.run(kit, of, Wearing(), cancel)
    while not isinstance(next(steps), Replied):
        pass
    cancel.set()
    with pytest.raises(Stopped):
        next(steps)
    [half] = runs.of_set(kit)
    assert (half.figures.asked, half.figures.of, half.run.ended) == (1, 4, None)
    sets.change(kit, of.id, TEXT.replace("three", "dozen"))
    with pytest.raises(EngineLost):
        list(running.go_on(kit, half.run.id, Cancel()))
    list(running.go_on(kit, "1", Cancel()))
    [whole] = runs.of_set(kit)
    assert [one.text for one in whole.replies] == ["one", "two", "three", "four"]
    assert whole.run.ended is not None
    assert whole.figures.verdicts["right"] == 4, "the run goes on with the set as it was"


def test_two_runs_are_compared_question_by_question_and_held_to_the_same(kit: Kit, scripted: ScriptedEngine) -> None:
    of = numbers(kit)
    before = whole_run(kit, scripted, of, "one", "no", "three", "none")
    after = whole_run(kit, scripted, of, "oh", "two", "three", "None.")
    found = compare(kit, before.id, after.id)
    assert {one.name: one.change for one in found.pairs} == {
        "one": "worse",
        "two": "better",
        "three": "same",
        "four": "same",
    }
    assert (found.tally, found.untold, found.apart) == (Tally(1, 1, 2), 0, 0)
    # what is expected now counts for what was said then; what is asked otherwise is not compared
    changed = sets.change(kit, of.id, TEXT.replace("contain: four", "contain: none").replace("Say one", "Call one"))
    later = whole_run(kit, scripted, changed, "one", "two", "three", "four")
    found = compare(kit, before.id, later.id)
    assert {one.name: one.change for one in found.pairs} == {"two": "better", "three": "same", "four": "worse"}
    assert found.apart == 2
    assert runs.former(kit, "last", changed) == later
    with pytest.raises(RunMissing):
        compare(kit, before.id, "77")


def test_the_win_rate_and_its_interval_are_those_worked_out_by_hand() -> None:
    # 7 wins and half of one tie in 10: p = 0.75, z² = 3.841459
    # middle (0.75 + 0.1920729) / 1.3841459 = 0.680617; half 1.959964 √(0.01875 + 0.0096036) / 1.3841459 = 0.238435
    tally = Tally(7, 2, 1)
    assert tally.rate == 0.75
    assert tally.interval == pytest.approx((0.442182, 0.919052), abs=1e-5)
    assert (Tally().rate, Tally().interval) == (0.5, (0.0, 1.0))
    # the nearest rank: of 20 times the 10th and the 19th, of three the second and the last
    times = [float(one) for one in range(20, 0, -1)]
    assert (at_share(times, 0.5), at_share(times, 0.95)) == (10.0, 19.0)
    assert (at_share([3.0, 1.0, 2.0], 0.5), at_share([3.0, 1.0, 2.0], 0.95), at_share([], 0.5)) == (2.0, 3.0, 0.0)


def test_a_run_and_a_comparison_become_a_table_without_formulas_and_a_page(kit: Kit, scripted: ScriptedEngine) -> None:
    of = numbers(kit)
    before = whole_run(kit, scripted, of, "one", "=1+1", "<b>three</b>", "four")
    after = whole_run(kit, scripted, of, "one", "two", "three", "four")
    told = report.run_report(runs.one(kit, before.id))
    assert ",'=1+1," in as_csv(told).decode("utf-8-sig")
    assert "&lt;b&gt;three" in as_html(told).decode()
    found = compare(kit, before.id, after.id)
    page = as_html(report.compared_report(found, runs.one(kit, before.id), runs.one(kit, after.id))).decode()
    assert "1 better, 0 worse, 3 the same." in page


def test_sets_are_kept_by_title_changed_removed_and_brought_back(kit: Kit) -> None:
    of = numbers(kit)
    assert sets.add(kit, sets.checked("md", TEXT)).id == of.id
    with pytest.raises(SetRefused, match="Line 11"):
        sets.change(kit, of.id, TEXT.replace("- must contain: one", "- must be one"))
    sets.remove(kit, of.id)
    with pytest.raises(SetMissing):
        sets.one(kit, "Numbers")
    sets.put_back(kit, of.id)
    assert sets.one(kit, "Numbers").text == TEXT
    everyday = sets.one(kit, "everyday")
    own = sets.change(kit, everyday.id, everyday.text.replace("Everyday", "Our own"))
    assert own.title == "Our own questions to the tutor"
    assert sets.is_shipped(sets.one(kit, "everyday"))
    assert not sets.is_shipped(own)
