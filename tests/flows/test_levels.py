"""The same question at four reading levels: what is given to read gets easier, and no fact, number or formula changes.

How hard a text is to read is measured by LIX (library/packs/readability, with its source).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest

from carrel.base.files import resource
from carrel.base.work import Cancel
from carrel.conversations.model import Message
from carrel.engine.scripted import ScriptedEngine
from carrel.flows import ground, levels, profile, read_in, teach
from carrel.flows.courses import Binding
from carrel.flows.grow import Replied
from carrel.flows.kit import Kit
from carrel.flows.levels import TEXTS
from carrel.flows.prepare import Beginning
from carrel.flows.told import Told
from carrel.learner.model import READINGS, Profile, Reading
from carrel.library import tables
from carrel.library.checking import answer_from
from carrel.library.model import Passage
from carrel.library.packs.marks import prose
from carrel.library.packs.model import HEADINGS, LEVELS
from carrel.library.packs.readability import lix
from tests.flows.conftest import OneEngine
from tests.flows.outside.school import inside, inventing
from tests.flows.practising.conftest import Practising, foundations

__all__ = ["foundations"]

ORDER: tuple[Reading, ...] = READINGS[1:]
ASKED = [one.text for one in inside() if not one.own][::6]
"""Every sixth of the questions that the lessons answer."""

_MARKED = re.compile(r"\$[^$]+\$|\d+(?:[.,]\d+)*")
"""Formulas, and the numbers outside them."""


@pytest.fixture(scope="module")
def kit(foundations: Practising) -> Iterator[Kit]:
    """The lessons of Foundations; what a learner says is taken back."""
    yield foundations.kit
    profile.clear(foundations.kit)


@dataclass(frozen=True)
class Grounded:
    """What a question is answered from: the passages, and the sentence that code answers with."""

    sent: tuple[Passage, ...]
    quote: str

    @property
    def hardness(self) -> float:
        """The LIX of what is given to read."""
        return lix("\n".join(prose(one.text) for one in self.sent))


def look_up(kit: Kit, question: str, reading: Reading) -> Grounded:
    """What the question is answered from with sources only, for a learner who reads like this."""
    binding = Binding("starter", mode="sources", told=Told(Profile(reading=reading)))
    message = Message("m", "c", None, "user", question, kit.stamp.now())
    found = ground.look_up(kit, [message], binding, {}, Cancel())
    cited = answer_from(found.question, found.answering)
    return Grounded(found.sent, cited.quote if cited is not None else "")


def said(text: str) -> list[str]:
    """The formulas and numbers of a text."""
    return sorted(_MARKED.findall(text))


def test_each_lesson_is_easier_to_read_at_each_easier_level(kit: Kit) -> None:
    with kit.store.reading() as db:
        lessons = tables.documents(db, pack="foundations")
        assert len(lessons) == len(list(resource("packs/foundations/topics").glob("*.md")))
        for lesson in lessons:
            parts = dict(zip(HEADINGS, tables.parts(db, lesson.id), strict=True))
            measured = [lix("\n".join(prose(parts[kind].text) for kind in TEXTS[reading])) for reading in ORDER]
            assert all(easier < harder for easier, harder in pairwise(measured)), (lesson.title, measured)


def test_the_same_questions_are_given_easier_texts_at_each_easier_level_and_the_same_facts(kit: Kit) -> None:
    measured: dict[Reading, list[float]] = {reading: [] for reading in ORDER}
    for question in ASKED:
        usual = look_up(kit, question, "")
        for reading in ORDER:
            found = look_up(kit, question, reading)
            assert found.quote == usual.quote, (reading, question)
            assert said(found.quote) == said(usual.quote)
            if found.sent:
                measured[reading].append(found.hardness)
    means = [sum(some) / len(some) for some in measured.values()]
    assert len({len(some) for some in measured.values()}) == 1, "a question is answered at all levels or at none"
    assert all(easier < harder for easier, harder in pairwise(means)), means


def test_the_text_of_the_level_stands_first_and_the_answering_sentence_stays(kit: Kit) -> None:
    for reading in ORDER:
        found = look_up(kit, "Where does photosynthesis take place?", reading)
        wanted = {HEADINGS[kind] for kind in TEXTS[reading]}
        assert found.sent[0].title == "Photosynthesis"
        assert found.sent[0].label in wanted
        assert any(found.quote in one.text for one in found.sent)
    easiest = look_up(kit, "Where does photosynthesis take place?", "easiest")
    assert all(one.label != HEADINGS["standard"] or easiest.quote in one.text for one in easiest.sent[:1])


def test_without_a_good_model_the_reply_says_the_same_numbers_at_every_level(kit: Kit) -> None:
    engine = ScriptedEngine()
    kit = Kit(kit.places, kit.stamp, kit.store, kit.settings, OneEngine(engine))
    for question in ("What do the angles of a triangle add up to?", "How many bits make a byte?"):
        replies = set()
        for reading in ORDER:
            profile.keep(kit, Profile(reading=reading))
            engine.replies.append(inventing([]))
            *_steps, last = teach.say(kit, None, question, Cancel(), Beginning(mode="sources"))
            assert isinstance(last, Replied)
            replies.add(last.message.text)
        (text,) = replies
        assert said(text), text


def test_what_the_level_brought_is_part_of_the_search_that_is_shown_and_of_the_next_prompt(kit: Kit) -> None:
    engine = ScriptedEngine()
    kit = Kit(kit.places, kit.stamp, kit.store, kit.settings, OneEngine(engine))
    profile.keep(kit, Profile(reading="easiest"))
    engine.replies += ["It does.", "Yes."]
    *_steps, last = teach.say(kit, None, "Where does photosynthesis take place?", Cancel())
    assert isinstance(last, Replied)
    assert last.evidence is not None
    shown = [one for one in last.evidence.considered if one.sent]
    assert HEADINGS["simple"] in {one.label for one in shown}
    first = engine.asked[-1].turns[1]
    list(teach.say(kit, last.message.conversation, "Thank you!", Cancel()))
    assert engine.asked[-1].turns[1] == first


def test_documents_that_are_no_lessons_and_learners_who_said_nothing_are_given_what_was_found(kit: Kit) -> None:
    document = read_in.take_text(kit, "Gate.txt", "The garden gate is locked at nine. Only the caretaker has a key.")
    with kit.store.writing() as db:
        tables.list_openly(db, document.id)
    asked = "Who has a key to the garden gate?"
    assert {look_up(kit, asked, reading).sent for reading in READINGS} == {look_up(kit, asked, "").sent}
    assert levels.beginning(document, "advanced") == 0


def test_a_lesson_opens_at_the_text_of_the_level(kit: Kit) -> None:
    with kit.store.reading() as db:
        lesson = tables.documents(db, pack="foundations")[0]
    at = [levels.beginning(lesson, reading) for reading in READINGS]
    assert at == [0, 0, 0, LEVELS.index("standard"), LEVELS.index("advanced")]
