"""`carrel eval`: questions of one's own are asked, judged by code, and compared with a run before."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from carrel.base.errors import CarrelError, Stopped
from carrel.base.show import one_line, unmarked
from carrel.base.words import _
from carrel.base.work import Progress
from carrel.cli.house import opened
from carrel.cli.progress import ProgressLine
from carrel.cli.talk import stoppable
from carrel.evaluations.model import EvaluationSet, Replied, Run
from carrel.flows.classes.seeing.report_files import written
from carrel.flows.evaluate import report, running, runs, sets, words
from carrel.flows.evaluate.comparing import Comparison, Tally, compare
from carrel.flows.evaluate.runs import Seen
from carrel.flows.evaluate.wearing import Wearing
from carrel.flows.kit import Kit
from carrel.flows.take_out import write_new


class NothingNamed(CarrelError):
    """No set was named."""


def evaluate(arguments: Namespace) -> None:
    """Do what was asked; raises SetMissing, SetRefused, RunMissing, RunChanged, and what an engine raises."""
    with opened() as kit:
        if arguments.list:
            _list(kit, arguments)
        elif arguments.show:
            _tell(kit, runs.one(kit, arguments.show), arguments)
        elif arguments.resume:
            held = runs.one(kit, arguments.resume).run
            with stoppable() as cancel:
                former = runs.one(kit, arguments.against).run.id if arguments.against else ""
                _follow(kit, running.go_on(kit, held.id, cancel), arguments, former)
        else:
            _run(kit, arguments)


def _run(kit: Kit, arguments: Namespace) -> None:
    chosen = _chosen(kit, arguments)
    if chosen is None:
        return
    former = runs.former(kit, arguments.against, chosen).id if arguments.against else ""
    wearing = Wearing(arguments.model, arguments.behaviour, arguments.adapter)
    with stoppable() as cancel:
        _follow(kit, running.run(kit, chosen, wearing, cancel), arguments, former)


def _chosen(kit: Kit, arguments: Namespace) -> EvaluationSet | None:
    """The set of this name, or of this file, which is kept; None where it is only looked at."""
    if not arguments.set:
        raise NothingNamed(_("No set was named."), _("Name a file of questions, or a set: “carrel eval --list”."))
    path = Path(arguments.set)
    if not path.suffix and not path.exists():
        held = sets.one(kit, arguments.set)
        if not arguments.check:
            return held
        looked = sets.checked(held.kind, held.text)
    else:
        looked = sets.looked_at(path)
    for fault in looked.written.faults:
        told = _("Line {line}: {what} {then}").format(line=fault.line, what=fault.what, then=fault.then)
        if arguments.json and arguments.check:
            _print({"line": fault.line, "what": fault.what, "next": fault.then, "grave": fault.is_grave})
        else:
            print(told, file=sys.stderr)
    if not arguments.check:
        return sets.add(kit, looked)
    if arguments.json:
        _print({"set": looked.written.title, "questions": len(looked.written.questions), "ok": looked.written.is_sound})
    elif looked.written.is_sound:
        print(_("The set can be run: {count} questions.").format(count=len(looked.written.questions)))
    return None


def _follow(kit: Kit, steps: Iterator[Progress | Replied | Run], arguments: Namespace, former: str = "") -> None:
    line, begun = ProgressLine(), ""
    number = 0
    try:
        for step in steps:
            if isinstance(step, Progress):
                line.show(step)
            elif isinstance(step, Run):
                begun, number = step.id, step.number
            else:
                line.clear()
                _tell_reply(step, arguments)
    except Stopped:
        if number:
            said = _("Stopped; what was asked is kept. Go on with “carrel eval --resume {number}”.")
            print(said.format(number=number), file=sys.stderr)
        raise
    finally:
        line.clear()
    seen = runs.one(kit, begun)
    _tell_end(kit, seen, arguments, former)


def _list(kit: Kit, arguments: Namespace) -> None:
    for one in sets.everything(kit):
        read = sets.checked(one.kind, one.text).written
        if arguments.json:
            _print({"set": one.title, "id": one.id, "questions": len(read.questions), "says": read.says})
        else:
            name = one.id.removeprefix(sets.SHIPPED) if sets.is_shipped(one) else one.title
            print(
                one_line(
                    _("{name}: {count} questions. {says}").format(name=name, count=len(read.questions), says=read.says),
                    500,
                )
            )
    for seen in runs.of_set(kit):
        if arguments.json:
            _print(_object(seen))
        else:
            print(
                one_line(
                    f"{words.run_words(seen.run)} · {seen.run.title} · {seen.run.created.day}: "
                    f"{words.count_words(seen.figures)}",
                    500,
                )
            )


def _tell(kit: Kit, seen: Seen, arguments: Namespace) -> None:
    for one in seen.replies:
        _tell_reply(one, arguments)
    former = runs.one(kit, arguments.against).run.id if arguments.against else ""
    _tell_end(kit, seen, arguments, former)


def _tell_end(kit: Kit, seen: Seen, arguments: Namespace, former: str) -> None:
    """What the run comes to, beside another one where that was asked, and as a file."""
    found = compare(kit, former, seen.run.id) if former else None
    if arguments.json:
        _print({**_object(seen), **({"against": _against(found)} if found is not None else {})})
    else:
        print(words.run_words(seen.run))
        for said in (words.share_words(seen.figures), words.speed_words(seen.figures)):
            print(said)
        if found is not None:
            print(_("Against {run}:").format(run=words.run_words(found.before)))
            for pair in found.pairs:
                print(f"  {one_line(pair.name, 100)}: {words.change_words(pair.change)}")
            print(words.compared_words(found))
    if arguments.to:
        path = Path(arguments.to)
        told = (
            report.compared_report(found, runs.one(kit, found.before.id), seen)
            if found is not None
            else report.run_report(seen)
        )
        write_new(path, written(told, path.suffix.removeprefix(".")), replace=arguments.force)
        print(_("Written to {file}.").format(file=path), file=sys.stderr)


def _tell_reply(one: Replied, arguments: Namespace) -> None:
    judged = one.judged
    if arguments.json:
        outcomes = [{"wanted": said.wanted, "found": said.found, "evidence": said.evidence} for said in judged.outcomes]
        _print(
            {
                "question": one.question.id,
                "verdict": judged.verdict,
                "score": judged.score,
                "outcomes": outcomes,
                "reply": one.text,
                "state": one.state,
                "finish": one.finish,
                "seconds": one.seconds,
                "first_token_s": one.first_token_s,
                "tokens": one.tokens,
                "tokens_per_s": one.tokens_per_s,
                "dropped": list(one.dropped),
            }
        )
        return
    print(f"{one_line(one.question.id, 100)}: {words.verdict_words(judged.verdict)}", flush=True)
    if judged.verdict != "right":
        for said in judged.outcomes:
            if said.found != "yes":
                words_for = f" “{one_line(unmarked(said.evidence), 200)}”" if said.evidence else ""
                print(f"    {one_line(said.wanted, 200)} {words.found_words(said.found)}{words_for}")
        print(f"    {one_line(unmarked(one.text), 300)}", flush=True)


def _object(seen: Seen) -> dict[str, Any]:
    run, figures = seen.run, seen.figures
    low, high = figures.interval
    tested = run.tested
    return {
        "run": run.number,
        "id": run.id,
        "set": run.title,
        "model": {
            "name": tested.model,
            "sha256": tested.sha256,
            "where": tested.where,
            "adapter": tested.adapter or None,
        },
        "behaviour": {"name": tested.behaviour, "version": tested.version} if tested.behaviour else None,
        "asked": figures.asked,
        "of": figures.of,
        "ended": run.ended is not None,
        **figures.verdicts,
        "share": {
            "right": figures.verdicts["right"] / figures.told if figures.told else None,
            "low": low,
            "high": high,
        },
        "seconds": {"median": figures.median_s, "p95": figures.p95_s},
        "tokens_per_s": figures.tokens_per_s,
        "created": run.created.utc,
    }


def _against(found: Comparison) -> dict[str, Any]:
    tally: Tally = found.tally
    low, high = tally.interval
    return {
        "run": found.before.number,
        "better": tally.wins,
        "worse": tally.losses,
        "same": tally.ties,
        "cant_tell": found.untold,
        "apart": found.apart,
        "win_rate": tally.rate,
        "low": low,
        "high": high,
        "questions": [{"question": one.name, "change": one.change} for one in found.pairs],
    }


def _print(told: dict[str, Any]) -> None:
    print(json.dumps(told, ensure_ascii=False), flush=True)
