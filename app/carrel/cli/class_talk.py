"""`carrel class talk`: what a pupil and the tutor said about the questions of a task that asks for it."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable
from typing import Any

from carrel.base.show import one_line
from carrel.base.words import _
from carrel.cli.house import opened
from carrel.flows.classes.shared_talks import PupilTalk, talks_of


def _talk(arguments: Namespace) -> None:
    with opened() as kit:
        found = talks_of(kit, arguments.classroom, arguments.pupil)
    for one in found:
        if arguments.json:
            print(json.dumps(_told(one), ensure_ascii=False), flush=True)
            continue
        print(f"{one.pupil.code}  {one_line(one.pupil.name)}: {one_line(one.task)}, {one_line(one.question)}")
        for who, said in one.lines():
            print(f"    {who}: {one_line(said, 20_000)}")
    if not found and not arguments.json:
        print(_("No talk with the tutor came along yet. It does where an assignment was set with --transcript."))


def _told(one: PupilTalk) -> dict[str, Any]:
    told = {"pupil": one.pupil.id, "code": one.pupil.code, "name": one.pupil.name, "task": one.task}
    turns = [{"role": turn.role, "text": turn.text, "at": turn.said.utc} for turn in one.turns]
    return {**told, "item": one.item, "question": one.question, "turns": turns}


TALK: dict[str, Callable[[Namespace], None]] = {"talk": _talk}
