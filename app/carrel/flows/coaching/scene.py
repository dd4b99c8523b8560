"""What a tutor may know of an item that is practised: what is shown of it, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from carrel.assessment.attempts import tables
from carrel.assessment.attempts.model import Attempt
from carrel.assessment.attempts.showing import Shown
from carrel.assessment.marking.answers import as_text, is_blank
from carrel.assessment.model import Item
from carrel.base.show import one_line
from carrel.base.stamp import Moment
from carrel.flows.ladder import lesson_text, wrong_idea
from carrel.flows.standing import Standing, at_this_showing, standing

if TYPE_CHECKING:
    from carrel.store.db import Database

_MOST_TRIES = 6
_LONGEST_TRY = 400
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

_VERDICTS = {"right": "right", "wrong": "not right", "partly": "partly right", "cant_tell": "not decided"}


@dataclass(frozen=True)
class Scene:
    """Where a practice stands, and what the learner answered so far at this item.

    shows: what a foreseen wrong answer shows, in the words of the lesson, by the misconception's id.
    """

    now: Standing
    tries: tuple[Attempt, ...]
    shows: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_unlocked(self) -> bool:
        """Whether the solution may be seen: the item was answered right, or its solution was shown."""
        return bool(self.now.solution)


def scene(db: Database, session: str, now: Moment) -> Scene:
    """Where this session stands; raises PracticeMissing."""
    practice = tables.session(db, session)
    stands = standing(db, practice, now)
    tries = at_this_showing(db, practice) if stands.item is not None else []
    shows = {one.misconception: wrong_idea(db, one.topic, one.misconception) for one in tries if one.misconception}
    return Scene(stands, tuple(tries), shows)


def given(scene: Scene) -> list[str]:
    """The texts that the learner has before them, which a reply may repeat: the question, and the hints taken."""
    item = scene.now.item
    assert item is not None
    whys = [one.why for one in scene.tries]
    return [item.prompt, " … ".join(item.pieces), *(hint.text for hint in scene.now.hints), *whys]


def subject(db: Database, scene: Scene, item: Item) -> list[str]:
    """The texts whose words a reply about this item has: all of the item, what was tried, and its lesson.

    They are only compared with what a model said: no prompt holds them.
    """
    tries = [as_text(one.answer) for one in scene.tries]
    own = [item.prompt, item.text, *item.hints, item.solution, *item.answers, *(one.text for one in item.choices)]
    own += [side for pair in item.pairs for side in pair] + [*item.sequence, *(point.says for point in item.points)]
    return [*own, *tries, *scene.shows.values(), lesson_text(db, item.id)]


def as_prompt(scene: Scene) -> str:
    """The same as a model receives it. What the learner wrote stands on lines of its own, in quotes: it cannot pass for
    anything else here.
    """
    item = scene.now.item
    assert item is not None
    parts = [f"The question:\n{_question(item)}"]
    if scene.tries:
        tries = [_tried(scene, one) for one in scene.tries[-_MOST_TRIES:]]
        parts.append("\n".join(("The learner's tries so far, as the program marked them:", *tries)))
    else:
        parts.append("The learner has not tried it yet.")
    if scene.now.hints:
        parts.append("\n".join(("Hints the learner has taken:", *(f"- {hint.text}" for hint in scene.now.hints))))
    if scene.is_unlocked:
        parts.append(f"The question has ended, and the learner may see its solution:\n{scene.now.solution}")
    else:
        parts.append(f"What the learner can do next: {_next(scene.now)}")
    return "\n\n".join(parts)


def _question(item: Shown) -> str:
    lines = [item.prompt, *_listed(item.choices), " ____ ".join(item.pieces)]
    if item.lefts:
        lines += [
            "To be matched:",
            *(f"- {left}" for left in item.lefts),
            "with:",
            *(f"- {one}" for one in item.rights),
        ]
    if item.steps:
        lines += ["To be put in order:", *(f"- {step}" for step in item.steps)]
    return "\n".join(line for line in lines if line)


def _listed(choices: Sequence[str]) -> list[str]:
    return [f"{_LETTERS[number % 26]}) {text}" for number, text in enumerate(choices)]


def _tried(scene: Scene, one: Attempt) -> str:
    said = "nothing" if is_blank(one.answer) else f"“{one_line(as_text(one.answer), _LONGEST_TRY)}”"
    line = f"{one.nth}. {said}: {_VERDICTS[one.verdict]}. {one_line(one.why)}"
    return f"{line} Often behind it: {scene.shows[one.misconception]}." if one.misconception else line


def _next(now: Standing) -> str:
    if not now.tried:
        return "try it. Hints come after a try."
    if now.hint_in is not None:
        return "take the next hint, or try again."
    return "try again. The next hint comes after another try."
