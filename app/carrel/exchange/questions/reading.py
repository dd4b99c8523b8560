"""Reads strangers' files of questions through a limited child, and says of one that cannot be read what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from carrel.assessment.fields import ItemRefused
from carrel.assessment.items import item_from
from carrel.assessment.model import Item
from carrel.base.apart import Ended, Limits, Refused, run
from carrel.base.archive import is_archive
from carrel.base.text import clean
from carrel.base.wire import Frame
from carrel.base.words import _
from carrel.base.work import Cancel
from carrel.exchange.questions import QUESTION_FORMATS
from carrel.exchange.questions.api import KINDS_OF_LOSS, Bad, Found, Losses, QuestionFormat, QuestionsRefused

LIMITS = Limits(memory=1_200_000_000, cpu_s=120.0, wait_s=120.0)
"""A collection of Anki may be 200 MB, and lies there beside the package that it came in."""
_READ, _RECOGNISE = "carrel.exchange.questions.work:read", "carrel.exchange.questions.work:recognise"


def format_of(content: bytes, name: str, cancel: Cancel) -> QuestionFormat | None:
    """The format that these bytes, from a file of this name, are of; None for none. Raises Stopped.

    The beginning of a text tells it; archives have to be opened for that, which is the child's business.
    """
    if not is_archive(content):
        return next((one for one in QUESTION_FORMATS if _is_of(one, content, name)), None)
    try:
        told = [frame.body for frame in run(_RECOGNISE, {"name": name}, LIMITS, cancel, data=content)]
    except Ended:
        return None
    return next((one for one in QUESTION_FORMATS if told and one.name == told[0].get("format")), None)


def read(written_as: QuestionFormat, content: bytes, name: str, cancel: Cancel) -> Found:
    """The questions of the file, which is of this format; raises QuestionsRefused and Stopped."""
    try:
        return _found(run(_READ, {"format": written_as.name, "name": name}, LIMITS, cancel, data=content))
    except Refused as refused:
        told = (clean(str(refused.facts.get(name, ""))) for name in ("what", "next_step", "detail"))
        raise QuestionsRefused(*told) from refused
    except Ended as ended:
        raise _died(ended) from ended
    except (LookupError, TypeError, ValueError, ItemRefused) as error:
        raise _died(Ended("garbage", type(error).__name__)) from error


def _is_of(one: QuestionFormat, content: bytes, name: str) -> bool:
    return one.reads is not None and one.recognises is not None and one.recognises(content, name)


def _found(frames: Iterator[Frame]) -> Found:
    first = next(frames).body
    items: list[Item] = []
    bad: list[Bad] = []
    for frame in frames:
        if "bad" in frame.body:
            where, why = frame.body["bad"]
            bad.append(Bad(clean(str(where)), clean(str(why))))
        else:
            items.append(item_from(frame.body["item"]))
    return Found(clean(str(first["title"])), tuple(items), tuple(bad), _losses(first["lost"]))


def _losses(told: Mapping[str, Any]) -> Losses:
    return Losses({kind: int(count) for kind, count in told.items() if kind in KINDS_OF_LOSS})


def _died(ended: Ended) -> QuestionsRefused:
    what = {
        "memory": _("This file takes more memory than a file of questions may."),
        "time": _("This file takes longer to read than a file of questions may."),
    }.get(ended.why, _("This file is damaged, or is no file of questions."))
    next_step = _("Export a smaller part of it from the program that wrote it, and choose that file.")
    return QuestionsRefused(what, next_step, f"{ended.why}: {ended.detail}")
