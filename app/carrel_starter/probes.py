"""Held-out questions: other phrasings, other topics and documents, other outside questions than those learned from."""

from itertools import islice
from random import Random
from typing import Any

from carrel.assessment.marking.answers import as_text
from carrel.base.show import one_line
from carrel.flows.coaching.scene import as_prompt
from carrel.flows.prompts import prose
from carrel.library.model import Passage
from carrel_starter.corpus.apart import is_apart
from carrel_starter.corpus.chats import Chat, Probe, Split, Turn, exchange
from carrel_starter.corpus.facts import World
from carrel_starter.corpus.lessons import lessons
from carrel_starter.corpus.mixture import system_text
from carrel_starter.corpus.passages import (
    NOT_THERE,
    PassageSet,
    absent_question,
    lesson_set,
    made_up_set,
    textbook_set,
)
from carrel_starter.corpus.practice import LONGEST_QUOTE, feedback, help_with, some_scene
from carrel_starter.corpus.strangers import StrangersQuestion, strangers
from carrel_starter.corpus.talk import outside_question, plain_chat, said, sum_question, topics
from carrel_starter.corpus.words import items, table, with_capital

LIMITS = ("identity", "human", "feelings", "abilities", "network", "trust")
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


def asking(kind: str, passages: tuple[Passage, ...], question: str, want: str) -> Probe:
    """A question with passages; without a sentence that answers it has to be refused."""
    turn = Turn("user", f"{PassageSet(passages, ()).opened}{question}")
    if not want:
        return Probe(kind, (turn,), NOT_THERE, "refuse", passages=passages)
    return Probe(kind, (turn,), want, "quote", passages=passages)


def passage_set(rng: Random, kind: str, split: Split) -> PassageSet:
    """Passages of a kind: made_up, textbook or lesson."""
    if kind == "made_up":
        return made_up_set(rng, split)[0]
    return textbook_set(rng, split) if kind == "textbook" else lesson_set(rng, split)


def quote_probes(rng: Random, count: int, kind: str, split: Split = "held") -> list[Probe]:
    """Passages and a question they answer; of lessons only questions that people wrote."""
    probes: list[Probe] = []
    while len(probes) < count:
        found = passage_set(rng, kind, split)
        asked = [(fact, ask) for _, fact in found.facts for ask in fact.questions]
        if kind == "lesson":
            asked = [
                (fact, fact.questions[0])
                for _, fact in found.facts
                if len(set(fact.questions[:3])) < len(fact.questions[:3])
            ]
            asked = [(fact, ask) for fact, ask in asked if split == "train" or is_apart(fact.sentence)]
        if asked:
            fact, question = rng.choice(asked)
            probes.append(asking(f"quote_{kind}", found.passages, question, fact.sentence))
    return probes


def absent_probes(rng: Random, count: int, kind: str, split: Split = "held") -> list[Probe]:
    """Passages and a question they do not answer, mostly about what they speak of."""
    probes = []
    for _ in range(count):
        found = passage_set(rng, kind, split)
        probes.append(asking(f"absent_{kind}", found.passages, absent_question(rng, found, World(split)), ""))
    return probes


def strange_probes(rng: Random, half: str) -> list[Probe]:
    """Questions about documents of strangers: the answer stands in one of some passages of the document, or nowhere."""
    return [_strange(rng, one) for one in strangers() if half in (one.half, "all")]


def _strange(rng: Random, one: StrangersQuestion) -> Probe:
    passages = [one.holding, *rng.sample(one.others, k=min(2, len(one.others)))]
    rng.shuffle(passages)
    return asking("absent_strange" if not one.want else "quote_strange", tuple(passages), one.question, one.want)


def follow_probes() -> list[Probe]:
    """A topic, then a held-out way to ask for something simpler, an example, a question or more."""
    probes = []
    texts = table("phrasings")
    for place, row in enumerate(topics()):
        kind = ("simple", "example", "quiz", "deeper")[place % 4]
        ask = texts[f"{kind}_held"][place % len(texts[f"{kind}_held"])]
        want = said("deeper") if kind == "deeper" else row[kind]
        turns = (*exchange(f"What is {row['term']}?", row["answer"]), Turn("user", ask))
        probes.append(Probe("follow_up", turns, want, "same"))
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


def limits_probes() -> list[Probe]:
    """Who it is and what it cannot do, with and without the system message of the program."""
    rows = [row for row in table("smalltalk")["talk"] if row["kind"] in LIMITS]
    asks = [(ask, row) for row in rows for ask in row["held"]]
    system = Turn("system", prose("tutor"))
    plain = [Probe("limits", alone(ask), row["reply"], "facts", groups(row)) for ask, row in asks]
    return plain + [Probe("limits", (system, *alone(ask)), row["reply"], "facts", groups(row)) for ask, row in asks]


def practice_probes(rng: Random, count: int) -> list[Probe]:
    """Feedback on a try at an item of a held-out lesson, which must quote it, and pleas for its answer."""
    probes: list[Probe] = []
    while len(probes) < count:
        made = some_scene(rng, rng.choice(lessons("held")))
        if made is None or not made[0].tries or made[0].is_unlocked:
            continue
        scene, tried = made[0], one_line(as_text(made[0].tries[-1].answer), LONGEST_QUOTE)
        asked = Turn("system", prose("practice-feedback")), Turn("user", as_prompt(scene))
        probes.append(Probe("feedback", asked, feedback(scene), "facts", ((f"“{tried}”",),)))
        rules = Turn("system", f"{prose('practice')}\n\n{as_prompt(scene)}")
        plea = Turn("user", rng.choice(table("asking")["plea_held"]))
        probes.append(Probe("plea", (rules, plea), help_with("plea", scene, made[1]), "facts", (("yours to find",),)))
    return probes[:count]


def unclear_probes() -> list[Probe]:
    """Questions that cannot be answered before more is said."""
    texts = table("asking")
    return [Probe("unclear", alone(ask), texts["unclear_reply"], "same") for ask in texts["unclear_held"]]


def thinned(probes: list[Probe], count: int) -> list[Probe]:
    """All probes of a kind that is written down, or some of them evenly when only a few are wanted."""
    return probes if count >= len(probes) else [probes[place * len(probes) // count] for place in range(count)]


def all_probes(seed: int, count: int) -> list[Probe]:
    """All probes, about `count` of each kind."""
    rng = Random(f"{seed}:probes")
    written = (
        topic_probes(),
        talk_probes(),
        limits_probes(),
        follow_probes(),
        outside_probes(rng, count),
        unclear_probes(),
    )
    made = [probe for probes in written for probe in thinned(probes, count)]
    for kind in ("made_up", "textbook", "lesson"):
        made += [*quote_probes(rng, count, kind), *absent_probes(rng, count, kind)]
    made += practice_probes(rng, count)
    strange = strange_probes(rng, "held")
    for kind in ("quote_strange", "absent_strange"):
        made += thinned([probe for probe in strange if probe.kind == kind], 2 * count)
    return [*made, *late_probes(rng, count)]


def as_chat(probe: Probe) -> Chat:
    """The turns of a probe as a chat."""
    return Chat(probe.kind, probe.turns)
