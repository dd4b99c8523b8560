"""Chats beside an item that is practised: feedback on a try that quotes it, and help that leaves the answer to find."""

from random import Random

from carrel.assessment.attempts.model import Attempt
from carrel.assessment.attempts.showing import shown
from carrel.assessment.items import item_from
from carrel.assessment.marking import mark
from carrel.assessment.marking.answers import as_text
from carrel.assessment.model import Answer, Item
from carrel.base.show import one_line
from carrel.base.stamp import Moment
from carrel.flows.coaching.scene import Scene, as_prompt
from carrel.flows.coaching.words import next_step
from carrel.flows.ladder import LEVEL, Hint
from carrel.flows.prompts import prose
from carrel.flows.standing import Standing
from carrel_starter.corpus.chats import Chat, Split, Turn, exchange
from carrel_starter.corpus.lessons import Lesson, lessons
from carrel_starter.corpus.words import as_typed, table

LONGEST_QUOTE = 120
SOME_DAY = Moment("2026-01-01T12:00:00.000000Z", 0, "2026-01-01")
_KINDS = ("choice", "true_false", "numeric", "text", "open")


def wrong_answer(rng: Random, item: Item) -> Answer:
    """What somebody could answer who is wrong."""
    if item.choices:
        return rng.choice([choice.text for choice in item.choices if not choice.right] or [item.choices[0].text])
    if item.kind == "true_false":
        return "true" if item.answers[0] == "false" else "false"
    if item.kind == "numeric":
        return str(rng.randrange(2, 400))
    return str(rng.choice(table("asking")["tries"]))


def some_scene(rng: Random, lesson: Lesson) -> tuple[Scene, Item] | None:
    """An item as a learner has it open, tried once or not at all, with some of its hints; None where none fits."""
    fitting = [one for one in lesson.items if one.kind in _KINDS]
    if not fitting:
        return None
    item = item_from(dict(rng.choice(fitting).raw))
    answer = wrong_answer(rng, item)
    tried = rng.random() < 0.8
    attempts = (_attempt(item, answer),) if tried else ()
    level = rng.choice((0, 1, 1, 2)) if tried else 0
    hints = tuple(Hint(LEVEL[rung], rung, text) for rung, text in zip(LEVEL, item.hints[:level], strict=False))
    settled = "shown" if tried and rng.random() < 0.15 else ""
    stands = Standing(
        "", "mix", "open", 1, 5, False, shown(item, rng.randrange(1000)), len(attempts), level, hints,
        settled=settled, solution=item.solution if settled else "", hint_in=0.0 if tried else None,
    )  # fmt: skip
    return Scene(stands, attempts, {}), item


def practice_chat(rng: Random, split: Split = "train") -> Chat | None:
    """Feedback on a try, or questions of the learner beside the item; None where the lesson has no fitting item."""
    made = some_scene(rng, rng.choice(lessons(split)))
    if made is None:
        return None
    scene, item = made
    if scene.tries and not scene.is_unlocked and rng.random() < 0.5:
        asked = Turn("user", as_prompt(scene))
        return Chat("practice", (Turn("system", prose("practice-feedback")), asked, Turn("assistant", feedback(scene))))
    rules = prose("practice-after" if scene.is_unlocked else "practice")
    turns: tuple[Turn, ...] = (Turn("system", f"{rules}\n\n{as_prompt(scene)}"),)
    for kind in rng.sample(("plea", "lost", "word"), k=rng.choice((1, 2))):
        question = as_typed(rng, rng.choice(table("asking")[kind]))
        turns += exchange(question, help_with(kind, scene, item))
    return Chat("practice", turns)


def feedback(scene: Scene) -> str:
    """What came of the last try, with its words, and one thing to look at or to do next."""
    last = scene.tries[-1]
    said = f"You wrote “{one_line(as_text(last.answer), LONGEST_QUOTE)}”. {last.why}"
    look = f" Look again at your hint: {scene.now.hints[-1].text}" if scene.now.hints else ""
    return f"{said}{look} {next_step(scene.now)}"


def help_with(kind: str, scene: Scene, item: Item) -> str:
    """The reply to somebody who begs for the answer, is lost, or asks what is meant."""
    if scene.is_unlocked:
        return f"The solution says: {item.solution}"
    if kind == "plea":
        return f"The answer is yours to find, so I do not say it. {next_step(scene.now)}"
    if scene.now.hints:
        return f"Your hint says: {scene.now.hints[-1].text} What could that mean for your next step?"
    return f"The question is: {item.prompt} Which part of it do you know already?"


def _attempt(item: Item, answer: Answer) -> Attempt:
    said = mark(item, answer)
    return Attempt(
        id="",
        created=SOME_DAY,
        item=item.id,
        kind=item.kind,
        topic="",
        skills=item.skills,
        answer=answer,
        verdict=said.verdict,
        score=said.score,
        why=said.why,
        by=said.by,
        nth=1,
        help=0,
        hints=0,
        unaided=True,
        seconds=1.0,
    )
