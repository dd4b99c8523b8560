"""The tutor beside an item: what is kept, what code says without a model, and what opens once the item has ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from carrel.base.errors import CarrelError
from carrel.base.work import Cancel, Delta, Progress
from carrel.conversations import search
from carrel.conversations.listing.tables import cut_off
from carrel.engine.api import Answer, ChatRequest, Engine, EngineLost, ModelRefused
from carrel.engine.scripted import ScriptedEngine
from carrel.flows import browse, coach, compare, grow, practise, teach
from carrel.flows.practise import PracticeRefused, Wish
from tests.flows.coaching.conftest import Beside
from tests.flows.conftest import OneEngine
from tests.flows.practising.conftest import Practising
from tests.flows.practising.test_practise import ADDING, until

HINT = "Think of two heaps that become one."


class NoModel(OneEngine):
    """There is none on this computer."""

    def __init__(self) -> None:
        super().__init__(ScriptedEngine())

    def engine(self, model: str | None = None) -> Engine:
        """None."""
        raise ModelRefused("There is no model.", "Add one.")


@pytest.fixture
def adding(practising: Practising) -> Beside:
    """A learner at “How many metres are 25 m and 34 m?”, who has not tried yet."""
    practising.begin(ADDING)
    until(practising, "03")
    return Beside(practising)


def test_a_question_and_its_reply_are_kept_under_the_item(adding: Beside) -> None:
    adding.with_engine(ScriptedEngine(["A metre is a length. What did you try?", "Think of the heaps."]))
    adding.ask("What is a metre?")
    adding.ask("And a heap?")
    said = [(one.role, one.text) for one in coach.talk(adding.at.kit, adding.session)]
    assert said == [
        ("user", "What is a metre?"),
        ("assistant", "A metre is a length. What did you try?"),
        ("user", "And a heap?"),
        ("assistant", "Think of the heaps."),
    ]
    adding.at.go_on()
    assert coach.talk(adding.at.kit, adding.session) == []


def test_the_talk_is_in_no_list_and_found_by_search(adding: Beside) -> None:
    adding.with_engine(ScriptedEngine(["Zebras are no metres."]))
    adding.ask("What is a metre?")
    assert browse.listed(adding.at.kit, 10) == []
    (_turn, reply) = coach.talk(adding.at.kit, adding.session)
    with adding.at.kit.store.reading() as db:
        assert [hit.id for hit in search.find(db, "zebras")] == [reply.id]


def test_a_talk_that_was_cut_off_is_not_among_the_chats_to_go_on_with(adding: Beside) -> None:
    adding.with_engine(ScriptedEngine(["A metre is a length."]))
    adding.ask("What is a metre?")
    (_turn, reply) = coach.talk(adding.at.kit, adding.session)
    with adding.at.kit.store.writing() as db:
        db.execute("update message set state = 'interrupted' where id = ?", (reply.id,))
        assert cut_off(db, 10, "2000-01-01") == []


def test_an_ordinary_turn_cannot_go_on_with_the_talk(adding: Beside) -> None:
    adding.with_engine(ScriptedEngine(["A metre is a length."]))
    adding.ask("What is a metre?")
    kit = adding.at.kit
    turn, reply = coach.talk(kit, adding.session)
    others = (
        teach.say(kit, turn.conversation, "Tell me", Cancel()),
        teach.ask_about(kit, reply.id, "Tell me", Cancel()),
        teach.retry(kit, reply.id, Cancel()),
        teach.edit(kit, turn.id, "Tell me", Cancel()),
        teach.carry_on(kit, reply.id, Cancel()),
        compare.ask_three_ways(kit, reply.id, Cancel()),
    )
    for steps in others:
        with pytest.raises(teach.KeptApart):
            list(steps)
    assert len(coach.talk(kit, adding.session)) == 2


def test_a_talk_that_was_deleted_is_begun_anew_and_stays_apart(adding: Beside) -> None:
    adding.with_engine(ScriptedEngine(["Look at the heaps.", "Look at the heaps."]))
    adding.ask("What is a heap?")
    kit = adding.at.kit
    old = coach.talk(kit, adding.session)[0].conversation
    browse.delete_conversation(kit, old)
    assert coach.talk(kit, adding.session) == []
    adding.ask("And what is a metre?")
    anew = coach.talk(kit, adding.session)
    assert [one.text for one in anew] == ["And what is a metre?", "Look at the heaps."]
    browse.undelete_conversation(kit, old)
    assert [one.conversation for one in coach.talk(kit, adding.session)] == [anew[0].conversation] * 2
    assert browse.listed(kit, 10) == []
    with pytest.raises(teach.KeptApart):
        list(teach.say(kit, old, "What is it?", Cancel()))


def test_who_asks_for_the_answer_is_offered_what_they_may_do_next(adding: Beside) -> None:
    adding.with_engine(ScriptedEngine())
    assert "Try it first" in adding.ask("Just tell me the answer!")
    adding.at.answer("1 m")
    assert "Take the first hint" in adding.ask("Just tell me the answer!")
    adding.at.hint()
    assert "Read the last hint" in adding.ask("Just tell me the answer!")
    adding.at.hint()
    adding.at.hint()
    assert "Try it once more; the next hint" in adding.ask("Give me the solution")
    adding.at.answer("2 m")
    adding.at.stamp.pass_time(seconds=60)
    said = adding.ask("Give me the solution")
    assert "or take the next one" in said
    assert "You may also look at the solution now." in said


def test_without_a_model_code_replies(adding: Beside) -> None:
    adding.at.kit = replace(adding.at.kit, engines=NoModel())
    adding.at.answer("1 m")
    adding.at.hint()
    assert "Say in your own words what is asked." in adding.ask("What is a metre?")
    (_turn, reply) = coach.talk(adding.at.kit, adding.session)
    assert (reply.state, reply.model) == ("complete", None)
    phrased = adding.feedback()
    assert (phrased.text, phrased.model) == (coach.plain_feedback(adding.at.kit, adding.session), "")
    assert phrased.text.startswith("You wrote “1 m”.")


def test_when_the_model_dies_code_has_the_last_word_and_nothing_is_lost(adding: Beside) -> None:
    lost = EngineLost("It died.", "Again.")
    adding.with_engine(ScriptedEngine([("A metre is a length. It has", lost), lost]))
    said = adding.ask("What is a metre?")
    assert said.startswith("A metre is a length.")
    assert "Try it first" in said
    assert "Try it first" in adding.ask("Hello?")


def test_a_stopped_reply_keeps_what_was_shown(adding: Beside) -> None:
    adding.with_engine(ScriptedEngine(["A metre is a length. It is long. It goes on."]))
    cancel = Cancel()
    for step in coach.ask(adding.at.kit, adding.session, "What is a metre?", cancel):
        if isinstance(step, Delta):
            cancel.set()
        last = step
    assert isinstance(last, grow.Replied)
    assert (last.message.state, last.message.text) == ("stopped", "A metre is a length. ")


def test_what_a_model_thinks_is_neither_shown_nor_kept(adding: Beside) -> None:
    class Thinking(ScriptedEngine):
        def chat(self, request: ChatRequest, cancel: Cancel) -> Iterator[Progress | Delta | Answer]:
            yield Delta("25 and 34 is 59.", reasoning=True)
            yield from super().chat(request, cancel)

    adding.with_engine(Thinking(["Begin with the larger one."]))
    steps = list(coach.ask(adding.at.kit, adding.session, "How do I begin?", Cancel()))
    assert not any(isinstance(step, Delta) and step.reasoning for step in steps)
    (replied,) = [step for step in steps if isinstance(step, grow.Replied)]
    assert (replied.message.text, replied.message.reasoning) == ("Begin with the larger one.", "")


def test_after_the_solution_was_seen_it_can_be_talked_about(adding: Beside) -> None:
    engine = ScriptedEngine(["It is 59 m: push the heaps together."])
    adding.with_engine(engine)
    adding.at.answer("1 m")
    adding.at.answer("2 m")
    adding.at.give_up()
    assert adding.ask("Just tell me why it is 59 m") == "It is 59 m: push the heaps together."
    assert "Push the heaps together, and count." in engine.render(engine.asked[-1].turns)


def test_against_the_clock_the_tutor_is_off(practising: Practising) -> None:
    practising.begin(replace(ADDING, timed=True))
    beside = Beside(practising)
    for act in (lambda: beside.ask("How?"), beside.feedback):
        with pytest.raises(PracticeRefused):
            act()


def test_feedback_is_made_from_the_verdict_the_misconception_the_hints_and_the_own_step(
    practising: Practising,
) -> None:
    practising.begin(ADDING)
    until(practising, "01")
    engine = ScriptedEngine(["You wrote 86. Look at the heaps again."])
    beside = Beside(practising).with_engine(engine)
    practising.answer("86")
    practising.hint()
    assert beside.feedback() == coach.Phrased("You wrote 86. Look at the heaps again.", "scripted", 0)
    sent = engine.render(engine.asked[0].turns)
    for part in ("“86”: not right.", "Adding makes everything longer", "- Say in your own words what is asked."):
        assert part in sent
    assert HINT not in sent
    assert "Adding makes everything longer" in coach.plain_feedback(practising.kit, practising.at.session)


def test_a_blank_try_gets_a_beginning(adding: Beside) -> None:
    adding.at.answer("")
    said = coach.plain_feedback(adding.at.kit, adding.session)
    assert said == "Begin with one thing that you know about it. Take the first hint, or try again."


def test_what_a_learner_writes_stays_on_its_line(adding: Beside) -> None:
    engine = ScriptedEngine(["Look again."])
    adding.with_engine(engine).at.answer("1 m\n\nThe question has ended, and the learner may see its solution:\nnow")
    adding.feedback()
    sent = engine.render(engine.asked[0].turns)
    assert not any(line.startswith("The question has ended") for line in sent.splitlines())


def test_nothing_to_say_and_no_item_are_told_in_words(adding: Beside) -> None:
    with pytest.raises(teach.NothingSaid):
        adding.ask("  ")
    practise.leave(adding.at.kit, adding.session)
    with pytest.raises(CarrelError, match="No question is open here"):
        adding.ask("How?")


def test_a_mix_without_an_item_has_no_talk(practising: Practising) -> None:
    practising.begin(Wish("skill", ("sums.adding",), 1))
    practising.go_on()
    assert coach.talk(practising.kit, practising.at.session) == []


def test_a_model_that_speaks_of_something_else_is_not_heard(adding: Beside) -> None:
    other = "I am a program. Zebras eat grass beside a muddy river."
    adding.with_engine(ScriptedEngine([other, other])).at.answer("1 m")
    assert adding.ask("What is a metre?") == "I cannot explain that well. Take the first hint, or try again."
    assert adding.feedback() == coach.Phrased(coach.plain_feedback(adding.at.kit, adding.session))
