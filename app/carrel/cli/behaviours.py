"""`carrel behaviour`: how replies are to be, in files that are kept with all their versions, and tested."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from carrel.base.errors import CarrelError
from carrel.base.show import one_line
from carrel.base.words import _, counted
from carrel.base.work import Progress
from carrel.behaviours.comparing import Line
from carrel.behaviours.model import Kept
from carrel.cli.house import opened
from carrel.cli.progress import ProgressLine
from carrel.cli.talk import stoppable
from carrel.flows.behaviours import keeping, trying

_LONGEST_LINE = 10_000
_SIGNS = {"same": " ", "gone": "-", "new": "+"}


class TestsFailed(CarrelError):
    """A reply was not as the behaviour's tests expect it."""

    __test__ = False


class NothingToTest(CarrelError):
    """The behaviour has no tests."""


def behaviour(arguments: Namespace) -> None:
    """Do what was asked of a behaviour; raises BehaviourMissing, BehaviourRefused, TestsFailed."""
    _ACTIONS[arguments.action](arguments)


def _list(arguments: Namespace) -> None:
    with opened() as kit:
        found = keeping.everything(kit)
    for one in found:
        if arguments.json:
            _print(_object(one))
        else:
            print(one_line(f"{one.behaviour.name}: {one.behaviour.title}. {one.behaviour.says}", 1000))


def _show(arguments: Namespace) -> None:
    with opened() as kit:
        held = keeping.one(kit, arguments.name)
        text = held.behaviour.text
        if arguments.version is not None:
            text = keeping.version(kit, arguments.name, arguments.version).text
    if arguments.json:
        _print({**_object(held), "version": arguments.version or held.version, "text": text})
    else:
        _print_text(text.rstrip("\n").split("\n"))


def _add(arguments: Namespace) -> None:
    with opened() as kit:
        incoming = keeping.looked_at(kit, Path(arguments.file), arguments.name)
        number = None if arguments.look else keeping.take(kit, incoming)
    named, lines = incoming.behaviour.name, incoming.changes if incoming.former is not None else ()
    if arguments.json:
        faults = [{"line": one.line, "what": one.what, "next": one.then} for one in incoming.faults]
        told = {"behaviour": named, "version": number, "is_new": incoming.former is None}
        _print({**told, "changes": _changes(lines), "left_out": faults})
        return
    for fault in incoming.faults:
        print(
            _("Line {line}: {what} {then}").format(line=fault.line, what=fault.what, then=fault.then), file=sys.stderr
        )
    _print_changes(lines)
    if number is None:
        print(_("Nothing was kept."), file=sys.stderr)
    elif incoming.former is None:
        print(_("“{name}” is here now.").format(name=named))
    elif incoming.former.version == number:
        print(_("“{name}” is as it was.").format(name=named))
    else:
        print(_("“{name}” has a new version, {number}; the former one is kept.").format(name=named, number=number))


def _export(arguments: Namespace) -> None:
    with opened() as kit:
        to = Path(arguments.to)
        path = keeping.export(kit, arguments.name, to, number=arguments.version, replace=arguments.force)
    if arguments.json:
        _print({"behaviour": arguments.name, "file": str(path)})
    else:
        print(_("The behaviour was written to {file}.").format(file=path))


def _remove(arguments: Namespace) -> None:
    with opened() as kit:
        keeping.remove(kit, arguments.name)
    if arguments.json:
        _print({"behaviour": arguments.name, "removed": True})
    else:
        words = _("“{name}” was removed. “carrel behaviour back {name}” brings it back.")
        print(words.format(name=one_line(arguments.name)))


def _versions(arguments: Namespace) -> None:
    with opened() as kit:
        if arguments.compare:
            lines = keeping.compared(kit, arguments.name, *arguments.compare)
            if arguments.json:
                _print({"behaviour": arguments.name, "changes": _changes(lines)})
            else:
                _print_changes(lines)
            return
        found = keeping.versions(kit, arguments.name)
    for one in found:
        if arguments.json:
            _print({"version": one.number, "created": one.created.utc, "size": len(one.text)})
        else:
            print(
                _("{number}: {day}, {size} characters").format(
                    number=one.number, day=one.created.day, size=f"{len(one.text):,}"
                )
            )
    if not found and not arguments.json:
        print(_("It is as it came with Carrel; there are no other versions."), file=sys.stderr)


def _back(arguments: Namespace) -> None:
    with opened() as kit:
        if arguments.version is None:
            keeping.bring_back(kit, arguments.name)
            number = keeping.one(kit, arguments.name).version
        else:
            number = keeping.back(kit, arguments.name, arguments.version)
    if arguments.json:
        _print({"behaviour": arguments.name, "version": number})
    else:
        print(_("“{name}” is in version {number} now.").format(name=one_line(arguments.name), number=number))


def _test(arguments: Namespace) -> None:
    line = ProgressLine()
    passed = failed = 0
    with opened() as kit, stoppable() as cancel:
        held = keeping.one(kit, arguments.name).behaviour
        if not held.trials:
            raise NothingToTest(
                _("“{name}” has no tests.").format(name=one_line(held.title)),
                _("Write some in a section “## Tests”; docs/behaviours.md shows how."),
            )
        try:
            for step in trying.run(kit, held, cancel, arguments.model):
                if isinstance(step, Progress):
                    line.show(step)
                    continue
                line.clear()
                passed, failed = passed + step.passed, failed + (not step.passed)
                _tell_tried(step, as_json=arguments.json)
        finally:
            line.clear()
    if arguments.json:
        _print({"behaviour": held.name, "passed": passed, "failed": failed, "ok": not failed})
    else:
        print(_("{passed} of {count} passed.").format(passed=passed, count=passed + failed))
    if failed:
        raise TestsFailed(
            counted("One test failed.", "{count} tests failed.", failed),
            _("Change the behaviour or its tests, or try another model."),
        )


def _tell_tried(step: trying.Tried, *, as_json: bool) -> None:
    if as_json:
        failings = [
            {"check": one.check, "what": one.what, "evidence": one.evidence, "sure": one.sure} for one in step.failings
        ]
        about = {"test": step.trial.title, "asked": step.trial.asked, "reply": step.reply}
        _print({**about, "passed": step.passed, "failings": failings})
        return
    mark = _("passed") if step.passed else _("failed")
    reasons = " ".join(
        f"{one.what} ({one_line(one.evidence, 80)})" if one.evidence else one.what for one in step.failings
    )
    print(one_line(f"{mark}: {step.trial.title}. {reasons}".rstrip(), 1000), flush=True)


_ACTIONS: dict[str, Callable[[Namespace], None]] = {
    "list": _list,
    "show": _show,
    "add": _add,
    "export": _export,
    "remove": _remove,
    "versions": _versions,
    "back": _back,
    "test": _test,
}


def _object(kept: Kept) -> dict[str, Any]:
    held = kept.behaviour
    about = {"behaviour": held.name, "title": held.title, "says": held.says, "language": held.language or None}
    counts = {"rules": len(held.rules), "examples": len(held.examples), "tests": len(held.trials)}
    return {**about, **counts, "version": kept.version, "comes_with_carrel": kept.comes_along}


def _changes(lines: Iterable[Line]) -> list[dict[str, Any]]:
    return [{"change": one.change, "line": one.number, "text": one.text} for one in lines]


def _print_changes(lines: Iterable[Line]) -> None:
    _print_text(f"{_SIGNS[one.change]} {one.text}" for one in lines)


def _print_text(lines: Iterable[str]) -> None:
    """Lines as they are, without what would make a terminal do something."""
    for one in lines:
        blanks = one[: len(one) - len(one.lstrip())].expandtabs(4)
        print(f"{blanks}{one_line(one, _LONGEST_LINE)}".rstrip())


def _print(told: dict[str, Any]) -> None:
    print(json.dumps(told, ensure_ascii=False), flush=True)
