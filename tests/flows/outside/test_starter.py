"""The starter model answers from sources: what it says of what they do not hold is never shown as theirs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from carrel.base.files import resource
from carrel.base.work import Cancel
from carrel.conversations.model import Message
from carrel.engine.api import Answer, ChatRequest, Engine, Sampling, Turn
from carrel.engine.local import LocalEngine, LocalModel
from carrel.engine.states import StateCache
from carrel.flows import ground, library, prompts
from carrel.flows.courses import Binding
from carrel.flows.kit import Kit
from tests.flows.outside.school import Asked, ask, inside, outside

pytestmark = pytest.mark.native

LONGEST_ANSWER = 40


class Starter:
    """Gives out the starter model for every name."""

    def __init__(self, states: Path) -> None:
        model = LocalModel("starter", resource("models/carrel-starter.gguf"), "starter", 2048)
        self.local = LocalEngine(model, StateCache(states, model.fingerprint()))

    def engine(self, model: str | None = None) -> Engine:
        """The starter."""
        return self.local

    def close(self) -> None:
        """End its process."""
        self.local.close()


@pytest.fixture
def school(house: Kit, tmp_path: Path) -> Iterator[Kit]:
    """A house with all lessons and some papers, in which the starter model answers."""
    starter = Starter(tmp_path / "states")
    kit = replace(house, engines=starter)
    kit.settings.change(answer_tokens=LONGEST_ANSWER)
    yield kit
    starter.close()


def said(kit: Kit, one: Asked) -> tuple[str, ground.Grounds]:
    """What the model says when it is given all that was found, whether or not it is about the question."""
    asked = [text for text in (one.before, one.text) if text]
    thread = [Message(str(at), "chat", None, "user", text, kit.stamp.now()) for at, text in enumerate(asked)]
    found = ground.look_up(kit, thread, Binding("", mode="sources"), {}, Cancel())
    found = replace(found, sent=tuple(each.passage for each in found.found[:1]))
    turns = (Turn("user", f"{prompts.numbered(found.sent)}\n\nQuestion: {one.text}"),)
    request = ChatRequest(turns, max_tokens=LONGEST_ANSWER, sampling=Sampling(temperature=0.0))
    *_steps, last = kit.engines.engine().chat(request, Cancel())
    assert isinstance(last, Answer)
    return last.text, found


def test_what_the_starter_says_of_other_things_is_refused(school: Kit) -> None:
    asked = [one for one in outside() if not one.before][::6]
    answered = []
    for one in asked:
        text, found = said(school, one)
        answered += [one.text] if ground.judge("reply", text, found).evidence.citations else []
    assert len(asked) >= 15
    assert len(answered) <= 1, answered


def test_what_the_starter_is_asked_from_the_lessons_is_cited_as_it_stands_there(school: Kit) -> None:
    cited = 0
    for one in inside()[::16]:
        evidence = ask(school, one.text).evidence
        assert evidence is not None
        for each in evidence.citations:
            part = library.parts(school, each.document or "")[each.part]
            assert part.text[each.first : each.last] == each.quote
            cited += 1
    assert cited >= 6


def test_the_starter_refuses_outside_questions_and_their_follow_ups(school: Kit) -> None:
    asked = list(outside())[::4]
    for one in asked:
        chat = ask(school, one.before).message.conversation if one.before else None
        evidence = ask(school, one.text, chat=chat).evidence
        assert evidence is not None
        assert (evidence.state, evidence.citations) == ("not_found", ()), one.text
