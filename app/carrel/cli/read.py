"""`carrel read`: documents are brought into the library."""

from __future__ import annotations

import getpass
import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from carrel.base.errors import Stopped
from carrel.base.show import one_line
from carrel.base.words import _, counted
from carrel.base.work import Cancel, Progress
from carrel.cli.progress import ProgressLine
from carrel.cli.talk import stoppable
from carrel.flows import courses, read_in
from carrel.flows.kit import Kit
from carrel.library.readers.api import DocumentRefused
from carrel.wiring import open_house

_SOME_FAILED = 1


def read(arguments: Namespace) -> None:
    """Bring in what was named, a line for each file; ends with exit code 1 when one of them could not be read."""
    line = ProgressLine()
    ready = failed = 0
    house = open_house(os.environ)
    try:
        with stoppable() as cancel:
            for step in _steps(house.kit, arguments, cancel):
                if isinstance(step, Progress):
                    line.show(step)
                    continue
                line.clear()
                ready, failed = ready + isinstance(step, read_in.Read), failed + isinstance(step, read_in.Failed)
                _tell(step, arguments)
    except Stopped:
        print(_("Reading was stopped. What was read is kept; “carrel read” goes on."), file=sys.stderr)
        raise
    finally:
        line.clear()
        house.close()
    _tell_sum(ready, failed)
    if failed:
        raise SystemExit(_SOME_FAILED)


def _steps(kit: Kit, arguments: Namespace, cancel: Cancel) -> Iterator[read_in.Step]:
    wish = read_in.Wish(
        course=courses.named(kit, arguments.course).id if arguments.course else None,
        password=_password(arguments.password),
    )
    if arguments.files:
        yield from read_in.read_in(kit, [Path(file) for file in arguments.files], cancel, wish)
        return
    yield from read_in.go_on(kit, cancel, wish)
    yield from read_in.look_around(kit, cancel)


def _password(given: str | None) -> str:
    """The password as it was given, or from the terminal or the first line of standard input."""
    if given != "-":
        return given or ""
    return getpass.getpass(_("Password: ")) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")


def _tell(step: read_in.Read | read_in.Failed, arguments: Namespace) -> None:
    if arguments.json:
        print(json.dumps(_object(step), ensure_ascii=False), flush=True)
    elif isinstance(step, read_in.Read):
        print(_sentence(step), flush=True)
    if isinstance(step, read_in.Failed):
        print(f"{one_line(str(step.file))}: {step.error.what}\n    {_next_step(step)}", file=sys.stderr)


def _object(step: read_in.Read | read_in.Failed) -> dict[str, Any]:
    if isinstance(step, read_in.Failed):
        nothing = {"file": str(step.file), "ok": False, "document": None, "pages": 0, "passages": 0}
        return {**nothing, **step.error.as_json()}
    found = {"file": str(step.file), "ok": True, "document": step.document.id, "pages": step.document.pages}
    return {**found, "passages": step.passages, "known": step.known}


def _sentence(step: read_in.Read) -> str:
    name = one_line(str(step.file))
    if step.known:
        return _("{name}: in the library already").format(name=name)
    amounts = [counted("one passage", "{count:,} passages", step.passages)]
    if step.document.pages:
        amounts.insert(0, counted("one page", "{count:,} pages", step.document.pages))
    silent = len(step.document.silent)
    if silent:
        amounts.append(counted("one page without text", "{count:,} pages without text", silent))
    return f"{name}: {', '.join(amounts)}"


def _next_step(step: read_in.Failed) -> str:
    if isinstance(step.error, DocumentRefused) and step.error.code in {"locked", "password"}:
        return step.error.next_step + " " + _("“--password -” asks for it.")
    return step.error.next_step


def _tell_sum(ready: int, failed: int) -> None:
    if not ready and not failed:
        print(_("There was nothing to read."), file=sys.stderr)
    elif failed:
        told = counted("One file could not be read.", "{count:,} files could not be read.", failed)
        print(told + " " + counted("One is in the library.", "{count:,} are in the library.", ready), file=sys.stderr)
