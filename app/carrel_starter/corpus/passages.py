"""Chats with passages: find the sentence that answers, quote it word for word with its number, or say it is absent."""

import re
from dataclasses import dataclass, replace
from functools import cache
from random import Random

from carrel_starter.corpus.chats import Chat, Fact, Split, Turn, exchange
from carrel_starter.corpus.facts import World, made_up_fact
from carrel_starter.corpus.words import as_typed, items, made_up_word, table, with_capital

NOT_THERE = str(table("smalltalk")["not_in_passages"]["reply"])
LEAD_IN = "The passage says: "
FILLERS = (
    "This is described in more detail below.",
    "Many people do not know this.",
    "The picture shows how it works.",
    "There is more to say about it.",
    "This was not always so.",
    "Some of the details are still unclear.",
    "It is easy to see why.",
    "Other texts say little about it.",
    "See the next chapter for more.",
    "This is important.",
    "Not everyone agrees.",
    "For a long time nobody noticed.",
)


@dataclass(frozen=True)
class PassageSet:
    """Numbered passages and the facts in them: `facts` pairs each fact with the number of its passage."""

    text: str
    facts: tuple[tuple[int, Fact], ...]


def quote(fact: Fact, number: int) -> str:
    """The reply that quotes a fact from a passage."""
    return f'"{fact.sentence}" [{number}]'


def layout(rng: Random, groups: list[list[Fact]]) -> PassageSet:
    """Lay facts out as passages, some with a title, some with sentences that answer nothing."""
    lines: list[str] = []
    placed: list[tuple[int, Fact]] = []
    for number, group in enumerate(groups, start=1):
        pieces = [fact.text for fact in group]
        if rng.random() < 0.2:
            pieces.insert(rng.randrange(len(pieces) + 1), rng.choice(FILLERS))
        title = f"{with_capital(rng.choice(group).about)}. " if rng.random() < 0.35 else ""
        lines.append(f"[{number}] {title}{' '.join(pieces)}")
        placed.extend((number, fact) for fact in group)
    return PassageSet("Passages:\n" + "\n".join(lines), tuple(placed))


def made_up_set(rng: Random, split: Split, largest: int = 5) -> tuple[PassageSet, World]:
    """One to five passages of one made-up world; no question in it has two answers."""
    world = World(split, closeness=rng.choice((0.05, 0.2, 0.5)))
    count = rng.choices(range(1, largest + 1), weights=(2, 4, 4, 2, 1)[:largest])[0]
    seen: set[str] = set()
    groups: list[list[Fact]] = []
    for _ in range(count):
        group: list[Fact] = []
        for _ in range(rng.choices((1, 2, 3, 4, 5), weights=(3, 4, 3, 1, 1))[0]):
            fact = made_up_fact(rng, world)
            if seen.isdisjoint(fact.questions) and fact.sentence not in seen:
                group.append(fact)
                seen.update(fact.questions, (fact.sentence,))
        if group:
            groups.append(group)
    return layout(rng, groups), world


@cache
def textbook(split: Split) -> tuple[tuple[Fact, ...], ...]:
    """The short textbook passages we wrote, each as its sentences with their questions."""
    rows = [row for row in table("textbook")["passage"] if bool(row.get("held")) == (split == "held")]
    return tuple(
        tuple(Fact("", line["say"], tuple(line.get("ask", ())), row["title"]) for line in row["lines"]) for row in rows
    )


def textbook_set(rng: Random, split: Split) -> PassageSet:
    """Passages of real statements, in random order and company."""
    chosen = rng.sample(textbook(split), k=rng.choice((1, 2, 2, 3, 3, 4)))
    groups = []
    for passage in chosen:
        start = rng.randrange(max(1, len(passage) - 2)) if rng.random() < 0.5 else 0
        groups.append(list(passage[start : start + rng.choice((3, 4, 6))]))
    return layout(rng, groups)


def topic_set(rng: Random) -> tuple[PassageSet, list[tuple[str, int, Fact]]]:
    """Passages made of what the model also knows by heart, so that it learns to quote rather than recite."""
    rows = rng.sample(table("topics")["topic"], k=rng.choice((1, 2, 3)))
    groups, asks = [], []
    for number, row in enumerate(rows, start=1):
        sentences = sentences_of(row["answer"]) + (sentences_of(row["example"]) if rng.random() < 0.3 else [])
        facts = [Fact("", sentence, (), row["term"]) for sentence in sentences]
        groups.append(facts)
        ask = rng.choice(table("phrasings")["train"]).format(x=row["term"], X=with_capital(row["term"]))
        asks.append((ask, number, facts[0]))
    return layout(rng, groups), asks


def sentences_of(text: str) -> list[str]:
    """The sentences of a plain text of ours: split after a full stop that is followed by a capital letter."""
    out = [""]
    for word in text.split(" "):
        out[-1] = f"{out[-1]} {word}".strip()
        if word.endswith((".", "?", "!")) and word not in ("a.", "e.g."):
            out.append("")
    return [sentence for sentence in out if sentence]


def keywords(rng: Random, question: str) -> str:
    """The question as a few words typed into a search box."""
    small = {
        "what",
        "is",
        "the",
        "a",
        "an",
        "of",
        "do",
        "does",
        "did",
        "was",
        "were",
        "are",
        "how",
        "in",
        "to",
        "i",
        "can",
    }
    kept = [word for word in question.rstrip("?.").split() if word.lower() not in small]
    return " ".join(kept).lower() if len(kept) > 1 and rng.random() < 0.9 else question


def ask_text(rng: Random, fact: Fact) -> str:
    """One question for a fact, as typed."""
    question = rng.choice(fact.questions)
    return keywords(rng, question) if rng.random() < 0.06 else as_typed(rng, question)


def reply_text(rng: Random, fact: Fact, number: int) -> str:
    """The quote, one time in eight with a lead-in."""
    return (LEAD_IN if rng.random() < 0.02 else "") + quote(fact, number)


def passage_chat(rng: Random, split: Split = "train", largest: int = 5) -> Chat:
    """A chat over one set of passages: the first question stands with them, up to three more follow."""
    kind = rng.random()
    world = World(split)
    asks: list[tuple[str, str]] = []
    if kind < 0.06:
        passages, about = topic_set(rng)
        asks = [(as_typed(rng, ask), reply_text(rng, fact, number)) for ask, number, fact in about]
    else:
        if kind < 0.12:
            passages = textbook_set(rng, split)
        else:
            passages, world = made_up_set(rng, split, largest)
        asked = [(number, fact) for number, fact in passages.facts if fact.questions]
        asks = [(ask_text(rng, fact), reply_text(rng, fact, number)) for number, fact in asked]
    rng.shuffle(asks)
    asks = asks[: rng.choices((1, 2, 3, 4), weights=(2, 3, 3, 3))[0]]
    if rng.random() < 0.35 or not asks:
        place = 0 if rng.random() < 0.4 else rng.randrange(len(asks) + 1)
        asks.insert(
            place,
            chatter(rng)
            if place == 0 and rng.random() < 0.1
            else (absent_question(rng, passages, world, place == 0), NOT_THERE),
        )
    chat = Chat("passages", opening(passages, asks[0]) + followers(rng, asks[1:]))
    return with_new_words(rng, split, chat) if rng.random() < 0.4 else chat


def with_new_words(rng: Random, split: Split, chat: Chat) -> Chat:
    """The chat with a few of its words replaced throughout by made-up ones, so that any word can be copied."""
    words = sorted(set(re.findall(r"\b[a-z]{5,}\b", chat.turns[0].text)))
    chosen = rng.sample(words, k=min(len(words), rng.choice((1, 2, 4, 8))))
    new = {word: made_up_word(rng, split, rng.choice((2, 2, 3))).lower() for word in chosen}
    fixed = (NOT_THERE, *(row["reply"] for row in table("smalltalk")["talk"]))

    def renewed(turn: Turn) -> Turn:
        if turn.text in fixed:
            return turn
        return replace(turn, text=re.sub(r"\b[a-z]{5,}\b", lambda match: new.get(match[0], match[0]), turn.text))

    return Chat(chat.kind, tuple(renewed(turn) for turn in chat.turns))


def chatter(rng: Random) -> tuple[str, str]:
    """Small talk, which passages that happen to stand beside it do not change."""
    row = rng.choice(
        [
            row
            for row in table("smalltalk")["talk"]
            if row["kind"] in ("greeting", "thanks", "identity", "human", "abilities")
        ]
    )
    return as_typed(rng, rng.choice(row["asks"])), str(row["reply"])


def opening(passages: PassageSet, first: tuple[str, str]) -> tuple[Turn, ...]:
    """The first exchange, with the passages in the form the program sends them."""
    question, reply = first
    return exchange(f"{passages.text}\n\nQuestion: {question}", reply)


def followers(rng: Random, asks: list[tuple[str, str]]) -> tuple[Turn, ...]:
    """Further questions about the same passages. One they do not answer is always marked as a question to them, since
    a bare question may be about anything."""
    turns: tuple[Turn, ...] = ()
    for question, reply in asks:
        marked = reply == NOT_THERE or rng.random() < 0.5
        turns += exchange(f"Question: {question}" if marked else question, reply)
    return turns


def absent_question(rng: Random, passages: PassageSet, world: World, first: bool) -> str:
    """A question the passages do not answer: often about the same people and things, so that words alone do not decide.

    Only the first question of a set may be about something else altogether.
    """
    chance, split = rng.random() if first else rng.uniform(0.45, 1.0), world.split
    taken = {question for _, fact in passages.facts for question in fact.questions}
    if chance < 0.25:
        return as_typed(rng, rng.choice(items("outside", f"{split}_questions")))
    if chance < 0.45:
        row = rng.choice(table("topics")["topic"])
        if str(row["term"]).lower().removeprefix("a ") not in passages.text.lower():
            return as_typed(rng, f"What {row.get('be', 'is')} {row['term']}?")
    world = world if chance < 0.75 else World(split)
    for _ in range(20):
        question = rng.choice(made_up_fact(rng, world).questions)
        if question not in taken:
            return as_typed(rng, question)
    return "Who wrote this?"
