"""Older turns are summed up by the model where it can be trusted, and by code where it cannot."""

from __future__ import annotations

import pytest

from carrel.base.errors import Stopped
from carrel.base.work import Cancel, Progress
from carrel.conversations import tables
from carrel.conversations.context import tables as context_tables
from carrel.conversations.context.model import Summary
from carrel.conversations.model import Conversation, Message
from carrel.engine.api import ChatRequest, Urgency
from carrel.engine.scripted import ScriptedEngine
from carrel.flows import prepare, summarise
from carrel.flows.kit import Kit

FACT = "The Nile is 6650 kilometres long. "


def fill(kit: Kit, turns: int, words: int = 100) -> str:
    """A chat of so many turns, the first of which states a fact."""
    with kit.store.writing() as db:
        tables.create_conversation(db, Conversation("c", kit.stamp.now(), kit.stamp.now(), "Rivers"))
        parent = None
        for number in range(turns):
            text = (FACT if number == 0 else f"Turn {number}. ") + "river " * words
            role = "user" if number % 2 == 0 else "assistant"
            message = Message(f"m{number}", "c", parent, role, text, kit.stamp.now())  # type: ignore[arg-type]
            tables.add_message(db, message)
            parent = message.id
    return "c"


def kept(kit: Kit) -> list[Summary]:
    """All summaries of the chat."""
    with kit.store.reading() as db:
        return list(context_tables.summaries(db, "c").values())


def summed_up(kit: Kit, scripted: ScriptedEngine, urgency: Urgency = Urgency.BACKGROUND) -> list[Progress]:
    """Sum up what is there now."""
    with kit.store.reading() as db:
        material = prepare.material(kit, db, tables.get_conversation(db, "c"))
    return list(summarise.older_turns(kit, scripted, material, 4096, Cancel(), urgency))


def test_a_sound_summary_of_the_models_is_kept_with_its_name(kit: Kit, scripted: ScriptedEngine) -> None:
    fill(kit, 41)
    scripted.replies.append("The Nile is 6650 kilometres long; river after river.")
    assert [step.label for step in summed_up(kit, scripted)] == ["Summarising older turns"]
    (summary,) = kept(kit)
    assert (summary.text, summary.model) == ("The Nile is 6650 kilometres long; river after river.", "starter")
    asked: ChatRequest = scripted.asked[-1]
    assert asked.urgency is Urgency.BACKGROUND
    assert FACT.strip() in asked.turns[-1].text


@pytest.mark.parametrize(
    "made_up",
    [
        "",
        "The Nile is 7000 kilometres long; river after river.",
        "Photosynthesis turns sunlight into sugar inside chloroplasts.",
        "river " * 9_000,
    ],
)
def test_what_the_model_made_up_is_not_kept_but_sentences_of_the_chat_are(
    kit: Kit, scripted: ScriptedEngine, made_up: str
) -> None:
    fill(kit, 41)
    scripted.replies.append(made_up)
    summed_up(kit, scripted)
    (summary,) = kept(kit)
    assert summary.model is None
    assert summary.text.startswith("Learner: The Nile is 6650 kilometres long.")
    assert len(summary.text) < 4096


def test_the_turn_after_a_summary_is_a_persons_and_enough_stays_word_for_word(
    kit: Kit, scripted: ScriptedEngine
) -> None:
    fill(kit, 41)
    summed_up(kit, scripted)
    (summary,) = kept(kit)
    after = int(summary.upto.removeprefix("m")) + 1
    assert after % 2 == 0
    assert 41 - after >= 10


def test_a_second_summary_keeps_what_the_first_one_said(kit: Kit, scripted: ScriptedEngine) -> None:
    fill(kit, 41)
    summed_up(kit, scripted)
    with kit.store.writing() as db:
        parent = "m40"
        for number in range(41, 81):
            role = "user" if number % 2 == 0 else "assistant"
            text = "river " * 100
            tables.add_message(db, Message(f"m{number}", "c", parent, role, text, kit.stamp.now()))  # type: ignore[arg-type]
            parent = f"m{number}"
    summed_up(kit, scripted)
    first, second = kept(kit)
    assert "The Nile is 6650 kilometres long." in second.text
    assert int(second.upto.removeprefix("m")) > int(first.upto.removeprefix("m"))


def test_nothing_is_summed_up_twice_or_while_there_is_room(kit: Kit, scripted: ScriptedEngine) -> None:
    fill(kit, 41)
    assert list(prepare.shorten(kit, "c", Cancel()))
    assert list(prepare.shorten(kit, "c", Cancel())) == []
    assert len(kept(kit)) == 1


def test_a_short_chat_is_left_as_it_is(kit: Kit, scripted: ScriptedEngine) -> None:
    fill(kit, 5)
    assert list(prepare.shorten(kit, "c", Cancel())) == []
    assert summed_up(kit, scripted) == []
    assert scripted.asked == []


def test_a_stop_ends_the_summing_up_and_keeps_nothing(kit: Kit, scripted: ScriptedEngine) -> None:
    fill(kit, 41)
    cancel = Cancel()
    steps = prepare.shorten(kit, "c", cancel)
    next(steps)
    cancel.set()
    with pytest.raises(Stopped):
        list(steps)
    assert kept(kit) == []
