"""Chats over passages: each question is put to the same passages by itself, and answered with a quote or a refusal."""

from random import Random

from carrel_starter.corpus.chats import Chat, Split, Turn, exchange
from carrel_starter.corpus.facts import World
from carrel_starter.corpus.passages import (
    NOT_THERE,
    PassageSet,
    absent_question,
    ask_text,
    lesson_set,
    made_up_set,
    quote,
    textbook_set,
    topic_set,
    with_new_words,
)
from carrel_starter.corpus.words import as_typed, table

MOST_BRANCHES = 12
REFUSED_SHARE = 0.3
CUT_SHARE, CUT_WORDS = 0.55, 6
"""How many quotes are learned from only by their first words: there the sentence is chosen, and the rest is copied."""

_CHATTER = ("greeting", "thanks", "identity", "human", "abilities")


def some_set(rng: Random, split: Split, largest: int) -> tuple[PassageSet, World]:
    """Passages of any kind, and the world that further questions come from."""
    kind = rng.random()
    if kind < 0.38:
        return made_up_set(rng, split, largest)
    if kind < 0.74:
        return lesson_set(rng, split), World(split)
    return (textbook_set(rng, split) if kind < 0.96 else topic_set(rng)), World(split)


def grounded_chat(rng: Random, split: Split = "train", largest: int = 5) -> Chat:
    """One set of passages with up to sixteen questions, each answered as if it were the only one; some go on."""
    found, world = some_set(rng, split, largest)
    if rng.random() < 0.35:
        found = with_new_words(rng, split, found)
    asked = [one for one in found.facts if one[1].questions]
    asked += [one for one in asked if len(one[1].questions) > 2]  # these can be asked for in other words as well
    rng.shuffle(asked)
    pairs = [(ask_text(rng, fact), quote(fact, number)) for number, fact in asked[: rng.randrange(3, MOST_BRANCHES)]]
    pairs = list(dict.fromkeys(pairs))
    missing = max(1, round(len(pairs) * REFUSED_SHARE / (1 - REFUSED_SHARE)))
    pairs += [(absent_question(rng, found, world), NOT_THERE) for _ in range(missing)]
    rng.shuffle(pairs)
    branches: list[tuple[Turn, ...]] = [exchange(*pair) for pair in pairs]
    branches = [goes_on(rng, branch, pairs) if rng.random() < 0.04 else shortened(rng, branch) for branch in branches]
    if rng.random() < 0.08:
        branches.append(exchange(*chatter(rng)))
    return Chat("grounded", (), found.opened, tuple(branches))


def shortened(rng: Random, branch: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """The branch, often with only the beginning of its quote."""
    asked, reply = branch
    words = reply.text.split(" ")
    if reply.text == NOT_THERE or rng.random() > CUT_SHARE or len(words) < CUT_WORDS + 3:
        return branch
    return asked, Turn("assistant", " ".join(words[:CUT_WORDS]), cut=True)


def goes_on(rng: Random, branch: tuple[Turn, ...], pairs: list[tuple[str, str]]) -> tuple[Turn, ...]:
    """The branch with another question about the same passages."""
    question, reply = rng.choice(pairs)
    if any(question in turn.text for turn in branch):
        return branch
    return (
        *branch,
        *exchange(f"Question: {question}" if reply == NOT_THERE or rng.random() < 0.5 else question, reply),
    )


def chatter(rng: Random) -> tuple[str, str]:
    """Small talk, which passages that happen to stand beside it do not change."""
    row = rng.choice([row for row in table("smalltalk")["talk"] if row["kind"] in _CHATTER])
    return as_typed(rng, rng.choice(row["asks"])), str(row["reply"])
