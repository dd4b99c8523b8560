"""P40, the learner's half: who somebody is, and what is remembered of them, stands in no prompt but that of a reply."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from carrel.base.work import Cancel, Delta, Progress
from carrel.conversations import tables
from carrel.engine.api import Answer, ChatRequest, Urgency
from carrel.engine.scripted import ScriptedEngine
from carrel.flows import compare, criticise, prepare, profile, read_in, remember, summarise, teach, titles
from carrel.flows.examine import quiz
from carrel.flows.kit import Kit
from tests.flows.test_criticise import ESSAY, EVIDENCE
from tests.flows.test_told import EVERYTHING

RIVERS = (
    "A river carries water from the mountains to the sea. Rain and melting snow feed the river in spring. The Nile is "
    "6650 kilometres long. Where a river meets the sea, mud settles and forms a delta. Farmers have used the rich mud "
    "of the delta for five thousand years."
)

_KNOWS = re.compile(r"\bflows\.told\b|\bflows import (?:.*, )?told\b|\.told\b")
PLANTED = ("Ada", "grade 8", "football", "Spanish", "orchestra", "pass the exam", "About the learner", "asked you to")


def listen(scripted: ScriptedEngine, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let the engine answer every prompt alike, and have the texts of all prompts from now on."""
    heard: list[str] = []
    chat = scripted.chat

    def answer(request: ChatRequest, cancel: Cancel) -> Iterator[Progress | Delta | Answer]:
        heard.append(scripted.render(request.turns))
        scripted.replies.append('{"title": "Rivers and water"}' if request.grammar else "Rivers carry water.")
        yield from chat(request, cancel)

    monkeypatch.setattr(scripted, "chat", answer)
    return heard


def give_title(kit: Kit, chat: str, _reply: str) -> None:
    """A chat is given a title."""
    titles.give_title(kit, chat, Cancel())


def sum_up(kit: Kit, chat: str, _reply: str) -> None:
    """Older turns are summarised."""
    with kit.store.reading() as db:
        given = prepare.material(kit, db, tables.get_conversation(db, chat))
    list(summarise.older_turns(kit, kit.engines.engine(), given, 64, Cancel(), Urgency.CHAT))


def ask_three_ways(kit: Kit, _chat: str, reply: str) -> None:
    """A question is asked in other words."""
    list(compare.ask_three_ways(kit, reply, Cancel()))


def give_feedback(kit: Kit, _chat: str, _reply: str) -> None:
    """An essay is given feedback by criteria."""
    list(criticise.criticise(kit.engines.engine(), ESSAY, Cancel(), EVIDENCE))


def make_quiz(kit: Kit, _chat: str, _reply: str) -> None:
    """A quiz is asked for from a document; what comes of it does not matter here."""
    kit.settings.change(model="qwen")  # one that may be asked for it
    with suppress(quiz.TooLittleText):
        list(quiz.quiz_on_document(kit, read_in.take_text(kit, "Rivers.txt", RIVERS).id, Cancel(), anew=True))


OTHERS: dict[str, Callable[[Kit, str, str], Any]] = {
    "title": give_title,
    "summary": sum_up,
    "three ways": ask_three_ways,
    "essay": give_feedback,
    "quiz": make_quiz,
}
"""Every way to ask the model for something that is no reply in a chat."""


def filled_in(kit: Kit) -> None:
    """A learner who said everything there is to say."""
    profile.keep(kit, EVERYTHING)
    profile.add_goal(kit, "pass the exam", "2027-06-30")
    remember.remember(kit, "Plays in an orchestra", None)


def asked(kit: Kit, scripted: ScriptedEngine, ask: Callable[[Kit, str, str], Any]) -> list[str]:
    """The texts of the prompts that are made by asking, in a chat about rivers."""
    scripted.replies += ["Rivers carry water to the sea, and the sea gives it back as rain. " * 3] * 2
    first, *_steps, _last = teach.say(kit, None, "What do rivers carry to the sea?", Cancel())
    assert isinstance(first, teach.Said)
    list(teach.say(kit, first.conversation.id, "And what do rivers carry back?", Cancel()))
    with pytest.MonkeyPatch.context() as patch:
        heard = listen(scripted, patch)
        ask(kit, first.conversation.id, first.reply.id)
    return heard


@pytest.mark.parametrize("name", OTHERS)
def test_no_prompt_but_that_of_a_reply_changes_with_what_a_learner_says(
    kit: Kit, scripted: ScriptedEngine, name: str
) -> None:
    plain = asked(kit, scripted, OTHERS[name])
    assert plain
    filled_in(kit)
    assert asked(kit, scripted, OTHERS[name]) == plain


def test_the_words_that_are_looked_for_are_in_the_prompt_of_a_reply(kit: Kit, scripted: ScriptedEngine) -> None:
    filled_in(kit)
    text = prepare.prompt_for(kit, "What do rivers carry?", Cancel())
    assert all(word in text for word in PLANTED)


KNOWING = {"courses", "glass", "ground", "profile", "prompts"}
"""The flows that know what is told of a learner: it is bound to a chat, put into its reply's prompt, and shown. Only
ground knows one thing more: which text of a lesson this learner is given to read."""


def test_no_other_flow_knows_what_is_told_of_a_learner() -> None:
    flows = Path(prepare.__file__).parent
    knowing = {
        file.stem for file in flows.glob("*.py") if file.stem != "told" and _KNOWS.search(file.read_text("utf-8"))
    }
    assert knowing <= KNOWING
