"""`carrel class codes`, `change` and `withdraw`: what is kept of pupils, and what was set, is changed."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from carrel.base.words import _
from carrel.classroom.classes.model import ClassMissing, Pupil
from carrel.cli.house import opened
from carrel.flows.classes import codes, pupils, setting
from carrel.flows.classes.rooms import Room, room
from carrel.flows.kit import Kit


def _codes(arguments: Namespace) -> None:
    with opened() as kit:
        path = codes.write(kit, arguments.classroom, Path(arguments.to), replace=arguments.force)
    _say({"file": str(path)}, _("{file} was written.").format(file=path), arguments)


def _change(arguments: Namespace) -> None:
    with opened() as kit:
        here = _named(room(kit, arguments.classroom), arguments.pupil)
        changed = _changed(kit, here, arguments)
    told = {name: getattr(changed, name) for name in ("id", "name", "code", "groups", "left")}
    said = _("{name} left the class; what was done is kept.") if changed.left else _("{name} is in the class.")
    _say(told, said.format(name=changed.name), arguments)


def _changed(kit: Kit, here: Pupil, arguments: Namespace) -> Pupil:
    groups = here.groups if arguments.group is None else arguments.group
    if arguments.name or arguments.group is not None:
        here = pupils.change(kit, here.id, arguments.name or here.name, groups)
    if arguments.left or arguments.back:
        here = pupils.leave(kit, here.id, left=arguments.left)
    return here


def _withdraw(arguments: Namespace) -> None:
    with opened() as kit:
        found = [one for one in room(kit, arguments.classroom).assignments if arguments.task in {one.id, one.title}]
        if len(found) != 1:
            raise ClassMissing(_("There is no such assignment."), _("“carrel class show” tells what was set."))
        gone = setting.remove(kit, found[0].id)
    said = _("“{title}” was taken back; pupils no longer see it once they open the next pack.")
    _say({"assignment": gone.id, "title": gone.title}, said.format(title=gone.title), arguments)


PEOPLE: dict[str, Callable[[Namespace], None]] = {"codes": _codes, "change": _change, "withdraw": _withdraw}


def _named(here: Room, name: str) -> Pupil:
    """The pupil with this id, code or name."""
    wanted = name.strip().casefold()
    found = [one for one in here.pupils if wanted in {one.id, one.code.casefold(), one.name.casefold()}]
    if len(found) == 1:
        return found[0]
    what = _("More than one pupil is called that.") if found else _("There is no such pupil.")
    raise ClassMissing(what, _("Name a pupil by the code; “carrel class show” tells it."))


def _say(told: dict[str, Any], words: str, arguments: Namespace) -> None:
    print(json.dumps(told, ensure_ascii=False) if arguments.json else words, flush=True)
