"""`carrel mark`: answers marked by code, with suggestions by a model where somebody asks for them."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from carrel.base.errors import CarrelError
from carrel.base.show import one_line
from carrel.base.words import _, counted
from carrel.base.work import Cancel
from carrel.cli.talk import stoppable
from carrel.flows.fitness.words import refusal
from carrel.flows.mark import Marked, Suggest, mark_one, mark_pairs, no_suggestions
from carrel.flows.second_look import Suggested, suggestions
from carrel.wiring import ground


class LinesRefused(CarrelError):
    """Some lines were no pairs; the others were marked."""


def mark(arguments: Namespace) -> None:
    """Print a verdict for each pair, in order; raises LinesRefused at the end if there were lines that are no pairs."""
    if arguments.pairs is None and arguments.answer is None:
        print(_("--item needs --answer."), file=sys.stderr)
        raise SystemExit(2)
    refused = 0
    with stoppable() as cancel, _suggesting(arguments, cancel) as suggest:
        if arguments.pairs is None:
            _tell(mark_one(Path(arguments.item), arguments.answer, suggest), as_json=arguments.json)
            return
        for marked in mark_pairs(Path(arguments.pairs), cancel, suggest):
            _tell(marked, as_json=arguments.json)
            refused += marked.error is not None
    if refused:
        raise LinesRefused(
            counted("One line was no pair.", "{count} lines were no pairs.", refused),
            _("The other lines were marked. Correct these and try again."),
        )


@contextmanager
def _suggesting(arguments: Namespace, cancel: Cancel) -> Iterator[Suggest]:
    """What asks the model in the settings, or the one that was named; without the switch nothing is loaded, nor where
    its test says that it should not suggest.
    """
    if not arguments.with_model:
        yield no_suggestions
        return
    here = ground(os.environ)
    try:
        if why := refusal(here.trials.cards.of(arguments.model or here.settings.current.model, "suggest")):
            print(why, file=sys.stderr)
            yield no_suggestions
            return
        engine = here.engines.engine(arguments.model)
        yield lambda item, answer: suggestions(engine, item, answer, cancel)
    finally:
        here.engines.close()
        here.meanings.close()


def _tell(marked: Marked, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(_as_json(marked), ensure_ascii=False))
    if marked.error is not None:
        print(marked.error.what, file=sys.stderr)
    elif marked.verdict is not None and not as_json:
        named = one_line(str(marked.id or marked.line))
        print(f"{named}\t{marked.verdict.verdict}\t{marked.verdict.score:g}\t{one_line(marked.verdict.why)}")
        for one in marked.suggested:
            print("    " + _suggestion(one))


def _suggestion(one: Suggested) -> str:
    told = _("A model suggests that point {id} is there: “{quote}”")
    if one.found == "absent":
        told = _("A model suggests that point {id} is not there: “{quote}”")
    return told.format(id=one_line(one.id), quote=one_line(one.quote))


def _as_json(marked: Marked) -> dict[str, Any]:
    """The object of formats.md §2; a line that is no pair has its number and its error.

    The verdict is always by code. “by” is “model” where code could not tell and all there is to say is a suggestion.
    """
    if marked.verdict is None:
        return {"id": marked.id, "line": marked.line, **(marked.error.as_json() if marked.error else {})}
    said = {"id": marked.id, **asdict(marked.verdict)}
    if not said["points"]:
        del said["points"]
    if marked.suggested:
        said["suggested"] = [asdict(one) for one in marked.suggested]
        said["by"] = "model" if marked.verdict.verdict == "cant_tell" else said["by"]
    return said
