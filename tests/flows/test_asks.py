"""One click on a reply: a turn, a wish, a better reply, a title, three ways of asking."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from carrel.assessment.attempts.tables import filed
from carrel.base.work import Cancel
from carrel.conversations.context.model import Comparison
from carrel.engine.api import ModelInfo, Urgency
from carrel.engine.scripted import ScriptedEngine
from carrel.flows import asks, browse, grow, teach, titles
from carrel.flows.compare import Asked, ask_three_ways, verdict
from carrel.flows.examine.quiz import forget_quiz, quiz_on_reply
from carrel.flows.kit import Kit


def replied(steps: Iterator[teach.Step]) -> grow.Replied:
    """The end of a turn."""
    last = list(steps)[-1]
    assert isinstance(last, grow.Replied)
    return last


def begin(kit: Kit, text: str = "What is a river?") -> grow.Replied:
    """A first turn."""
    return replied(teach.say(kit, None, text, Cancel()))


def texts(kit: Kit, conversation: str) -> list[str]:
    """What the shown branch says."""
    return [message.text for message in browse.thread(kit, conversation)]


def test_an_ask_about_an_earlier_reply_begins_a_branch_and_leaves_what_follows(
    kit: Kit, scripted: ScriptedEngine
) -> None:
    scripted.replies += ["Water that flows.", "A lake.", "Like the Nile."]
    first = begin(kit).message
    conversation = first.conversation
    replied(teach.say(kit, conversation, "And a lake?", Cancel()))
    replied(teach.ask_about(kit, first.id, asks.ASKS[2].says(), Cancel()))
    assert texts(kit, conversation) == [
        "What is a river?",
        "Water that flows.",
        "Please give me an example of that.",
        "Like the Nile.",
    ]
    view = browse.chat(kit, conversation)
    followed = next(ids for message, ids in view.alternatives.items() if message == view.thread[2].id)
    assert len(followed) == 2


def test_an_ask_leaves_the_draft_and_what_is_attached_to_it(kit: Kit, scripted: ScriptedEngine) -> None:
    first = begin(kit).message
    browse.set_draft(kit, first.conversation, "half a thought")
    replied(teach.ask_about(kit, first.id, "Simpler, please.", Cancel()))
    assert browse.conversation(kit, first.conversation).draft == "half a thought"


def test_a_quiz_shows_on_its_reply_until_it_is_taken_back(kit: Kit, scripted: ScriptedEngine) -> None:
    scripted.replies.append("The Nile is 6,650 kilometres long. An estuary is the wide mouth of a river at the sea.")
    reply = begin(kit).message
    list(quiz_on_reply(kit, reply.id, Cancel()))
    assert browse.chat(kit, reply.conversation).quizzed == {reply.id}
    forget_quiz(kit, reply.id)
    assert browse.chat(kit, reply.conversation).quizzed == frozenset()
    with kit.store.reading() as db:
        assert filed(db) == []


def test_a_better_reply_is_kept_with_exactly_what_the_model_had_received(kit: Kit, scripted: ScriptedEngine) -> None:
    scripted.replies.append("Water.")
    reply = begin(kit).message
    kept = asks.keep_better(kit, reply.id, " Water that flows to the sea. ")
    assert (kept.said, kept.better) == ("Water.", "Water that flows to the sea.")
    assert kept.context == scripted.render(scripted.asked[-1].turns)
    assert asks.better(kit, reply.id).kept == (kept,)
    assert browse.chat(kit, reply.conversation).corrected == {reply.id}
    asks.forget_better(kit, kept.id)
    assert asks.better(kit, reply.id).kept == ()


@pytest.mark.parametrize("better", ["", "  ", "Water.", " Water.\n"])
def test_a_better_reply_that_says_the_same_or_nothing_is_refused(
    kit: Kit, scripted: ScriptedEngine, better: str
) -> None:
    scripted.replies.append("Water.")
    reply = begin(kit).message
    with pytest.raises(asks.NothingBetter):
        asks.keep_better(kit, reply.id, better)


def test_the_glass_shows_the_bytes_the_engine_was_asked_with_also_after_a_continue(
    kit: Kit, scripted: ScriptedEngine
) -> None:
    scripted.replies += ["one two", " three"]
    reply = begin(kit, "Count.").message
    sent = browse.sent_prompt(kit, reply.id)
    assert sent.text == scripted.render(scripted.asked[0].turns)
    assert (sent.tokens, sent.context) == (scripted.count(scripted.asked[0].turns), 4096)
    replied(teach.carry_on(kit, reply.id, Cancel()))
    assert browse.sent_prompt(kit, reply.id).text == sent.text + "one two"


def test_a_title_is_given_once_in_the_background(kit: Kit, scripted: ScriptedEngine) -> None:
    scripted.replies += ["Water that flows.", '{"title": "What a river is."}']
    conversation = begin(kit).message.conversation
    assert titles.give_title(kit, conversation, Cancel()) == "What a river is"
    assert scripted.asked[-1].urgency is Urgency.BACKGROUND
    held = browse.conversation(kit, conversation)
    assert (held.title, held.titled) == ("What a river is", "model")
    assert titles.give_title(kit, conversation, Cancel()) is None
    assert len(scripted.asked) == 2


@pytest.mark.parametrize("title", ["Baking bread", "River of baking bread dough", "= river", "What. A river is"])
def test_a_title_that_has_nothing_to_do_with_the_chat_or_is_none_is_not_taken(
    kit: Kit, scripted: ScriptedEngine, title: str
) -> None:
    scripted.replies += ["Water that flows.", f'{{"title": "{title}"}}']
    conversation = begin(kit).message.conversation
    assert titles.give_title(kit, conversation, Cancel()) is None
    held = browse.conversation(kit, conversation)
    assert (held.title, held.titled) == ("What is a river?", "model")


def test_a_very_small_model_is_not_asked_for_a_title(
    kit: Kit, scripted: ScriptedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripted.replies += ["Water that flows.", '{"title": "Water that flows"}']
    conversation = begin(kit).message.conversation
    small = ModelInfo(name="small", where="local", context=2048, parameters=6_000_000)
    monkeypatch.setattr(scripted, "info", lambda _cancel: small)
    assert titles.give_title(kit, conversation, Cancel()) is None
    held = browse.conversation(kit, conversation)
    assert (held.title, held.titled, len(scripted.asked)) == ("What is a river?", "model", 1)


def test_a_persons_title_stays(kit: Kit, scripted: ScriptedEngine) -> None:
    conversation = begin(kit).message.conversation
    browse.rename(kit, conversation, "Rivers")
    assert titles.give_title(kit, conversation, Cancel()) is None
    assert browse.conversation(kit, conversation).title == "Rivers"


def test_three_ways_are_asked_without_each_other_and_what_came_is_kept(kit: Kit, scripted: ScriptedEngine) -> None:
    scripted.replies += [
        "A river is flowing water.",
        "A river is flowing water.",
        "What do you call a river?",
        "A river is water flowing downhill.",
        "Tell me about bread",
        "Flowing water makes a river.",
    ]
    reply = begin(kit).message
    steps = list(ask_three_ways(kit, reply.id, Cancel()))
    asked = [step.tried for step in steps if isinstance(step, Asked)]
    assert [one.question for one in asked] == [
        "What is a river?",
        "What do you call a river?",
        "A friend asks me this, and I want to answer well: What is a river?",
    ]
    made = steps[-1]
    assert isinstance(made, Comparison)
    assert made.verdict == "stable"
    assert browse.comparisons(kit, reply.id) == [made]
    assert browse.chat(kit, reply.conversation).compared == {reply.id}
    assert all(len(request.turns) == 2 for request in scripted.asked)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (("The Nile is 6650 km long.", "It is 6650 km, the Nile is long.", "Nile: long, 6650 km."), "stable"),
        (("The Nile is 6650 km long.", "The Nile is 6400 km long.", "The Nile is 6650 km long."), "unstable"),
        (("Plants make sugar from light.", "Light lets plants make sugar.", "Sugar comes from light."), "stable"),
        (("Plants make sugar from light.", "I cannot answer this.", "Light lets plants make sugar."), "unstable"),
        (("42", "42", "42"), "stable"),
        (("42", "43", "42"), "unstable"),
        (("yes", "no", "yes"), "unstable"),
    ],
)
def test_answers_agree_when_their_numbers_and_words_do(answers: tuple[str, ...], expected: str) -> None:
    assert verdict(answers) == expected
