"""The starter model that ships, and the generator of the texts it learned from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from random import Random

import pytest

from carrel.base.files import resource
from carrel.engine.api import Turn
from carrel.engine.local import LocalEngine, LocalModel
from carrel.engine.states import StateCache
from carrel_starter.corpus.chats import Chat
from carrel_starter.corpus.mixture import stream
from carrel_starter.corpus.passages import made_up_set, passage_chat, textbook
from carrel_starter.corpus.talk import topics
from carrel_starter.corpus.words import table
from carrel_starter.probes import all_probes
from tests.native.talk import answer

SEED = 20261120


@pytest.fixture
def starter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalEngine]:
    """The shipped model in its child process."""
    model = LocalModel("starter", resource("models/carrel-starter.gguf"), "starter", 2048)
    engine = LocalEngine(model, StateCache(tmp_path_factory.mktemp("states"), model.fingerprint()))
    yield engine
    engine.close()


def ask(engine: LocalEngine, *words: str) -> str:
    """The greedy reply to a chat in which the learner and the model take turns."""
    turns = [Turn("assistant" if place % 2 else "user", text) for place, text in enumerate(words)]
    return answer(engine, turns, most=160).text


@pytest.mark.native
def test_the_starter_model_explains_quotes_refuses_and_says_what_it_is(starter: LocalEngine) -> None:
    first = ask(starter, "What is photosynthesis?")
    assert all(word in first for word in ("sunlight", "sugar", "oxygen"))
    assert "program" in ask(starter, "Who are you?")
    assert "don't know" in ask(starter, "Who is the chancellor of Germany?")
    assert "sugar" in ask(starter, "What is photosynthesis?", first, "Simpler please")
    passages = "Passages:\n[1] The powerhouse of the cell is the mitochondrion.\n[2] Iron rusts in wet air."
    assert "mitochondrion" in ask(starter, f"{passages}\n\nQuestion: What is the powerhouse of the cell?")


def texts(chats: list[Chat]) -> list[str]:
    """Everything said in some chats."""
    return [turn.text for chat in chats for turn in chat.turns]


def runs_of_words(text: str, length: int) -> set[tuple[str, ...]]:
    """All runs of so many words in a text, without regard to case and marks."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[place : place + length]) for place in range(len(words) - length + 1)}


def test_the_same_seed_gives_the_same_chats_and_another_seed_gives_others() -> None:
    once, again, other = (list(islice(stream(seed), 50)) for seed in ("a", "a", "b"))
    assert once == again
    assert once != other


def test_every_quote_stands_word_for_word_in_the_passage_it_names() -> None:
    rng = Random(7)
    quotes = 0
    for _ in range(300):
        turns = passage_chat(rng).turns
        passages = turns[0].text
        for turn in turns[1::2]:
            if found := re.fullmatch(r'(?:The passage says: )?"(.+)" \[(\d)\]', turn.text):
                quotes += 1
                line = re.search(rf"^\[{found.group(2)}\] (.+)$", passages, flags=re.MULTILINE)
                assert line is not None
                assert found.group(1) in line.group(1)
    assert quotes > 300


def test_no_question_about_made_up_passages_has_two_answers() -> None:
    rng = Random(3)
    for _ in range(200):
        asked = [question for _, fact in made_up_set(rng, "train")[0].facts for question in fact.questions]
        assert len(asked) == len(set(asked))


def test_held_out_questions_are_not_in_the_training_chats() -> None:
    chats = islice(stream("overlap"), 6000)
    asked = {turn.text.lower() for chat in chats for turn in chat.turns if turn.role == "user"}
    probes = [probe for probe in all_probes(SEED, 20) if probe.kind in ("topic", "talk")]
    shared = [probe.turns[-1].text for probe in probes if probe.turns[-1].text.lower() in asked]
    assert shared == []


def test_held_out_documents_share_no_long_run_of_words_with_the_training_chats() -> None:
    seen: set[tuple[str, ...]] = set()
    for text in texts(list(islice(stream("overlap"), 6000))):
        seen |= runs_of_words(text, 8)
    sentences = [fact.sentence for passage in textbook("held") for fact in passage]
    assert sentences
    assert [sentence for sentence in sentences if runs_of_words(sentence, 8) & seen] == []


def test_every_topic_holds_its_own_key_facts_and_keeps_a_question_back() -> None:
    rows = topics()
    assert len(rows) >= 50
    for row in rows:
        answer_text = row["answer"].lower()
        assert all(any(word.lower() in answer_text for word in group) for group in row["facts"]), row["term"]
        assert row["held"]
        assert not set(row["held"]) & set(row["asks"])
    assert not set(table("phrasings")["held"]) & set(table("phrasings")["train"])
