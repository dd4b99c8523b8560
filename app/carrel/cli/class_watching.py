"""`carrel class watch`: packs go to and fro by themselves, in a folder of the school."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

from carrel.base.errors import Stopped
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.classroom.watched.model import ClassFolder
from carrel.cli.house import opened
from carrel.cli.progress import ProgressLine
from carrel.cli.talk import stoppable
from carrel.flows.classes import watching
from carrel.flows.classes.news import News
from carrel.flows.kit import Kit

_EVERY_S = 10.0
"""Seconds between two looks."""
_STILL_S = 2.0
"""Seconds in which a file that is being copied changes its size, or the time it was written."""


def watch(arguments: Namespace) -> None:
    """Choose or leave the folder of a class, and look into it until Ctrl-C, or once."""
    with opened() as kit, stoppable() as cancel:
        if arguments.off:
            watching.stop(kit, arguments.classroom)
            _say({"folder": None}, _("No folder is watched for this class any more. What lies there stays."), arguments)
            return
        folder = _folder(kit, arguments)
        words = _("{folder} is watched for “{title}”.").format(folder=folder.folder, title=folder.title)
        _say({"folder": folder.folder, "side": folder.side}, words, arguments)
        looking = watching.Watch(kit, folder)
        _look(looking, cancel, arguments)
        still = _STILL_S
        while not cancel.wait(still):
            _look(looking, cancel, arguments)
            if arguments.once:
                return
            still = _EVERY_S
        raise Stopped


def _folder(kit: Kit, arguments: Namespace) -> ClassFolder:
    if arguments.folder:
        return watching.choose(kit, arguments.classroom, Path(arguments.folder))
    return watching.folder_of(kit, arguments.classroom)


def _look(looking: watching.Watch, cancel: Cancel, arguments: Namespace) -> None:
    line = ProgressLine()
    for step in looking.look(cancel):
        if isinstance(step, Progress):
            line.show(step)
            continue
        line.clear()
        _say(_told(step), " ".join(filter(None, (f"{step.path.name}:", step.says, step.next_step))), arguments)


def _told(news: News) -> dict[str, Any]:
    told: dict[str, Any] = {"news": news.kind, "file": str(news.path), "says": news.says, "next": news.next_step}
    if news.taken is not None:
        pupil = news.taken.pupil.name if news.taken.pupil is not None else None
        told |= {"tries": news.taken.tries, "pupil": pupil, "fingerprint": news.taken.fingerprint}
    return told


def _say(told: dict[str, Any], words: str, arguments: Namespace) -> None:
    print(json.dumps(told, ensure_ascii=False) if arguments.json else words, flush=True)
