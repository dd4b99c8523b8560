"""The command line's entrance: finds the command, and turns every ending into a sentence and an exit code."""

from __future__ import annotations

import importlib
import json
import os
import sys
import traceback
from argparse import Namespace
from collections.abc import Callable, Sequence

from carrel.base.errors import CarrelError, Stopped
from carrel.base.words import _
from carrel.cli.arguments import COMMANDS, parser

DONE, KNOWN_ERROR, STOPPED, BUG = 0, 1, 130, 70


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit codes are those of formats.md."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal without Unicode must not end us
    chosen = parser().parse_args(arguments)
    try:
        _command(chosen.command)(chosen)
        sys.stdout.flush()
    except CarrelError as error:
        _tell(error, as_json=chosen.json)
        return KNOWN_ERROR
    except (Stopped, KeyboardInterrupt):
        return STOPPED
    except BrokenPipeError:  # whoever reads our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:  # a bug of ours: told in a sentence, with its place and without anybody's words
        _tell(_bug(error), as_json=chosen.json)
        return BUG
    return DONE


def _command(name: str) -> Callable[[Namespace], None]:
    module, _colon, function = next(command.run for command in COMMANDS if command.name == name).partition(":")
    found: Callable[[Namespace], None] = getattr(importlib.import_module(module), function)
    return found


def _tell(error: CarrelError, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(error.as_json(), ensure_ascii=False), flush=True)
    print(f"{error.what}\n{error.next_step}", file=sys.stderr)
    if error.detail:
        print(f"({error.detail})", file=sys.stderr)


class Bug(CarrelError):
    """Something in Carrel is wrong."""


def _bug(error: Exception) -> Bug:
    places = [f"{os.path.basename(step.filename)}:{step.lineno}" for step in traceback.extract_tb(error.__traceback__)]
    return Bug(
        _("Something in Carrel went wrong. What was said before is kept."),
        _("Try again. If it happens again, please report it with the line below."),
        f"{type(error).__name__} at {' < '.join(reversed(places[-4:]))}",
    )
