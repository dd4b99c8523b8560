"""`carrel examples dataset` and `bring`: a dataset out of what is kept here, and examples out of others' datasets."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from carrel.base.errors import CarrelError
from carrel.base.show import one_line
from carrel.base.words import _, counted
from carrel.base.work import Progress
from carrel.cli.progress import ProgressLine
from carrel.cli.talk import stoppable
from carrel.exchange.datasets import DATASET_FORMATS
from carrel.flows.datasets import bringing, making
from carrel.flows.datasets.card import left
from carrel.flows.datasets.made import Made
from carrel.flows.datasets.personal import Choices, Spotted
from carrel.flows.datasets.sources import Wanted, desk_named
from carrel.flows.examples import kept
from carrel.flows.kit import Kit

_Result = TypeVar("_Result")


class NoFolder(CarrelError):
    """It was not said where to write."""


def dataset(kit: Kit, arguments: Namespace) -> None:
    """Make a dataset, or only show what would be in it."""
    if not arguments.to and not arguments.dry_run:
        raise NoFolder(_("It is not said where to write."), _("Name a folder with --to, or look first with --dry-run."))
    places = () if arguments.course is None else (kept.place_of(kit, arguments.course),)
    chats = tuple(arguments.conversation)
    desks = tuple(desk_named(kit, name).id for name in arguments.desk)
    wanted = Wanted(places=places, feedback=arguments.feedback, chats=chats, desks=desks, system=arguments.system)
    written_as = next(one for one in DATASET_FORMATS if one.name == arguments.format)
    choices = Choices(arguments.treatment)
    with stoppable() as cancel:
        looked = _ended(making.look(kit, wanted, cancel))
        made = making.make(looked, choices, arguments.held_out, cancel)
    told: dict[str, Any] = {"format": written_as.name, **_counts(made)}
    if arguments.dry_run:
        _show_finds(made, choices, arguments)
        told |= {"left_out": dict(written_as.writes(made.rows).lost)}
        if arguments.json:
            _print_json(told)
        else:
            _say_counts(made)
        return
    day = kit.stamp.now().day
    out = making.write(made, written_as, Path(arguments.to), arguments.licence, day, replace_it=arguments.force)
    if arguments.json:
        rows = {"learned": out.learned, "held_out": out.held_out}
        _print_json({**told, **rows, "files": [str(path) for path in out.files], "left_out": dict(out.lost)})
        return
    _say_counts(made)
    print("\n".join((*out.lost.sentences(), *map(str, out.files))))


def _counts(made: Made) -> dict[str, Any]:
    return {
        "learned": len(made.learned),
        "held_out": len(made.held_out),
        "masked": dict(made.masked),
        "kept": dict(made.kept),
        "private": len(made.private),
        "twins": len(made.twins),
        "between": len(made.between),
        **made.looked.left,
    }


def _say_counts(made: Made) -> None:
    print(counted("One row to learn from.", "{count} rows to learn from.", len(made.learned)))
    print(counted("One row is held out.", "{count} rows are held out.", len(made.held_out)))
    for sentence in left(made):
        print(sentence)


def _show_finds(made: Made, choices: Choices, arguments: Namespace) -> None:
    """Each find with its line, and each row that is nearly the same as an older one."""
    for row in made.looked.rows:
        for one in made.looked.found.get(row.id, ()):
            if arguments.json:
                _print_json(_find(one, choices))
            else:
                print(f"{one.row} · {one.find.kind} · {one_line(one.line, 100)}")
    for twin in made.twins:
        if arguments.json:
            _print_json({"twin": twin.row.id, "of": twin.older.id, "alike": round(twin.share, 2)})
        else:
            words = _("{one} is nearly the same as {other}: {share} %")
            print(words.format(one=twin.row.id, other=twin.older.id, share=int(100 * twin.share)))


def _find(one: Spotted, choices: Choices) -> dict[str, Any]:
    return {
        "row": one.row,
        "part": one.part,
        "line": one.number,
        "kind": one.find.kind,
        "text": one.find.text,
        "on": one.line,
        "treatment": choices.of(one),
    }


def bring(kit: Kit, arguments: Namespace) -> None:
    """Bring in the rows of a file as examples."""
    place = kept.place_of(kit, arguments.course or "")
    with stoppable() as cancel:
        told = _ended(bringing.bring(kit, Path(arguments.file), cancel, place, dry_run=arguments.dry_run))
    if arguments.json:
        bad = [{"place": one.place, "why": one.why} for one in told.bad]
        counts = {"file": arguments.file, "source": told.source, "examples": len(told.kept), "known": told.known}
        _print_json({**counts, "bad": bad, "more_bad": told.more_bad, "left_out": dict(told.lost)})
        return
    words = (
        counted("One example would come in.", "{count} examples would come in.", len(told.kept))
        if arguments.dry_run
        else counted("One example came in.", "{count} examples came in.", len(told.kept))
    )
    print(words)
    if told.known:
        print(counted("One was here already.", "{count} were here already.", told.known))
    for sentence in told.sentences():
        print(sentence, file=sys.stderr)


def _ended(steps: Iterator[Progress | _Result]) -> _Result:
    """What comes of the work last; how far it has come goes to the terminal."""
    line = ProgressLine()
    results: list[_Result] = []
    try:
        for step in steps:
            line.show(step) if isinstance(step, Progress) else results.append(step)
    finally:
        line.clear()
    return results[-1]


def _print_json(told: dict[str, Any]) -> None:
    print(json.dumps(told, ensure_ascii=False))
