"""What a model says where fine-tuning is to change nothing: prose of the lessons, and its own replies elsewhere."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from carrel.base.files import resource
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.engine.api import Answer, ChatRequest, Lesson, Sampling, Turn
from carrel.engine.local import LocalEngine

_LONGEST = 64  # tokens
_LESSONS = 16
_HEADING = "## The idea"


@dataclass(frozen=True)
class Elsewhere:
    """Texts as tokens. kept: for training, to stay the same. prose, replies: tell afterwards what was lost."""

    kept: tuple[Lesson, ...]
    prose: tuple[Lesson, ...]
    replies: tuple[Lesson, ...]


def gather(engine: LocalEngine, cancel: Cancel) -> Iterator[Progress | Elsewhere]:
    """Progress, and at last the texts, the same each time. Raises Stopped, and what `Engine.chat` raises."""
    paragraphs, questions = _paragraphs(), _questions()
    label, total = _("Reading what is to stay the same"), len(paragraphs) + len(questions)
    prose: list[Lesson] = []
    for text in paragraphs:
        yield Progress(label, len(prose), total)
        tokens = engine.lesson([Turn("user", "…")], text, cancel).reply[:_LONGEST]
        prose.append(Lesson(tokens[:1], tokens[1:]))
    replies: list[Lesson] = []
    for question in questions:
        yield Progress(label, len(prose) + len(replies), total)
        replies.append(_own_reply(engine, question, cancel))
    kept = (one for both in zip(prose[::2], replies[::2], strict=False) for one in both)
    yield Elsewhere(tuple(kept), tuple(prose[1::2]), tuple(replies[1::2]))


def _own_reply(engine: LocalEngine, question: str, cancel: Cancel) -> Lesson:
    turns = (Turn("user", question),)
    request = ChatRequest(turns, max_tokens=_LONGEST, sampling=Sampling(temperature=0))
    said = ""
    for event in engine.chat_with(None, request, cancel):
        if isinstance(event, Answer):
            said = event.text
    cancel.check()
    return engine.lesson(turns, said or "…", cancel)


def _paragraphs() -> list[str]:
    lessons = sorted(resource("packs/foundations/topics").glob("*.md"))
    chosen = lessons[:: max(1, len(lessons) // _LESSONS)][:_LESSONS]
    ideas = (lesson.read_text(encoding="utf-8").partition(_HEADING)[2] for lesson in chosen)
    return [idea.strip().partition("\n\n")[0] for idea in ideas if idea.strip()]


def _questions() -> list[str]:
    table = tomllib.loads(resource("tuning/elsewhere.toml").read_text(encoding="utf-8"))
    return [str(question) for question in table["questions"]]
