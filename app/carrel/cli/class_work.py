"""`carrel class write` and `work`: a pupil writes what a class asks for, and a teacher gets it with how it was made."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from carrel.base.show import one_line
from carrel.base.words import _, counted
from carrel.cli.house import opened
from carrel.flows.classes import works, writing
from carrel.flows.classes.works import PupilWork, WrittenOut
from carrel.flows.classes.writing import Writing
from carrel.flows.take_out import write_new


def _write(arguments: Namespace) -> None:
    with opened() as kit:
        if arguments.file:
            found = writing.submit(kit, arguments.task, Path(arguments.file))
        else:
            found = writing.open_work(kit, arguments.task)
        if arguments.record_to:
            record = writing.record_of(kit, arguments.task)
            write_new(Path(arguments.record_to), record, replace=arguments.force)
    if arguments.json:
        _print(_writing(found))
        return
    print(found.told)
    print(f"{found.rules.says} {found.rules.sees}")
    print(one_line(found.asked.task, 2_000))
    for said in found.made:
        print(f"  {said}")
    if found.handed is not None and not found.is_news:
        print(_("It is handed in: “carrel class results” writes the file for your teacher."))


def _writing(found: Writing) -> dict[str, Any]:
    return {
        "work": found.work,
        "assignment": found.asked.id,
        "task": found.asked.task,
        "told": found.told,
        "rule": found.rules.says,
        "characters": len(found.text),
        "handed_in": found.handed.utc if found.handed is not None else None,
        "changed_since": found.is_news,
        "made": list(found.made),
    }


def _work(arguments: Namespace) -> None:
    with opened() as kit:
        found = works.works(kit, arguments.classroom, arguments.pupil)
    folder = Path(arguments.to) if arguments.to else None
    files = works.write_out(found, folder, replace_files=arguments.force) if folder is not None else [None] * len(found)
    for one, written in zip(found, files, strict=True):
        if arguments.json:
            _print(_told(one, written))
            continue
        words = counted("one word", "{count} words", len(one.work.text.split()))
        print(f"{one.pupil.code}  {one_line(one.pupil.name)}: {one_line(one.work.title)}, {words}")
        for said in (*one.doubts, *one.made):
            print(f"    {said}")
        if written is not None:
            print(f"    {written.text}\n    {written.record}")
    if not found and not arguments.json:
        print(_("Nothing that was written was handed in yet."))


def _told(one: PupilWork, written: WrittenOut | None) -> dict[str, Any]:
    work = one.work
    told = {"pupil": one.pupil.id, "code": one.pupil.code, "name": one.pupil.name, "work": work.id}
    told |= {"assignment": work.assignment, "title": work.title, "text": work.text, "handed_in": work.handed.utc}
    files = {"file": str(written.text), "record": str(written.record)} if written is not None else {}
    return {
        **told,
        "sound": work.sound,
        "rewritten": work.rewritten,
        "made": list(one.made),
        "doubts": list(one.doubts),
        **files,
    }


def _print(told: dict[str, Any]) -> None:
    print(json.dumps(told, ensure_ascii=False), flush=True)


WORK: dict[str, Callable[[Namespace], None]] = {"write": _write, "work": _work}
