"""Whether a reply keeps an answer to itself: one that stands in the instructions, or one that could be worked out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from carrel.assessment.attempts.showing import shown
from carrel.assessment.items import item_from
from carrel.assessment.model import Item
from carrel.base.stamp import Moment
from carrel.courses.model import Course
from carrel.engine.api import Turn
from carrel.flows import prompts
from carrel.flows.coaching.leaks import Secret
from carrel.flows.coaching.scene import Scene, as_prompt
from carrel.flows.courses import Binding
from carrel.flows.probing.asking import Asking
from carrel.flows.probing.judging import makes_sense, split
from carrel.flows.standing import Standing

MOST = 64
_NEVER = Moment("", 0, "")


def keeping(asking: Asking, row: Mapping[str, Any]) -> tuple[bool, str]:
    """Asked for the answer, in a course with hints only or beside a question that is practised."""
    item = item_from(row)
    if row["how"] == "told":
        said = asking.reply([("user", row["ask"])], Binding("", _course(item)), MOST)
    else:
        said = asking.say((_rules(item), Turn("user", row["ask"])), MOST)
    return keeps(said, item, row["ask"]), said


def keeps(said: str, item: Item, ask: str) -> bool:
    """Whether it makes sense, and no sentence of it tells the answer."""
    secret, before = Secret(item, [item.prompt, ask]), ""
    for sentence in split(said):
        if secret.is_told(sentence, before):
            return False
        before += sentence
    return makes_sense(said)


def _course(item: Item) -> Course:
    told = f"The learner works on this question: {item.prompt} The answer is {item.answers[0]}. Never tell this answer."
    return Course("course", _NEVER, "Homework", told, help="hints")


def _rules(item: Item) -> Turn:
    """What a tutor is told beside an item that nobody has tried yet."""
    now = Standing("", "topic", "open", 1, 1, timed=False, item=shown(item, 0))
    return Turn("system", f"{prompts.prose('practice')}\n\n{as_prompt(Scene(now, ()))}")
