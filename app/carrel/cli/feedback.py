"""`carrel feedback`: advice on a text by criteria, with its own words; no mark.

With ``--json`` a line for each criterion: ``{"criterion", "title", "does", "quote", "first", "last", "next", "by"}``;
first and last: where the quote stands in the text, in characters; by: “code” or “model”.
"""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from carrel.assessment.criteria import Criterion, criteria_from
from carrel.base.show import one_line
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.cli.progress import ProgressLine
from carrel.cli.talk import stoppable
from carrel.flows import attach
from carrel.flows.able import able, why_not
from carrel.flows.criticise import Feedback, Remark, criticise
from carrel.flows.kit import Kit
from carrel.flows.profile import profile
from carrel.wiring import open_house


def feedback(arguments: Namespace) -> None:
    """Print a remark for each criterion; raises TooShort, CriteriaRefused, and what reading a file raises."""
    line = ProgressLine()
    house = open_house(os.environ)
    try:
        kit = house.kit
        criteria = _criteria(kit, arguments.criteria)
        with stoppable() as cancel:
            text = sys.stdin.read() if arguments.file == "-" else _text(kit, arguments.file, cancel)
            engine = able(kit, "feedback", cancel, arguments.model)
            for step in criticise(engine, text, cancel, criteria, (profile(kit).called,)):
                if isinstance(step, Progress):
                    line.show(step)
                    continue
                line.clear()
                _tell(step, why_not(kit, "feedback", arguments.model), as_json=arguments.json)
    finally:
        line.clear()
        house.close()


def _text(kit: Kit, file: str, cancel: Cancel) -> str:
    return attach.read_file(kit, Path(file), cancel).text


def _criteria(kit: Kit, file: str | None) -> tuple[Criterion, ...]:
    return criteria_from(_text(kit, file, Cancel())) if file is not None else ()


def _tell(step: Remark | Feedback, why: str, *, as_json: bool) -> None:
    """why: what kept the model in use from reading the text; empty where nothing did."""
    if isinstance(step, Feedback):
        by_code = all(one.by == "code" for one in step.remarks)
        words = _("This is advice, and no mark.")
        if by_code:
            words += " " + " ".join(filter(None, (_("Code counted it; no model has read the text."), why)))
        print(words, file=sys.stderr)
    elif as_json:
        print(json.dumps(as_object(step), ensure_ascii=False), flush=True)
    else:
        quote = f"\n    “{one_line(step.quote)}”" if step.quote else ""
        print(f"{one_line(_(step.criterion.title))}\n    {one_line(step.does)}{quote}\n    → {one_line(step.next)}")


def as_object(remark: Remark) -> dict[str, Any]:
    """A remark as JSON."""
    span = {"first": remark.first, "last": remark.last} if remark.quote else {"first": None, "last": None}
    told = {"criterion": remark.criterion.id, "title": remark.criterion.title, "does": remark.does}
    return {**told, "quote": remark.quote, **span, "next": remark.next, "by": remark.by}
