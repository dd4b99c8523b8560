"""What runs in the child: finds out which format a file of questions is of, and reads them."""

from __future__ import annotations

import heapq  # noqa: F401 - Counter asks for it when it is first used, and inside the sandbox that is too late
from collections.abc import Iterator, Mapping
from typing import Any

from carrel.assessment.items import to_json
from carrel.base.encoded import load_encodings
from carrel.base.inside import Refusal, works_apart
from carrel.base.wire import Frame
from carrel.exchange.questions import QUESTION_FORMATS
from carrel.exchange.questions.api import QuestionFormat, QuestionsRefused

load_encodings()  # inside the sandbox Python could not load them any more


@works_apart
def recognise(arguments: Mapping[str, Any]) -> Iterator[Frame]:
    """One frame with the name of the format; empty for none."""
    found = recognised(arguments["data"], arguments["name"])
    yield Frame({"format": found.name if found is not None else ""})


@works_apart
def read(arguments: Mapping[str, Any]) -> Iterator[Frame]:
    """A frame with the title and what was lost, one for each bad question, and one for each good one.

    Raises Refusal with the sentence and the next step.
    """
    one = next(one for one in QUESTION_FORMATS if one.name == arguments["format"])
    assert one.reads is not None
    try:
        found = one.reads(arguments.get("data", b""), arguments["name"])
    except QuestionsRefused as error:
        raise Refusal("refused", what=error.what, next_step=error.next_step, detail=error.detail) from error
    yield Frame({"title": found.title, "lost": dict(found.lost)})
    for bad in found.bad:
        yield Frame({"bad": [bad.where, bad.why]})
    for item in found.items:
        yield Frame({"item": to_json(item)})


def recognised(content: bytes, name: str) -> QuestionFormat | None:
    """The format that these bytes, from a file of this name, are of; None for none."""
    for one in QUESTION_FORMATS:
        if one.reads is not None and one.recognises is not None and one.recognises(content, name):
            return one
    return None
