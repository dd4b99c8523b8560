"""Numbered passages as the program gives them to a model, with questions that they answer and others they do not."""

import re
from dataclasses import dataclass, replace
from functools import cache
from random import Random

from carrel.base.matching import function_words
from carrel.flows.prompts import numbered
from carrel.library.asking import ANSWERED, Question, best_line
from carrel.library.model import Passage
from carrel.library.quoting import one_line
from carrel_starter.corpus.chats import Fact, Split
from carrel_starter.corpus.facts import World, made_up_fact
from carrel_starter.corpus.lessons import (
    Lesson,
    asked_by_items,
    lessons,
    passage_of,
    sentence_with,
    sentences_of,
    term_questions,
    varied,
    without,
)
from carrel_starter.corpus.natural import questions
from carrel_starter.corpus.words import (
    as_typed,
    items,
    made_up_word,
    person_name,
    product_name,
    table,
    town_name,
    with_capital,
)

NOT_THERE = str(table("smalltalk")["not_in_passages"]["reply"])
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
_UNQUOTABLE = re.compile(r'["$]')
_SMALL = frozenset(
    ["what", "is", "the", "a", "an", "of", "do", "does", "did", "was", "were", "are", "how", "in", "to", "i", "can"]
)


@dataclass(frozen=True)
class PassageSet:
    """Passages; the facts in them, each with the number of its passage; and questions that they do not answer."""

    passages: tuple[Passage, ...]
    facts: tuple[tuple[int, Fact], ...]
    absent: tuple[str, ...] = ()

    @property
    def opened(self) -> str:
        """How a message begins that asks something with these passages: the words of `carrel.flows.prompts`."""
        return f"{numbered(self.passages)}\n\nQuestion: "


def quote(fact: Fact, number: int) -> str:
    """The reply that quotes a fact from a passage."""
    return f'"{fact.sentence}" [{number}]'


def title(rng: Random, split: Split, about: str = "") -> str:
    """The title of a made-up document, often that of a file."""
    word = rng.choice((about or made_up_word(rng, split), town_name(rng, split), person_name(rng, split)))
    pattern = rng.choice(table("titles")["titles"])
    return with_capital(
        pattern.format(x=word, X=with_capital(word), product=product_name(rng, split), n=rng.randrange(1, 40))
    )


def made_up_set(rng: Random, split: Split, largest: int = 5) -> tuple[PassageSet, World]:
    """One to five passages of one made-up world; no question in it has two answers, and some have none."""
    world = World(split, closeness=rng.choice((0.05, 0.2, 0.5, 0.8)))
    count = rng.choices(range(1, largest + 1), weights=(3, 5, 4, 2, 1)[:largest])[0]
    name = title(rng, split)
    passages: list[Passage] = []
    facts: list[tuple[int, Fact]] = []
    seen: set[str] = set()

    def new(most: int) -> list[Fact]:
        group: list[Fact] = []
        for fact in (made_up_fact(rng, world) for _ in range(most)):
            if seen.isdisjoint(fact.questions) and fact.sentence not in seen:
                group.append(fact)
                seen.update(fact.questions, (fact.sentence,))
        return group

    lengths = (1, 2, 3, 4, 6, 9) if largest > 3 else (1, 2, 3, 4)
    for number in range(1, count + 1):
        group = new(rng.choices(lengths, weights=(4, 4, 3, 2, 2, 1)[: len(lengths)])[0])
        pieces = [fact.text for fact in group]
        if rng.random() < 0.2:
            pieces.insert(rng.randrange(len(pieces) + 1), rng.choice(FILLERS))
        if rng.random() < 0.3:
            name = title(rng, split, group[0].about if group else "")
        heading = with_capital(rng.choice(group).about) if group and rng.random() < 0.3 else ""
        passages.append(passage_of(name, heading, " ".join(pieces)))
        facts += [(number, fact) for fact in group]
    absent = [question for fact in new(3) for question in fact.questions]
    return PassageSet(tuple(passages), tuple(facts), tuple(absent)), world


@cache
def textbook(split: Split) -> tuple[tuple[Fact, ...], ...]:
    """The short passages we wrote, each as its sentences with their questions."""
    everything = [row for name in ("textbook", "papers") for row in table(name)["passage"]]
    rows = [row for row in everything if bool(row.get("held")) == (split == "held")]
    return tuple(
        tuple(Fact("", line["say"], tuple(line.get("ask", ())), row["title"]) for line in row["lines"]) for row in rows
    )


def textbook_set(rng: Random, split: Split) -> PassageSet:
    """Passages of real statements, in random order and company; one statement may be missing, and be asked for."""
    passages: list[Passage] = []
    facts: list[tuple[int, Fact]] = []
    absent: list[str] = []
    for number, whole in enumerate(rng.sample(textbook(split), k=rng.choice((1, 2, 2, 3, 3, 4))), start=1):
        start = rng.randrange(max(1, len(whole) - 2)) if rng.random() < 0.5 else 0
        kept = list(whole[start : start + rng.choice((3, 4, 6))])
        if len(kept) > 2 and rng.random() < 0.6:
            absent += kept.pop(rng.randrange(len(kept))).questions
        passages.append(passage_of(whole[0].about, "", " ".join(fact.sentence for fact in kept)))
        facts += [(number, fact) for fact in kept]
    said = [question for _, fact in facts for question in fact.questions]
    return PassageSet(tuple(passages), tuple(facts), tuple(one for one in absent if one not in said))


def lesson_set(rng: Random, split: Split, pool: tuple[Lesson, ...] | None = None) -> PassageSet:
    """Passages of lessons, often of one lesson, with the questions of its items and terms and such as code can make.

    A sentence may be missing, and is then asked for, where code finds nothing left that answers.
    """
    pool = lessons(split) if pool is None else pool
    chosen = rng.choice(pool)
    count = rng.choices((1, 2, 3, 4, 5), weights=(4, 6, 4, 2, 1))[0]
    others = [passage for lesson in rng.sample(pool, k=min(2, len(pool))) for passage in lesson.passages]
    near = rng.sample(chosen.passages, k=min(count, len(chosen.passages)))
    found = [
        varied(rng, passage)
        for passage in (near if rng.random() < 0.6 else [near[0], *rng.sample(others, k=count - 1)])
    ]
    rng.shuffle(found)
    asks = _asked_of(rng, chosen)
    absent: list[str] = []
    if rng.random() < 0.7:
        found, absent = _with_gap(rng, found, asks)
    facts = []
    taken: set[str] = set()
    for number, passage in enumerate(found, start=1):
        for sentence in sentences_of(passage):
            by_people = tuple(ask for ask, held in asks if held == sentence)
            asked = by_people * 3 + tuple(one for one in questions(rng, sentence) if one not in taken)
            if len(sentence.split()) > 3 and sentence not in taken and not _UNQUOTABLE.search(sentence):
                facts.append((number, Fact("", sentence, asked, passage.title)))
                taken.update(asked, (sentence,))
    elsewhere = [ask for ask, sentence in asks if sentence not in taken]
    absent += [ask for ask in rng.sample(elsewhere, k=min(4, len(elsewhere))) if is_unanswered(ask, found)]
    return PassageSet(tuple(found), tuple(facts), tuple(absent))


def _asked_of(rng: Random, lesson: Lesson) -> list[tuple[str, str]]:
    """The questions that people asked about a lesson, each with its sentence as it stands in a passage."""
    wanted = list(asked_by_items(lesson))
    for term, beginning in term_questions(lesson.topic):
        pattern = rng.choice(table("phrasings")["train" if lesson.split == "train" else "held"])
        wanted.append((pattern.format(x=term, X=with_capital(term)), beginning))
    found = []
    for ask, quoted in wanted:
        holding = (sentence_with(passage, quoted) for passage in lesson.passages)
        if (sentence := next(filter(None, holding), None)) is not None:
            found.append((ask, sentence))
    return found


def _with_gap(rng: Random, passages: list[Passage], asks: list[tuple[str, str]]) -> tuple[list[Passage], list[str]]:
    """The passages without one of their sentences, and questions that nobody can answer now."""
    place = rng.randrange(len(passages))
    passage = passages[place]
    said = sentences_of(passage)
    if len(said) < 3:
        return passages, []
    gone = rng.choice(said)
    rest = list(passages)
    rest[place] = without(passage, gone)
    wanted = [ask for ask, sentence in asks if sentence == gone] + questions(rng, gone)
    return rest, [ask for ask in wanted if is_unanswered(ask, rest)]


def is_unanswered(ask: str, passages: list[Passage]) -> bool:
    """Whether the program's own search finds no sentence in the passages that could answer."""
    question = Question(ask, ask)
    found = (best_line(question, passage) for passage in passages)
    return all(best is None or best[1] < ANSWERED for best in found)


def topic_set(rng: Random) -> PassageSet:
    """Passages made of what the model also knows by heart, so that it learns to quote rather than recite."""
    rows = rng.sample(table("topics")["topic"], k=rng.choice((1, 2, 3)))
    passages, facts = [], []
    for number, row in enumerate(rows, start=1):
        said = sentences_of(passage_of("", "", row["answer"] + (f" {row['example']}" if rng.random() < 0.3 else "")))
        ask = rng.choice(table("phrasings")["train"]).format(x=row["term"], X=with_capital(row["term"]))
        asks = [(ask,), *((),) * (len(said) - 1)]
        passages.append(passage_of(with_capital(row["term"]), "", " ".join(said)))
        facts += [(number, Fact("", sentence, each, row["term"])) for sentence, each in zip(said, asks, strict=True)]
    return PassageSet(tuple(passages), tuple(facts))


def keywords(rng: Random, question: str) -> str:
    """The question as a few words typed into a search box."""
    kept = [word for word in question.rstrip("?.").split() if word.lower() not in _SMALL]
    return " ".join(kept).lower() if len(kept) > 1 and rng.random() < 0.9 else question


def ask_text(rng: Random, fact: Fact) -> str:
    """One question for a fact, as typed."""
    question = rng.choice(fact.questions)
    return keywords(rng, question) if rng.random() < 0.06 else as_typed(rng, question)


def absent_question(rng: Random, found: PassageSet, world: World) -> str:
    """A question that is not answered: mostly about the same people and things, so that words alone do not decide."""
    chance, split = rng.random(), world.split
    if found.absent and chance < 0.7:
        return as_typed(rng, rng.choice(found.absent))
    if chance < 0.8:
        return as_typed(rng, rng.choice(items("outside", f"{split}_questions")))
    text = " ".join(one_line(passage.text) for passage in found.passages).lower()
    if chance < 0.88:
        row = rng.choice(table("topics")["topic"])
        if re.sub(r"^(?:a|an|the) ", "", str(row["term"]).lower()) not in text:
            return as_typed(rng, f"What {row.get('be', 'is')} {row['term']}?")
    taken = {question for _, fact in found.facts for question in fact.questions}
    for _ in range(20):
        question = rng.choice(made_up_fact(rng, World(split)).questions)
        if question not in taken:
            return as_typed(rng, question)
    return "Who wrote this?"


def with_new_words(rng: Random, split: Split, found: PassageSet) -> PassageSet:
    """The set with a few of its words replaced throughout by made-up ones, so that any word can be copied."""
    words = sorted(
        {word for passage in found.passages for word in re.findall(r"\b[a-z]{5,}\b", passage.text)} - function_words()
    )
    chosen = rng.sample(words, k=min(len(words), rng.choice((1, 2, 3, 4))))
    new = {word: made_up_word(rng, split, rng.choice((2, 2, 3))).lower() for word in chosen}

    def renewed(text: str) -> str:
        return re.sub(r"\b[a-z]{5,}\b", lambda match: new.get(match[0], match[0]), text)

    passages = tuple(replace(one, title=renewed(one.title), text=renewed(one.text)) for one in found.passages)
    facts = tuple(
        (number, replace(fact, sentence=renewed(fact.sentence), questions=tuple(map(renewed, fact.questions))))
        for number, fact in found.facts
    )
    return PassageSet(passages, facts, tuple(map(renewed, found.absent)))
