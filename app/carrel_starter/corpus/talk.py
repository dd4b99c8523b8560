"""Plain chats: topics known by heart, follow-ups, small talk, and the honest refusal of everything else."""

import re
from random import Random
from typing import Any

from carrel_starter.corpus.chats import Chat, Split, Turn, exchange
from carrel_starter.corpus.facts import World, made_up_fact
from carrel_starter.corpus.words import (
    as_typed,
    items,
    listed,
    made_up_word,
    person_name,
    table,
    town_name,
    with_capital,
)

Row = dict[str, Any]
SUMS = (
    "What is {a} {s} {b}?",
    "{a} {s} {b}",
    "{a}{s}{b}=",
    "Calculate {a} {s} {b}.",
    "How much is {a} {s} {b}?",
    "What is {b} percent of {a}?",
    "Solve {b}x + {a} = 0.",
    "What is the square root of {a}?",
    "Work out {a} {s} {b} for me",
    "Add {a} and {b}.",
)


def said(kind: str) -> str:
    """A fixed reply from data/smalltalk.toml."""
    return str(table("smalltalk")[kind]["reply"])


def topics() -> list[Row]:
    """All topics known by heart."""
    rows: list[Row] = table("topics")["topic"]
    return rows


def put(rng: Random, phrasing: str, term: str) -> str:
    """The phrasing with the topic in it, as typed."""
    return as_typed(rng, dressed(rng, phrasing.format(x=term, X=with_capital(term))))


def dressed(rng: Random, question: str) -> str:
    """The question, now and then with words before or after it that change nothing."""
    chance, texts = rng.random(), table("phrasings")
    if chance < 0.12:
        return str(rng.choice(texts["befores"])) + question
    if chance < 0.24:
        mark = question[-1] if question[-1] in "?." else ""
        return question.rstrip("?.") + str(rng.choice(texts["afters"])) + mark
    return question


def topic_question(rng: Random, row: Row) -> str:
    """A question about a topic: one of its own, or a general phrasing with one of its names."""
    if rng.random() < 0.3:
        return as_typed(rng, dressed(rng, rng.choice(row["asks"])))
    term = row["term"] if rng.random() < 0.7 else rng.choice([row["term"], *row.get("also", [])])
    if rng.random() < 0.08:
        for article in ("a ", "an ", "the "):
            term = str(term).removeprefix(article)
    plural = row.get("be") == "are" or (str(term).endswith("s") and not str(term).endswith("is"))
    pool = table("phrasings")["train_plural" if plural and rng.random() < 0.3 else "train"]
    return put(rng, rng.choice(pool), str(term))


def follow_up(rng: Random, row: Row) -> tuple[Turn, Turn]:
    """A short request about the topic just explained, and its reply."""
    kind = rng.choices(("simple", "example", "quiz", "deeper"), weights=(4, 4, 2, 2))[0]
    reply = said("deeper") if kind == "deeper" else str(row[kind])
    return exchange(as_typed(rng, rng.choice(table("phrasings")[kind])), reply)


def unknown_term(rng: Random, split: Split) -> str:
    """A thing the model knows nothing about: real, put together from two words, or made up."""
    adjective, thing = (rng.choice(listed("words", key, split)) for key in ("adjectives", "things"))
    being, person, material = (rng.choice(listed("words", key, split)) for key in ("beings", "people", "materials"))
    made_up = (person_name(rng, split), town_name(rng, split), made_up_word(rng, split, 3).lower())
    simple = (f"a {adjective} {thing}", f"a {thing}", f"a {being}", f"a {person}", material, *made_up)
    known = rng.choice(items("outside", f"{split}_terms"))
    return known if rng.random() < 0.6 else fixed_article(rng.choices(simple, weights=(12, 4, 4, 3, 4, 4, 4, 5))[0])


def fixed_article(text: str) -> str:
    """The text with "an" for "a" before a vowel."""
    return re.sub(r"^a (?=[aeiou])", "an ", text)


def outside_question(rng: Random, split: Split = "train") -> str:
    """A question that only an honest "I don't know" can answer."""
    chance = rng.random()
    if chance < 0.45:
        pool = table("phrasings")["train"] if split == "train" else table("phrasings")["held"]
        return put(rng, rng.choice(pool), unknown_term(rng, split))
    if chance < 0.75:
        return as_typed(rng, dressed(rng, rng.choice(items("outside", f"{split}_questions"))))
    return as_typed(rng, rng.choice(made_up_fact(rng, World(split)).questions))


def after_refusal(rng: Random) -> tuple[Turn, Turn]:
    """A request to say more about what the model did not know: it still does not know it."""
    kind = rng.choice(("simple", "example", "quiz", "deeper"))
    return exchange(as_typed(rng, rng.choice(table("phrasings")[kind])), said("refusal"))


def sum_question(rng: Random) -> str:
    """A sum to work out: the model is too small for it and says so."""
    a, b = rng.randrange(2, 400), rng.randrange(2, 100)
    sign = rng.choice(("+", "-", "*", "x", "/", "times", "plus", "minus", "divided by", "×"))
    pattern = rng.choice(SUMS)
    return pattern.format(a=a, b=b, s=sign)


def one_exchange(rng: Random, first: bool) -> tuple[tuple[Turn, Turn], Row | None, str]:
    """One question and reply; also the topic it was about, if any, and what kind it was."""
    kind = rng.choices(
        ("topic", "outside", "talk", "sum", "task", "unclear"), weights=(34, 26, 28, 3, 5, 4 if first else 0)
    )[0]
    if kind == "topic":
        row = rng.choice(topics())
        return exchange(topic_question(rng, row), row["answer"]), row, kind
    if kind == "outside":
        return exchange(outside_question(rng), said("refusal")), None, kind
    if kind == "sum":
        return exchange(sum_question(rng), said("sums")), None, kind
    if kind == "unclear":
        texts = table("asking")
        return exchange(as_typed(rng, rng.choice(texts["unclear"])), str(texts["unclear_reply"])), None, kind
    if kind == "task":
        return exchange(as_typed(rng, rng.choice(items("outside", "tasks_train"))), said("tasks")), None, kind
    talks = [row for row in table("smalltalk")["talk"] if first or row["kind"] not in ("nothing_yet", "greeting")]
    row = rng.choice(talks)
    return exchange(as_typed(rng, rng.choice(row["asks"])), row["reply"]), None, kind


def plain_chat(rng: Random) -> Chat:
    """A chat of one to four exchanges; after a topic a follow-up is likely."""
    turns: tuple[Turn, ...] = ()
    wanted = rng.choices((1, 2, 3, 4), weights=(28, 32, 23, 17))[0]
    row: Row | None = None
    while len(turns) < 2 * wanted:
        if row is not None and rng.random() < 0.72:
            turns += follow_up(rng, row)
            continue
        pair, found, kind = one_exchange(rng, first=not turns)
        turns += pair
        if kind == "outside" and rng.random() < 0.06:
            turns += after_refusal(rng)
        row = found if kind != "talk" else row
        if row is not None and kind == "talk":
            row = row if rng.random() < 0.5 else None
    return Chat("plain", turns)
