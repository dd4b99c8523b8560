"""Answers in the forms that the program binds a model to: questions on a passage, titles, whether a point is met."""

import json
from collections.abc import Iterable
from random import Random
from typing import Any

from carrel.assessment.items import item_from
from carrel.engine.api import Turn as Sent
from carrel.flows.prompts import prose
from carrel.flows.second_look import turns as point_turns
from carrel.library.quoting import one_line
from carrel_starter.corpus.chats import Chat, Fact, Split, Turn
from carrel_starter.corpus.lessons import lessons
from carrel_starter.corpus.passages import PassageSet, keywords, lesson_set, made_up_set
from carrel_starter.corpus.talk import plain_chat
from carrel_starter.corpus.words import with_capital

_LONGEST_QUOTE, _LONGEST_CHOICE, _LONGEST_TITLE = 190, 90, 55


def as_json(value: dict[str, Any]) -> str:
    """The value on one line, as the grammars let it be written."""
    return json.dumps(value, ensure_ascii=False)


def chat_of(asked: Iterable[Turn | Sent], value: dict[str, Any]) -> Chat:
    """The request, as the program may have made it, and the answer in its form."""
    return Chat("form", (*(Turn(turn.role, turn.text) for turn in asked), Turn("assistant", as_json(value))))


def form_chat(rng: Random, split: Split = "train") -> Chat:
    """One request that is answered in a form."""
    kind = rng.random()
    if kind < 0.5 and (made := quiz_chat(rng, split)) is not None:
        return made
    return point_chat(rng, split) if kind < 0.8 else title_chat(rng)


def quiz_turns(found: PassageSet) -> tuple[Turn, ...]:
    """The request for questions about the first passage."""
    return Turn("system", prose("quiz")), Turn("user", f"Passage:\n{one_line(found.passages[0].text)}")


def quiz_chat(rng: Random, split: Split) -> Chat | None:
    """Questions about a passage, each with the sentence that answers; None where it holds too little."""
    found = made_up_set(rng, split)[0] if rng.random() < 0.5 else lesson_set(rng, split)
    asked = [fact for number, fact in found.facts if number == 1 and fact.questions and fits(fact)]
    others = [fact.sentence for _, fact in found.facts if fits(fact)]
    if not asked or len(others) < 4:
        return None
    questions = []
    for fact in asked[:2]:
        wrong = rng.sample([one for one in others if one != fact.sentence], k=3)
        choices = [short(one) for one in (fact.sentence, *wrong)]
        order = rng.sample(range(4), k=4)
        questions.append(
            {
                "question": fact.questions[0],
                "choices": [choices[place] for place in order],
                "answer": order.index(0),
                "quote": fact.sentence,
            }
        )
    return chat_of(quiz_turns(found), {"questions": questions})


def fits(fact: Fact) -> bool:
    """Whether a sentence has room in a form."""
    return len(fact.sentence) <= _LONGEST_QUOTE and '"' not in fact.sentence and "\\" not in fact.sentence


def short(text: str) -> str:
    """The beginning of a sentence, as a choice."""
    return text if len(text) <= _LONGEST_CHOICE else text[:_LONGEST_CHOICE].rpartition(" ")[0]


def title_chat(rng: Random) -> Chat:
    """The title of a chat: what is asked in it first."""
    chat = plain_chat(rng)
    said = "\n".join(turn.text for turn in chat.turns[:2])
    title = with_capital(" ".join(keywords(rng, chat.turns[0].text).split()[:6]))[:_LONGEST_TITLE]
    return chat_of((Turn("system", prose("title")), Turn("user", said)), {"title": title})


def point_chat(rng: Random, split: Split) -> Chat:
    """Whether an answer makes a point: the model answer does, one about something else leaves it unsure."""
    items = [item for lesson in lessons(split) for item in lesson.items if item.kind == "open"]
    item, other = (item_from(dict(one.raw)) for one in rng.sample(items, k=2))
    point = rng.choice(item.points)
    sentences = [one.strip() for one in item.model_answer.replace("\n", " ").split(". ") if one.strip()]
    wanted = {word.lower() for word in point.says.split() if len(word) > 4}
    best = max(sentences, key=lambda one: len(wanted & {word.lower().strip(".,;:") for word in one.split()}))
    if rng.random() < 0.5:
        return chat_of(point_turns(item, point, item.model_answer), {"found": "present", "quote": best[:290]})
    return chat_of(point_turns(item, point, other.model_answer), {"found": "unsure", "quote": ""})
