"""Held-out questions: other phrasings, other made-up documents, other outside questions than those learned from."""

from itertools import islice
from random import Random
from typing import Any

from carrel_starter.corpus.chats import Chat, Fact, Probe, Split, Turn, exchange
from carrel_starter.corpus.facts import World
from carrel_starter.corpus.mixture import system_text
from carrel_starter.corpus.passages import NOT_THERE, PassageSet, absent_question, made_up_set, quote, textbook_set
from carrel_starter.corpus.talk import outside_question, plain_chat, said, sum_question, topics
from carrel_starter.corpus.words import items, table, with_capital

REFUSALS = ("don't know", "too small", "cannot do sums", "can't find", "did not understand", "cannot look")


def groups(row: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
    """The key facts of a topic or a reply: one word or phrase of each group has to occur."""
    return tuple(tuple(group) for group in row["facts"])


def alone(question: str) -> tuple[Turn, ...]:
    """A chat that begins with this question."""
    return (Turn("user", question),)


def topic_probes() -> list[Probe]:
    """Each topic in each of its held-out questions, and in three held-out general phrasings."""
    probes = []
    for place, row in enumerate(topics()):
        general = table("phrasings")["held"]
        asks = [*row["held"], *(general[(3 * place + step) % len(general)].format(x=row["term"]) for step in range(3))]
        probes += [Probe("topic", alone(ask), row["answer"], "facts", groups(row)) for ask in asks]
    return probes


def talk_probes() -> list[Probe]:
    """Greetings, thanks, who are you and the like, in held-out words."""
    rows = table("smalltalk")["talk"]
    return [Probe("talk", alone(ask), row["reply"], "facts", groups(row)) for row in rows for ask in row["held"]]


def outside_probes(rng: Random, count: int) -> list[Probe]:
    """Questions it must refuse: held-out ones, held-out things in held-out phrasings, made-up ones, tasks, sums."""
    asks = [*items("outside", "held_questions"), *items("outside", "tasks_held")]
    general = table("phrasings")["held"]
    asks += [general[place % len(general)].format(x=term) for place, term in enumerate(items("outside", "held_terms"))]
    asks += [f"What is {term}?" for term in items("outside", "held_terms")]
    asks += [outside_question(rng, "held") for _ in range(count)]
    asks += [sum_question(rng) for _ in range(min(10, count))]
    return [Probe("outside", alone(ask), said("refusal"), "refuse") for ask in asks]


def passage_turn(passages: PassageSet, question: str) -> Turn:
    """The learner's message with passages, as the program sends it."""
    return Turn("user", f"{passages.text}\n\nQuestion: {question}")


def answerable(passages: PassageSet) -> list[tuple[int, Fact]]:
    """The facts somebody can ask for, with the number of their passage."""
    return [(number, fact) for number, fact in passages.facts if fact.questions]


def quote_probes(rng: Random, count: int, kind: str, split: Split = "held") -> list[Probe]:
    """Passages and a question they answer; `kind` is "made_up" or "textbook"."""
    probes: list[Probe] = []
    while len(probes) < count:
        passages = made_up_set(rng, split)[0] if kind == "made_up" else textbook_set(rng, split)
        if asked := answerable(passages):
            number, fact = rng.choice(asked)
            turn = passage_turn(passages, rng.choice(fact.questions))
            probes.append(Probe(f"quote_{kind}", (turn,), quote(fact, number), "quote"))
    return probes


def absent_probes(rng: Random, count: int) -> list[Probe]:
    """Passages and a question they do not answer."""
    probes: list[Probe] = []
    for place in range(count):
        if place % 2:
            passages, world = made_up_set(rng, "held")
        else:
            passages, world = textbook_set(rng, "held"), World("held")
        question = absent_question(rng, passages, world, first=place % 4 == 0)
        probes.append(Probe("absent", (passage_turn(passages, question),), NOT_THERE, "refuse"))
    return probes


def follow_probes() -> list[Probe]:
    """A topic, then a held-out way to ask for something simpler, an example, a question or more."""
    probes = []
    texts = table("phrasings")
    for place, row in enumerate(topics()):
        kind = ("simple", "example", "quiz", "deeper")[place % 4]
        ask = texts[f"{kind}_held"][place % len(texts[f"{kind}_held"])]
        want = said("deeper") if kind == "deeper" else row[kind]
        turns = (*exchange(f"What is {row['term']}?", row["answer"]), Turn("user", ask))
        probes.append(Probe("follow_up", turns, want, "quote"))
    return probes


def late_probes(rng: Random, count: int) -> list[Probe]:
    """A topic or something outside after a chat of several turns, with a system message; some chats are long."""
    probes = []
    for place in range(count):
        chats = list(islice(iter(lambda: plain_chat(rng), None), rng.choice((1, 1, 2, 12 if place % 5 == 0 else 3))))
        before: tuple[Turn, ...] = tuple(turn for chat in chats for turn in chat.turns)
        system = Turn("system", system_text(rng))
        row = rng.choice(topics())
        if place % 3:
            ask = with_capital(rng.choice(table("phrasings")["held"]).format(x=row["term"]))
            probes.append(Probe("late", (system, *before, Turn("user", ask)), row["answer"], "facts", groups(row)))
        else:
            ask = rng.choice(items("outside", "held_questions"))
            probes.append(Probe("late", (system, *before, Turn("user", ask)), said("refusal"), "refuse"))
    return probes


def thinned(probes: list[Probe], count: int) -> list[Probe]:
    """All probes of a kind that is written down, or some of them evenly when only a few are wanted."""
    return probes if count >= 50 else probes[:: max(1, len(probes) // (4 * count))]


def all_probes(seed: int, count: int) -> list[Probe]:
    """All probes, about `count` of each kind that is made by chance."""
    rng = Random(f"{seed}:probes")
    return [
        *thinned(topic_probes(), count),
        *thinned(talk_probes(), count),
        *thinned(follow_probes(), count),
        *thinned(outside_probes(rng, count), count),
        *quote_probes(rng, count, "made_up"),
        *quote_probes(rng, count, "textbook"),
        *absent_probes(rng, count),
        *late_probes(rng, count),
    ]


def as_chat(probe: Probe) -> Chat:
    """The turns of a probe as a chat."""
    return Chat(probe.kind, probe.turns)
