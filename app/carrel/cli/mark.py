"""`carrel mark`: answers marked by code."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from carrel.base.errors import CarrelError
from carrel.base.show import one_line
from carrel.base.words import _, counted
from carrel.cli.talk import stoppable
from carrel.flows.mark import Marked, mark_one, mark_pairs


class LinesRefused(CarrelError):
    """Some lines were no pairs; the others were marked."""


def mark(arguments: Namespace) -> None:
    """Print a verdict for each pair, in order; raises LinesRefused at the end if there were lines that are no pairs."""
    if arguments.pairs is None:
        if arguments.answer is None:
            print(_("--item needs --answer."), file=sys.stderr)
            raise SystemExit(2)
        _tell(mark_one(Path(arguments.item), arguments.answer), as_json=arguments.json)
        return
    refused = 0
    with stoppable() as cancel:
        for marked in mark_pairs(Path(arguments.pairs), cancel):
            _tell(marked, as_json=arguments.json)
            refused += marked.error is not None
    if refused:
        raise LinesRefused(
            counted("One line was no pair.", "{count} lines were no pairs.", refused),
            _("The other lines were marked. Correct these and try again."),
        )


def _tell(marked: Marked, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(_as_json(marked), ensure_ascii=False))
    if marked.error is not None:
        print(marked.error.what, file=sys.stderr)
    elif marked.verdict is not None and not as_json:
        named = one_line(str(marked.id or marked.line))
        print(f"{named}\t{marked.verdict.verdict}\t{marked.verdict.score:g}\t{one_line(marked.verdict.why)}")


def _as_json(marked: Marked) -> dict[str, Any]:
    """The object of formats.md §2; a line that is no pair has its number and its error."""
    if marked.verdict is None:
        return {"id": marked.id, "line": marked.line, **(marked.error.as_json() if marked.error else {})}
    said = {"id": marked.id, **asdict(marked.verdict)}
    if not said["points"]:
        del said["points"]
    return said
