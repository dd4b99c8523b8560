"""What is suggested next: in its order, with its reason, nothing that is not here, and "not useful" is heard (F6.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from random import Random

import pytest

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.attempts.model import Attempt, Filed
from carrel.base.files import resource
from carrel.base.work import Cancel
from carrel.conversations import tables as conversations
from carrel.conversations.model import Conversation, Message
from carrel.flows import evidence, pack_shelf, practise, profile, recommend
from carrel.flows.kit import Kit
from carrel.flows.suggesting import Suggestion
from carrel.library import tables as documents
from carrel.progress.aside.model import REST_DAYS, NotSetAside
from carrel.progress.mastery import tracing
from carrel.store.db import Store
from tests.conftest import CountingStamp
from tests.flows.conftest import kit_in


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kit]:
    """A kit with Foundations, for learners who know nothing of each other."""
    with kit_in(tmp_path_factory.mktemp("shared"), CountingStamp()) as kit:
        list(pack_shelf.install(kit, resource("packs/foundations"), Cancel()))
        yield kit


@pytest.fixture
def alone(shared: Kit, request: pytest.FixtureRequest) -> tuple[Kit, str]:
    """The same kit, and a learner of this test alone."""
    return shared, request.node.name


@cache
def items_of(store: Store) -> list[Filed]:
    """The items of Foundations, read once: no test of this module takes any away."""
    with store.reading() as db:
        return attempts.filed(db)


def tried(kit: Kit, learner: str, skill: str, verdicts: str) -> None:
    """Tries at a skill: r for right, w for wrong, all of them unaided."""
    items = [item for item in items_of(kit.store) if skill in item.skills]
    with kit.store.writing() as db:
        for number, letter in enumerate(verdicts):
            verdict, score = ("right", 1.0) if letter == "r" else ("wrong", 0.0)
            item = items[number % len(items)]
            kept = Attempt(
                kit.stamp.new_id(), kit.stamp.now(), item.id, item.kind, item.topic, item.skills, "", verdict, score,
                "", "code", nth=1, help=0, hints=0, unaided=True, seconds=5, learner=learner,
            )  # fmt: skip
            attempts.keep(db, kept)


def missed(kit: Kit, learner: str) -> None:
    """Answer until an item is missed: which one comes hangs on the ids, and of some code cannot tell."""
    for _session in range(30):
        begun = practise.begin(kit, practise.Wish(learner=learner, count=1))
        now = practise.attempt(kit, begun.session, "surely not this")
        practise.leave(kit, begun.session)
        if now.said is not None and now.said.verdict == "wrong":
            return
    pytest.fail("nothing was missed")


def cut_chat(kit: Kit, title: str) -> str:
    """A chat whose last reply was cut off."""
    now = kit.stamp.now()
    chat = Conversation(kit.stamp.new_id(), now, now, title)
    with kit.store.writing() as db:
        conversations.create_conversation(db, chat)
        turn = Message(kit.stamp.new_id(), chat.id, None, "user", title, now)
        conversations.add_message(db, turn)
        reply = Message(kit.stamp.new_id(), chat.id, turn.id, "assistant", "So", now, state="interrupted", model="m")
        conversations.add_message(db, reply)
    return chat.id


def practised(kit: Kit) -> frozenset[str]:
    """The skills that there are items for."""
    return frozenset(skill for item in items_of(kit.store) for skill in item.skills)


def exists(kit: Kit, one: Suggestion, learner: str, can_be_practised: frozenset[str]) -> bool:
    """Whether what is suggested can be done here."""
    with kit.store.reading() as db:
        if one.kind == "review":
            return bool(evidence.due(db, learner, kit.stamp.now()))
        if one.kind == "resume":
            return attempts.session(db, one.id).state == "open" and attempts.session(db, one.id).learner == learner
        if one.kind == "chat":
            return not conversations.get_conversation(db, one.id).deleted
        if one.kind == "practise":
            return one.id in can_be_practised
        topic = next(topic for topic in evidence.topics(db) if topic.id == one.id)
        return topic.document is not None and documents.get(db, topic.document).state == "ready"


def test_two_hundred_learners_are_shown_nothing_that_is_not_here(shared: Kit) -> None:
    with shared.store.reading() as db:
        skills = [skill.id for skill in evidence.skills(db)]
        topics = [topic.id for topic in evidence.topics(db)]
    here = practised(shared)
    chance, shown = Random(20), 0
    kinds: set[str] = set()
    for number in range(200):
        learner = f"learner {number}"
        for skill in chance.sample(skills, chance.randint(0, 4)):
            tried(shared, learner, skill, "".join(chance.choices("rw", k=chance.randint(1, 5))))
        for about in chance.choices([*skills, *topics, "no.such.skill", ""], k=chance.randint(0, 3)):
            profile.add_goal(shared, f"Goal {about}", chance.choice([None, "2026-01-01", "2027-01-01"]), about, learner)
        if chance.random() < 0.1:
            begun = practise.begin(shared, practise.Wish(learner=learner, count=chance.randint(1, 5)))
            practise.attempt(shared, begun.session, "not this")
        for one in recommend.recommended(shared, learner, most=50):
            assert exists(shared, one, learner, here), one
            assert one.what
            assert one.because
            assert one.minutes >= 1
            shown += 1
            kinds.add(one.kind)
    assert shown > 1000
    assert kinds >= {"resume", "practise", "lesson"}


def test_the_order_is_reviews_unfinished_work_goals_and_then_what_is_new(kit: Kit) -> None:
    list(pack_shelf.install(kit, resource("packs/foundations"), Cancel()))
    learner = ""
    assert isinstance(kit.stamp, CountingStamp)
    missed(kit, learner)
    kit.stamp.pass_time(days=2)
    open_one = practise.begin(kit, practise.Wish(learner=learner))
    with kit.store.reading() as db:
        last = evidence.skills(db)[-1].id
    profile.add_goal(kit, "Pass the test", about=last, learner=learner)
    chat = cut_chat(kit, "How do fractions work?")
    told = recommend.recommended(kit, learner, most=50)
    assert [one.kind for one in told[:3]] == ["review", "resume", "chat"]
    assert (told[1].id, told[2].id) == (open_one.session, chat)
    assert "Pass the test" in told[3].because
    assert told[-1].kind == "lesson"
    kit.stamp.pass_time(days=REST_DAYS + 1)
    assert chat not in [one.id for one in recommend.recommended(kit, learner, most=50)], "old chats are left alone"


def test_a_goal_begins_with_the_weakest_prerequisite_that_can_be_begun(alone: tuple[Kit, str]) -> None:
    kit, learner = alone
    with kit.store.reading() as db:
        requires = {skill.id: skill.requires for skill in evidence.skills(db)}
    target = next(skill for skill, before in requires.items() if any(requires.get(one) for one in before))
    [middle, *_others] = [one for one in requires[target] if requires[one]]
    goal = profile.add_goal(kit, "Understand it", about=target, learner=learner)
    for _step in range(30):
        first = recommend.recommended(kit, learner, most=50)[0]
        assert "Understand it" in first.because
        skill = first.id if first.kind == "practise" else target_of(kit, first.id)
        known = {one.skill: one for one in evidence.progress(kit, learner)}
        assert all(known[one].mastery.p >= tracing().ready for one in requires[skill]), "prerequisites come first"
        if skill == target:
            break
        tried(kit, learner, skill, "rrrrrr")
    assert skill == target
    known = {one.skill: one for one in evidence.progress(kit, learner)}
    assert known[middle].tries
    profile.change_goal(kit, replace(goal, done=True))
    assert not any("Understand it" in one.because for one in recommend.recommended(kit, learner, most=50))


def target_of(kit: Kit, topic: str) -> str:
    """The first skill of a topic."""
    with kit.store.reading() as db:
        return next(one.skills[0] for one in evidence.topics(db) if one.id == topic)


def test_the_nearest_goal_comes_first_and_one_about_nothing_here_changes_nothing(alone: tuple[Kit, str]) -> None:
    kit, learner = alone
    with kit.store.reading() as db:
        first, second = [skill.id for skill in evidence.skills(db) if not skill.requires][:2]
    plain = recommend.recommended(kit, learner, most=50)
    profile.add_goal(kit, "Nothing here", about="no.such.skill", learner=learner)
    profile.add_goal(kit, "Become wise", learner=learner)
    assert recommend.recommended(kit, learner, most=50) == plain
    profile.add_goal(kit, "Some day", about=first, learner=learner)
    profile.add_goal(kit, "Soon", "2026-04-01", about=second, learner=learner)
    assert "Soon" in recommend.recommended(kit, learner)[0].because


def test_what_is_not_useful_is_not_offered_until_it_is_taken_back(alone: tuple[Kit, str]) -> None:
    kit, learner = alone
    before = recommend.recommended(kit, learner)
    aside = recommend.set_aside(kit, before[0], learner)
    assert (aside.kind, aside.about, aside.what) == (before[0].kind, before[0].id, before[0].what)
    assert before[0] not in recommend.recommended(kit, learner, most=50)
    assert recommend.recommended(kit, learner)[0] == before[1]
    assert recommend.resting(kit, learner) == [aside]
    assert before[0] in recommend.recommended(kit, f"{learner}, another"), "it is set aside for one learner"
    recommend.take_back(kit, aside.kind, aside.about, learner)
    assert recommend.recommended(kit, learner) == before
    assert recommend.resting(kit, learner) == []
    with pytest.raises(NotSetAside):
        recommend.take_back(kit, aside.kind, aside.about, learner)


@pytest.mark.parametrize(("days", "offered"), [(REST_DAYS - 1, False), (REST_DAYS, True), (-3, True)])
def test_after_a_while_it_is_offered_again(alone: tuple[Kit, str], days: int, offered: bool) -> None:
    kit, learner = alone
    assert isinstance(kit.stamp, CountingStamp)
    first = recommend.recommended(kit, learner)[0]
    recommend.set_aside(kit, first, learner)
    kit.stamp.pass_time(days=days)
    assert (first in recommend.recommended(kit, learner)) is offered
    assert (recommend.resting(kit, learner) == []) is offered
    kit.stamp.pass_time(days=-days)


def test_it_is_offered_again_once_its_evidence_is_another(alone: tuple[Kit, str]) -> None:
    kit, learner = alone
    with kit.store.reading() as db:
        skill = next(one.id for one in evidence.skills(db) if not one.requires)
    tried(kit, learner, skill, "wrw")
    [weak] = [one for one in recommend.recommended(kit, learner) if one.kind == "practise"]
    recommend.set_aside(kit, weak, learner)
    assert weak.id not in [one.id for one in recommend.recommended(kit, learner) if one.kind == "practise"]
    tried(kit, learner, skill, "w")
    assert weak.id in [one.id for one in recommend.recommended(kit, learner) if one.kind == "practise"]


def test_a_review_that_was_set_aside_is_back_the_next_day(alone: tuple[Kit, str]) -> None:
    kit, learner = alone
    assert isinstance(kit.stamp, CountingStamp)
    missed(kit, learner)
    kit.stamp.pass_time(hours=1)
    review = recommend.recommended(kit, learner)[0]
    assert review.kind == "review"
    recommend.set_aside(kit, review, learner)
    assert recommend.recommended(kit, learner)[0].kind != "review"
    kit.stamp.pass_time(days=1)
    assert recommend.recommended(kit, learner)[0].kind == "review"


def test_what_left_with_its_pack_is_not_offered(kit: Kit) -> None:
    list(pack_shelf.install(kit, resource("packs/foundations"), Cancel()))
    tried(kit, "", "ai.language-models", "wwr")
    assert {one.kind for one in recommend.recommended(kit)} == {"practise", "lesson"}
    pack_shelf.remove(kit, "foundations")
    assert recommend.recommended(kit) == []
