"""With sources only, what they do not hold is refused whatever the model says, and what they hold is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle, product

import pytest

from carrel.base.modes import Mode
from carrel.base.sentences import sentences
from carrel.base.work import Cancel
from carrel.conversations.model import Message
from carrel.engine.scripted import ScriptedEngine
from carrel.flows import ground
from carrel.flows.courses import Binding
from carrel.flows.kit import Kit
from carrel.library import quoting, tables
from carrel.library.evidence.model import Evidence
from carrel.library.model import Passage
from tests.flows.conftest import OneEngine
from tests.flows.outside.school import (
    LIARS,
    REFUSED,
    Inside,
    Says,
    Speaking,
    ask,
    ask_outside,
    damaged,
    everything,
    inside,
    outside,
    unrelated,
)

HALVES = ("development", "held-out")

QUOTED = 0.85
"""The least share of inside questions for which the right quote of an honest model is shown: 0.90 of the development
half and 0.89 of the held-out half when this was written."""

FOUND_ALONE = 0.6
"""The least share of them that code answers alone with the very sentence that is expected: 0.70 and 0.67; most other
answers are sentences of the lessons that answer as well."""


OWN_WORDS = 0.33
"""The same share, without a model for meanings, for questions in a learner's own words, of which many share hardly one
with the sentence that answers: 0.45 and 0.36 when this was written. It was 0.35 and 0.27 at first sight of them."""


@pytest.fixture
def school(house: Kit) -> Kit:
    """A house with all lessons and some papers, in which nobody has said yet who answers."""
    return replace(house, engines=OneEngine(ScriptedEngine()))


def speaking(kit: Kit, says: Says) -> Speaking:
    """Let this engine answer."""
    engine = Speaking(says)
    assert isinstance(kit.engines, OneEngine)
    kit.engines.scripted = engine.scripted
    return engine


def test_there_are_enough_questions_of_both_kinds_in_both_halves() -> None:
    for half in HALVES:
        assert sum(1 for one in outside() if one.half == half) >= 60
        assert sum(1 for one in inside() if one.half == half and not one.own) >= 40


def test_what_the_sources_do_not_hold_is_refused_on_both_turns(school: Kit) -> None:
    liars = cycle(LIARS.values())

    def says(sentences: list[str]) -> str:
        return next(liars)(sentences)

    speaking(school, says)
    for half in HALVES:
        asked = [(one, ask_outside(school, one)) for one in outside() if one.half == half]
        answered = [one.text for one, evidence in asked if evidence.state != "not_found"]
        assert len(answered) <= len(asked) * (1 - REFUSED), answered
        assert all(not evidence.citations for _one, evidence in asked if evidence.state == "not_found")


def said(passages: Sequence[Passage]) -> list[str]:
    """The sentences of these passages, each in one line."""
    return [quoting.one_line(one.text[slice(*span)]) for one in passages for span in sentences(one.text)]


def grounds_for(kit: Kit, *asked: str) -> ground.Grounds:
    """What a chat of these questions would stand on."""
    thread = [Message(str(at), "chat", None, "user", text, kit.stamp.now()) for at, text in enumerate(asked)]
    return ground.look_up(kit, thread, Binding("", mode="sources"), {}, Cancel())


def test_a_true_quote_about_another_thing_is_no_answer_even_if_the_model_was_asked(school: Kit) -> None:
    """As if the first wall had let all that was found through, and the model had quoted every sentence of it."""
    answered = []
    asked = list(outside())
    for one in asked:
        found = grounds_for(school, *filter(None, (one.before, one.text)))
        found = replace(found, sent=tuple(each.passage for each in found.found[: ground.MOST_SENT]))
        for says in (unrelated, everything):
            judged = ground.judge("reply", says(said(found.sent)), found)
            answered += [one.text] if judged.evidence.citations else []
    assert len(answered) <= 2 * len(asked) * (1 - REFUSED), answered


def shows(evidence: Evidence, one: Inside) -> bool:
    """Whether what is expected stands in what is cited."""
    return any(one.says in " ".join(cited.quote.split()) for cited in evidence.citations)


def quoted_and_found(school: Kit, questions: Sequence[Inside]) -> tuple[int, int]:
    """How many are answered with the expected words by an honest model, and how many by code alone."""
    quoted = alone = 0
    for one in questions:
        found = grounds_for(school, one.text)
        right = next((sentence for sentence in said(found.sent) if one.says in sentence), "I do not know")
        quoted += shows(ground.judge("reply", f'"{right}" [1]', found).evidence, one)
        alone += shows(ground.judge("reply", "I do not know.", found).evidence, one)
    print(f"{quoted} quoted, {alone} found by code, of {len(questions)}")
    return quoted, alone


@pytest.mark.parametrize("half", HALVES)
def test_what_the_lessons_hold_is_answered_with_the_sentence_that_says_it(school: Kit, half: str) -> None:
    questions = [one for one in inside() if one.half == half and not one.own]
    quoted, alone = quoted_and_found(school, questions)
    assert quoted >= QUOTED * len(questions)
    assert alone >= FOUND_ALONE * len(questions)


@pytest.mark.parametrize("half", HALVES)
def test_questions_in_other_words_than_the_lessons_find_their_sentence_less_often(school: Kit, half: str) -> None:
    questions = [one for one in inside() if one.half == half and one.own]
    assert len(questions) >= 60
    quoted, _alone = quoted_and_found(school, questions)
    assert quoted >= OWN_WORDS * len(questions)


QUESTIONS = (
    "When was the observatory finished by the town?",
    "Who shows the rings of Saturn to the children first?",
    "When was the oak planted?",
    "What needs water on dry days?",
    "When does the bus leave from the main gate?",
)


@pytest.mark.parametrize("mode", ["open", "sources"])
def test_every_citation_that_is_shown_stands_in_its_document(school: Kit, mode: Mode) -> None:
    texts: dict[tuple[str, int], str] = {}
    shown = replies = 0
    asked = (*QUESTIONS, *[one.text for one in inside() if not one.own][::12])
    for says, question in product((*LIARS.values(), damaged), asked):
        speaking(school, says)
        replied = ask(school, question, mode)
        replies += 1
        assert replied.evidence is not None
        for cited in replied.evidence.citations:
            assert cited.document is not None
            place = cited.document, cited.part
            if place not in texts:
                with school.store.reading() as db:
                    texts.update(((cited.document, one.place), one.text) for one in tables.parts(db, cited.document))
            assert texts[place][cited.first : cited.last] == cited.quote
            assert f"[{cited.n}]" in replied.message.text
            shown += 1
        _numbers_are_of_citations(replied.message.text, replied.evidence, texts)
    assert replies >= 100
    assert shown >= 200


def _numbers_are_of_citations(reply: str, evidence: Evidence, texts: dict[tuple[str, int], str]) -> None:
    """A quote with a number stands word for word in the document of that number."""
    held = {one.n: one for one in evidence.citations}
    for quote in quoting.quotes_in(reply):
        if quote.number is not None and quoting.is_enough(quote.words):
            cited = held[quote.number]
            assert quoting.find(quote.words, texts[cited.document or "", cited.part]) is not None
