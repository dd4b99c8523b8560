"""`carrel class feedback`, `decide` and `told`: what a teacher says of work, and what came of it to the pupil."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable, Iterable
from typing import Any

from carrel.base.errors import CarrelError
from carrel.base.show import one_line
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.cli.house import opened
from carrel.cli.progress import ProgressLine
from carrel.cli.talk import stoppable
from carrel.exchange.in_line import in_line
from carrel.flows.classes.feedback import decide, draft, queue
from carrel.flows.classes.feedback.queue import Entry
from carrel.flows.classes.told_back import ToldBack, told_back
from carrel.flows.figures.words import verdict_words
from carrel.flows.kit import Kit


class TextWithoutDraft(CarrelError):
    """A text was given, and no draft that it is for."""


def _feedback(arguments: Namespace) -> None:
    if (arguments.text is not None or arguments.because) and not arguments.approve:
        raise TextWithoutDraft(_("A text needs the feedback that it is for."), _("Name it with --approve."))
    with opened() as kit, stoppable() as cancel:
        if arguments.approve:
            queue.approve(kit, arguments.approve, arguments.text, arguments.because)
        elif arguments.aside:
            queue.set_aside(kit, arguments.aside)
        elif arguments.undo:
            queue.undo(kit, arguments.undo)
        elif arguments.about:
            draft.draft_pupil(kit, arguments.classroom, arguments.about)
        else:
            _draft(kit, arguments, cancel)
        found = queue.queue(kit, arguments.classroom)
    for one in found:
        _print(_entry(one)) if arguments.json else print(_entry_lines(one))
    if not found and not arguments.json:
        print(
            _("No try waits for feedback.")
            if arguments.draft
            else _("There is no feedback yet. The same command with --draft drafts what waits for it.")
        )


def _draft(kit: Kit, arguments: Namespace, cancel: Cancel) -> None:
    line = ProgressLine()
    steps: Iterable[object] = ()
    if arguments.again:
        steps = draft.draft_again(kit, arguments.again, cancel)
    elif arguments.draft:
        steps = draft.draft(kit, arguments.classroom, cancel)
    for step in steps:
        if isinstance(step, Progress):
            line.show(step)
    line.clear()


def _decide(arguments: Namespace) -> None:
    with opened() as kit:
        if arguments.verdict == "undo":
            decide.undecide(kit, arguments.classroom, arguments.attempt)
            told: dict[str, Any] = {"attempt": arguments.attempt, "verdict": None}
        else:
            made = decide.decide(kit, arguments.classroom, arguments.attempt, arguments.verdict, arguments.because)
            told = {"attempt": made.attempt, "verdict": made.verdict, "because": made.because}
    said = _("It counts so from now on, and the pupil is told with the next class pack.")
    _print(told) if arguments.json else print(said)


def _told(arguments: Namespace) -> None:
    with opened() as kit:
        found = told_back(kit, arguments.classroom)
    for one in found:
        _print(_told_line(one)) if arguments.json else print(_told_words(one))
    if not found and not arguments.json:
        print(_("Nothing was said to you yet. What your teacher says comes with the next class pack."))


FEEDBACK: dict[str, Callable[[Namespace], None]] = {"feedback": _feedback, "decide": _decide, "told": _told}
"""The actions about what is said of work."""


def _entry(one: Entry) -> dict[str, Any]:
    said = one.feedback
    told: dict[str, Any] = {"feedback": said.id, "state": said.state, "pupil": one.pupil.id, "name": one.pupil.name}
    told |= {"kind": said.kind, "about": said.about, "text": said.text, "drafted": said.drafted, "by": said.by}
    told |= {"sent": said.sent, "waits_for_device": not one.can_be_closed}
    if one.case is not None:
        attempt = one.case.attempt
        told |= {"question": one.case.question, "answer": one.case.answer, "verdict": attempt.verdict}
        told |= {"decided": one.case.decision.verdict if one.case.decision else None, "contested": attempt.contested}
        told["points"] = [vars(point) for point in one.case.points]
    return told


def _entry_lines(one: Entry) -> str:
    said = one.feedback
    state = {
        "draft": _("draft"),
        "approved": _("goes out with the next pack"),
        "sent": _("sent"),
        "aside": _("put aside"),
    }[said.state]
    if said.state == "approved" and not one.can_be_closed:
        state = _("approved; waits until the pupil has handed something in")
    lines = [f"{said.id}  {one_line(one.pupil.name)}, {state}"]
    if one.case is not None:
        lines.append(f"    {_('Question: {text}').format(text=one_line(in_line(one.case.question)))}")
        lines.append(f"    {_('Answer: {text}').format(text=one_line(one.case.answer))}")
    return "\n".join((*lines, f"    {one_line(said.text, 2_000)}"))


def _told_line(one: ToldBack) -> dict[str, Any]:
    told: dict[str, Any] = {"class": one.joined.classroom, "title": one.joined.title, "kind": one.told.kind}
    told |= {"text": one.told.text, "verdict": one.told.verdict or None, "because": one.told.because}
    told |= {"at": one.told.created.utc, "attempt": one.attempt.id if one.attempt is not None else None}
    return {**told, "question": one.question, "answer": one.answer}


def _told_words(one: ToldBack) -> str:
    lines = [_("{title}, {day}").format(title=one_line(one.joined.title), day=one.told.created.day)]
    if one.attempt is not None:
        lines.append(f"  {_('Question: {text}').format(text=one_line(in_line(one.question)))}")
        lines.append(f"  {_('Answer: {text}').format(text=one_line(one.answer))}")
    if one.told.verdict:
        verdict = verdict_words()[one.told.verdict]
        said = _("Your teacher decided: {verdict}. {because}").format(verdict=verdict, because=one.told.because)
        lines.append(f"  {said.strip()}")
    if one.told.text:
        lines.append(f"  {one_line(one.told.text, 4_000)}")
    return "\n".join(lines)


def _print(told: dict[str, Any]) -> None:
    print(json.dumps(told, ensure_ascii=False), flush=True)
