"""`carrel draft`, and `carrel ask --mode desk`: a draft of an answer to a ticket; only a person sends it."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from carrel.base.show import inside, one_line, unmarked
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.cli.house import opened
from carrel.cli.progress import ProgressLine
from carrel.cli.talk import as_citation, stoppable
from carrel.desk.letters import name_of
from carrel.engine.api import Engine
from carrel.flows.desks import desks, tickets
from carrel.flows.draft.cases import case_of, engine_for
from carrel.flows.draft.drafting import draft as drafted
from carrel.flows.draft.model import Case, Draft
from carrel.flows.draft.rewording import Reworded, in_tone, translated
from carrel.flows.draft.summary import SummaryLine, ThreadSummary, summed_up


def draft(arguments: Namespace) -> None:
    """A draft for each thread in a file; raises DeskMissing, DeskRefused, ModelRefused and Stopped."""
    line = ProgressLine()
    with opened() as kit, stoppable() as cancel:
        desk = desks.desk(kit, arguments.desk)
        if arguments.ticket == "-":
            threads = tickets.look_at_bytes(desk, sys.stdin.buffer.read(), cancel)
        else:
            threads = tickets.look_at(desk, Path(arguments.ticket), cancel)
        engine = None if arguments.no_model else engine_for(kit, arguments.model, cancel)
        for thread in threads:
            case = case_of(kit, desk, thread)
            if arguments.summary:
                _tell_summary(_last(summed_up(engine, thread, case.products, cancel), line), arguments)
                continue
            made = _last(drafted(kit, case, engine, cancel), line)
            other = _last(_reworded(engine, case, made.text, arguments, cancel), line)
            _tell(made, case, other, arguments)


def ask(arguments: Namespace) -> None:
    """Draft an answer to a question as a customer would write it; the object of formats.md §3 with that of §4."""
    line = ProgressLine()
    said = sys.stdin.read() if arguments.text == "-" else arguments.text
    with opened() as kit, stoppable() as cancel:
        desk = desks.desk(kit, "")
        engine = engine_for(kit, arguments.model, cancel)
        for thread in tickets.look_at_bytes(desk, said.encode(), cancel):
            case = case_of(kit, desk, thread)
            made = _last(drafted(kit, case, engine, cancel), line)
            told = _object(made, case)
            if arguments.json:
                state = "from_sources" if made.citations else "not_found" if made.kind == "escalate" else "unchecked"
                print(json.dumps({"answer": made.text, "state": state, **told}, ensure_ascii=False))
            else:
                _print(made)


def _last(steps: Iterator[Progress | Any], line: ProgressLine) -> Any:
    """What the work comes to, its progress shown meanwhile."""
    found: Any = None
    for step in steps:
        if isinstance(step, Progress):
            line.show(step)
        else:
            found = step
    line.clear()
    return found


def _reworded(
    engine: Engine | None, case: Case, text: str, arguments: Namespace, cancel: Cancel
) -> Iterator[Progress | Reworded]:
    """The text in the tone or the language that was asked for; nothing where none was."""
    known = [name_of(case.thread), case.desk.title, *(one.name for one in case.products)]
    if arguments.tone:
        yield from in_tone(engine, text, arguments.tone, known, cancel)
    elif arguments.translate:
        yield from translated(engine, text, arguments.translate, known, cancel)


def _tell(made: Draft, case: Case, other: Reworded | None, arguments: Namespace) -> None:
    if arguments.json:
        told = _object(made, case)
        if other is not None:
            told |= {"text": other.text, "reworded": not other.refused, "refused": other.refused or None}
        print(json.dumps(told, ensure_ascii=False), flush=True)
        return
    _print(made, other.text if other is not None else None)
    if other is not None and other.refused:
        print(other.refused, file=sys.stderr)


def _object(made: Draft, case: Case) -> dict[str, Any]:
    """The object of formats.md §4."""
    decision = made.decision
    told: dict[str, Any] = {
        "kind": made.kind,
        "text": made.text,
        "citations": [as_citation(one) for one in made.citations],
        "subject": case.thread.subject,
        "question": " ".join(one.asked for one in decision.questions),
        "unanswered": [one.asked for one in decision.questions if not one.found],
        "procedure": decision.procedure.name if decision.procedure is not None else None,
        "step": decision.step or None,
        "because": decision.because,
        "slots": dict(decision.slots),
        "cut": [asdict(one) for one in made.cut],
        "searched": asdict(decision.searched),
        "products": [{"code": one.code, "name": one.name, "price": one.price} for one in decision.products],
        "model": {"name": made.model or None, "where": made.where or None},
        "timing": vars(made.timing),
        "examples": made.examples,
        "behaviour": case.behaviour.name if case.behaviour is not None else None,
        "dropped": list(made.dropped),
    }
    if decision.slot is not None:
        told |= {"missing": decision.slot.name, "asks_for": decision.slot.says}
    return told


def _print(made: Draft, text: str | None = None) -> None:
    decision = made.decision
    kinds = {"reply": _("Reply"), "question": _("Question"), "escalate": _("Escalate")}
    print(f"{kinds[made.kind]}: {one_line(decision.because)}", file=sys.stderr)
    if decision.procedure is not None and decision.procedure.steps:
        step = decision.procedure.steps[decision.step - 1]
        told = _("Procedure “{title}”, step {number}: {step}")
        title = one_line(decision.procedure.title)
        print(told.format(title=title, number=decision.step, step=one_line(step)), file=sys.stderr)
    print(made.text if text is None else text, flush=True)
    for one in made.citations:
        place = ", ".join(filter(None, (inside(one.title), inside(one.label))))
        print(f"[{one.n}] {place}: “{inside(unmarked(' '.join(one.quote.split())))}”", flush=True)
    for cut in made.cut:
        print(_("Cut: “{text}” {why}").format(text=one_line(cut.text), why=cut.why), file=sys.stderr)
    for lost in made.dropped:
        print(lost, file=sys.stderr)


def _tell_summary(found: ThreadSummary, arguments: Namespace) -> None:
    if arguments.json:
        lines = [asdict(one) for one in found.lines]
        print(json.dumps({"summary": lines, "model": found.model or None}, ensure_ascii=False), flush=True)
        return
    for one in found.lines:
        print(_told(one), flush=True)


def _told(one: SummaryLine) -> str:
    where = _("message {number}").format(number=one.mail)
    return f"{one_line(one.text)}\n    {where}, {one_line(', '.join(filter(None, (one.who, one.when))))}"
