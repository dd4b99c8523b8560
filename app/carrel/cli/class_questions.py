"""`carrel class questions`: what a teacher wrote for an assignment, brought in, or had drafted from a document."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from carrel.assessment.items import to_json
from carrel.assessment.model import Item
from carrel.base.show import one_line, unmarked
from carrel.base.words import _, counted
from carrel.base.work import Cancel, Progress
from carrel.cli.house import opened
from carrel.cli.progress import ProgressLine
from carrel.cli.talk import stoppable
from carrel.flows.authoring import items
from carrel.flows.authoring.items import Questions, Written
from carrel.flows.authoring.trial import trial
from carrel.flows.figures.words import verdict_words
from carrel.flows.kit import Kit


def _questions(arguments: Namespace) -> None:
    about = (arguments.classroom, arguments.assignment)
    with opened() as kit, stoppable() as cancel:
        if arguments.file:
            _tell(items.bring_in(kit, *about, Path(arguments.file)), arguments)
        elif arguments.approve:
            _tell(items.approve(kit, *about, arguments.approve), arguments)
        elif arguments.remove:
            items.remove(kit, *about, arguments.remove)
        elif arguments.draft:
            _draft(kit, arguments, cancel)
        found = items.questions(kit, *about)
    if arguments.try_:
        _try(found, arguments)
        return
    for state, listed in (("out", found.items), ("draft", found.drafts)):
        for item in listed:
            _print({"state": state, "item": to_json(item)}) if arguments.json else print(_line(item, state))
    if not (found.items or found.drafts or arguments.json):
        print(_("There are no questions of your own here yet. Name a file of questions to bring some in."))


def _try(found: Questions, arguments: Namespace) -> None:
    """Say what the marker says of an answer that a pupil might give."""
    item = items.one_of(found, arguments.try_)
    told = trial(item, arguments.answer)
    said = told.verdict
    if arguments.json:
        line = {"item": item.id, "verdict": said.verdict, "score": said.score, "why": said.why}
        _print({**line, "misconception": said.misconception, "points": [vars(one) for one in told.points]})
        return
    print(f"{verdict_words()[said.verdict]}. {said.why}")
    signs = {"present": "✓", "absent": "○", "cant_tell": "?"}
    for one in told.points:
        print("  " + " ".join(filter(None, (signs[one.found], one.says, f"“{one.evidence}”" if one.evidence else ""))))


def _draft(kit: Kit, arguments: Namespace, cancel: Cancel) -> None:
    line = ProgressLine()
    for step in items.draft(kit, arguments.classroom, arguments.assignment, arguments.draft, cancel):
        if isinstance(step, Progress):
            line.show(step)
    line.clear()


QUESTIONS: dict[str, Callable[[Namespace], None]] = {"questions": _questions}
"""The action of a teacher who writes questions."""


def _tell(told: Written, arguments: Namespace) -> None:
    """Say what was not taken, and what could be better."""
    if arguments.json:
        findings = [{**one.as_json(), "file": arguments.file or None} for one in told.findings]
        _print({"refused": told.refused, "bad": told.bad, "lost": told.lost, "findings": findings})
        return
    for said in (*told.bad, *told.lost):
        print(said, file=sys.stderr)
    for one in told.findings:
        print(f"{one.place.item}: {one.what} {one.then}", file=sys.stderr)
    if told.refused:
        said = counted(
            "One question was left out because of a fault.",
            "{count} questions were left out because of faults.",
            told.refused,
        )
        print(said, file=sys.stderr)


def _line(item: Item, state: str) -> str:
    asked = one_line(unmarked(item.prompt or item.text), 100)
    return f"{item.id}  {asked}" if state == "out" else f"{item.id}  {_('draft: {question}').format(question=asked)}"


def _print(told: dict[str, Any]) -> None:
    print(json.dumps(told, ensure_ascii=False), flush=True)
