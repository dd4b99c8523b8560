"""The texts that the starter model learns from, and what is kept out of them to measure it with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import islice
from random import Random

from carrel.conversations.model import Message
from carrel.engine.scripted import ScriptedEngine
from carrel.flows import prompts
from carrel.flows.courses import Binding
from carrel.library.quoting import one_line
from carrel_starter.corpus.apart import is_apart, runs_of_words
from carrel_starter.corpus.chats import Chat
from carrel_starter.corpus.grounded import grounded_chat
from carrel_starter.corpus.lessons import lessons, sentences_of
from carrel_starter.corpus.mixture import stream
from carrel_starter.corpus.passages import NOT_THERE, made_up_set, textbook
from carrel_starter.corpus.strangers import strangers
from carrel_starter.corpus.talk import topics
from carrel_starter.corpus.words import table
from carrel_starter.probes import all_probes

SEED = 20261128
CHATS = 600


def texts(chat: Chat) -> list[str]:
    """Everything said in a chat."""
    branches = (turn.text for branch in chat.branches for turn in branch)
    return [*(turn.text for turn in chat.turns), chat.opened, *branches]


@cache
def learned() -> list[str]:
    """What is said in the chats that training begins with."""
    return [text for chat in islice(stream(f"{SEED}:overlap"), CHATS) for text in texts(chat)]


@cache
def learned_runs() -> frozenset[tuple[str, ...]]:
    """All runs of words in them."""
    return frozenset(run for text in learned() for run in runs_of_words(text))


def overlapping(held: Iterable[str]) -> list[str]:
    """Those of the held-out texts that share a run of words with what is learned."""
    return [text for text in held if runs_of_words(text) & learned_runs()]


def test_the_same_seed_gives_the_same_chats_and_another_seed_gives_others() -> None:
    once, again, other = (list(islice(stream(seed), 40)) for seed in ("a", "a", "b"))
    assert once == again
    assert once != other


def test_every_quote_stands_word_for_word_in_the_passage_it_names() -> None:
    rng = Random(7)
    quotes = 0
    for _ in range(80):
        chat = grounded_chat(rng)
        for turn in (turn for branch in chat.branches for turn in branch if turn.role == "assistant"):
            if found := re.fullmatch(r'"(.+)" \[(\d)\]', turn.text):
                quotes += 1
                line = re.search(rf"^\[{found[2]}\] (.+)$", chat.opened, flags=re.MULTILINE)
                assert line is not None
                assert found[1] in line[1]
            elif turn.cut:
                assert turn.text.removeprefix('"') in chat.opened
    assert quotes > 80


def test_no_question_about_made_up_passages_has_two_answers_or_is_called_unanswered() -> None:
    rng = Random(3)
    for _ in range(80):
        found = made_up_set(rng, "train")[0]
        asked = [question for _, fact in found.facts for question in fact.questions]
        assert len(asked) == len(set(asked))
        assert not set(asked) & set(found.absent)


def test_about_three_in_ten_questions_over_passages_are_refused() -> None:
    rng = Random(5)
    replies = [branch[1].text for _ in range(200) for branch in grounded_chat(rng).branches]
    assert 0.2 < replies.count(NOT_THERE) / len(replies) < 0.45


def test_a_question_with_passages_has_the_very_words_of_the_program() -> None:
    found = made_up_set(Random(1), "train")[0]
    turn = Message("1", "chat", None, "user", "Who has the key?", None)  # type: ignore[arg-type]  # nobody asks when
    material = prompts.Material([turn], Binding("", mode="sources"), passages={"1": found.passages})
    sent = prompts.for_reply(ScriptedEngine(), material, 4096, 200)
    assert sent.turns[-1].text == f"{found.opened}Who has the key?"
    said = [
        chat.turns[0].text for chat in islice(stream("system"), 400) if chat.turns and chat.turns[0].role == "system"
    ]
    assert any(text == sent.turns[0].text for text in said)


def test_held_out_questions_are_not_in_the_training_chats() -> None:
    asked = {text.lower() for text in learned()}
    probes = [probe for probe in all_probes(SEED, 30) if probe.kind in ("topic", "talk", "limits", "unclear")]
    assert len(probes) > 60
    assert [probe.turns[-1].text for probe in probes if probe.turns[-1].text.lower() in asked] == []


def test_held_out_lessons_share_no_long_run_of_words_with_the_training_chats() -> None:
    said = [sentence for lesson in lessons("held") for passage in lesson.passages for sentence in sentences_of(passage)]
    held = [sentence for sentence in said if is_apart(sentence)]
    assert len(held) > 0.97 * len(said) > 100
    assert overlapping(held) == []


def test_held_out_documents_share_no_long_run_of_words_with_the_training_chats() -> None:
    sentences = [fact.sentence for passage in textbook("held") for fact in passage]
    assert sentences
    assert overlapping(sentences) == []


def test_documents_of_strangers_share_no_long_run_of_words_with_the_training_chats() -> None:
    held = [one for one in strangers() if one.half == "held"]
    assert len({one.holding.title for one in held}) >= 20
    assert overlapping({one_line(one.holding.text) for one in held}) == []
    assert overlapping({one.question for one in held}) == []


def test_a_sentence_that_is_learned_is_found_to_overlap() -> None:
    sentence = max((text for text in learned() if "\n" not in text), key=len)
    assert overlapping([f"Somebody said: {sentence}"])
    taught = max((one for passage in lessons("train")[0].passages for one in sentences_of(passage)), key=len)
    assert not is_apart(f"Somebody said: {taught}")


def test_every_topic_holds_its_own_key_facts_and_keeps_a_question_back() -> None:
    rows = topics()
    assert len(rows) >= 50
    for row in rows:
        answer_text = row["answer"].lower()
        assert all(any(word.lower() in answer_text for word in group) for group in row["facts"]), row["term"]
        assert row["held"]
        assert not set(row["held"]) & set(row["asks"])
    assert not set(table("phrasings")["held"]) & set(table("phrasings")["train"])
