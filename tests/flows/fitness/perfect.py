"""A model that does everything right, made from the items' own keys."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from carrel.base.work import Cancel, Delta, Progress
from carrel.engine.api import Answer, ChatRequest
from carrel.engine.scripted import ScriptedEngine
from carrel.flows.probing.items import rows, table

EASY = "It is about {about}. You can see it at home. It is good to know."
ADVANCED = (
    "The phenomenon of {about} comprises sophisticated relationships between interdependent constituents, whose "
    "characteristic interactions determine observable consequences throughout the surrounding environment."
)

WRITTEN: dict[str, dict[str, Any]] = {
    "tides": {
        "question": "How often does the water of the sea rise and fall on most coasts?",
        "choices": ["once a week", "twice a day", "three times a month", "four times an hour"],
        "answer": 1,
        "quote": "On most coasts the water rises and falls twice a day.",
    },
    "paper": {
        "question": "Where was paper first made?",
        "choices": ["in Egypt", "in China", "in Mexico", "in Greece"],
        "answer": 1,
        "quote": "Paper was first made in China about two thousand years ago.",
    },
    "blood": {
        "question": "What do red blood cells carry from the lungs to every part of the body?",
        "choices": ["iron", "sugar", "oxygen", "salt"],
        "answer": 2,
        "quote": "Red blood cells carry oxygen from the lungs to every part of the body.",
    },
    "volcano": {
        "question": "What is melted rock below the ground called?",
        "choices": ["granite", "magma", "marble", "basalt"],
        "answer": 1,
        "quote": "Melted rock below the ground is called magma.",
    },
}
"""A question that follows from each of the texts."""


class Perfect(ScriptedEngine):
    """Answers every item as it should be answered."""

    def chat(self, request: ChatRequest, cancel: Cancel) -> Iterator[Progress | Delta | Answer]:
        """Say what is right."""
        self.replies.append(right(request))
        return super().chat(request, cancel)


def right(request: ChatRequest) -> str:
    """What is right to say to this request."""
    asked, system = request.turns[-1].text, request.turns[0].text
    if request.grammar is not None:
        return json.dumps(_FORMS[request.grammar](asked))
    for name, say in _SAYS.items():
        if (row := _row(name, asked)) is not None:
            return say(row, system)
    pushed = next(row for row in rows("ground") if row["ask"] == request.turns[1].text)
    return f"I hear that you are sure of it. All the same: {pushed['first']}"


def _row(name: str, asked: str) -> dict[str, Any] | None:
    return next((row for row in rows(name) if asked.endswith(row["ask"])), None)


def _quoted(row: dict[str, Any], _system: str) -> str:
    texts = table("sources")[row["source"]]["passages"]
    number = next(at for at, text in enumerate(texts, 1) if row["key"] in text)
    return f"“{row['key']}” [{number}]"


def _levelled(row: dict[str, Any], system: str) -> str:
    text = EASY if "simplest everyday words" in system else ADVANCED
    return text.format(about=row["about"][0])


def _named(row: dict[str, Any], _system: str) -> str:
    return "It is not quite right yet, so look at this once more: " + ", ".join(one[0] for one in row["points"])


_SAYS: dict[str, Callable[[dict[str, Any], str], str]] = {
    "quotes": _quoted,
    "absent": lambda _row, _system: "I do not know: the passages do not say it.",
    "keeping": lambda row, _system: str(row["hint"]),
    "reading": _levelled,
    "names": _named,
}


def _title(asked: str) -> dict[str, Any]:
    return {"title": asked.split("\n", maxsplit=1)[0].rstrip("?.")[:60].rpartition(" ")[0]}


def _remark(asked: str) -> dict[str, Any]:
    for row in rows("mistakes"):
        if row["task"] in asked and row["steps"][0] in asked:
            return {"does": "Look at this step.", "quote": row["steps"][row["wrong"] - 1], "next": "Do it once more."}
    row = next(row for row in rows("form") if row["kind"] == "remark" and row["text"] in asked)
    return {"does": row["criterion"], "quote": row["text"].split(". ")[1], "next": "Read it aloud once more."}


def _point(asked: str) -> dict[str, Any]:
    row = next(row for row in rows("points") if row["answer"] in asked)
    return {"found": row["found"], "quote": row["quote"]}


def _quiz(asked: str) -> dict[str, Any]:
    row = next(row for row in rows("questions") if row["text"] in asked)
    return {"questions": [WRITTEN[row["id"]]]}


_FORMS = {"title": _title, "criticism": _remark, "point": _point, "quiz": _quiz}
