"""`carrel examples`: replies as you would have said them, listed, shown, written, changed and removed."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from carrel.base.show import one_line
from carrel.base.words import _, counted
from carrel.cli import datasets
from carrel.cli.house import opened
from carrel.examples.model import CHATS, Correction, Place
from carrel.flows.examples import kept
from carrel.flows.examples.kept import Held
from carrel.flows.kit import Kit


def examples(arguments: Namespace) -> None:
    """Do what was asked."""
    with opened() as kit:
        _ACTIONS[arguments.action](kit, arguments)


def _list(kit: Kit, arguments: Namespace) -> None:
    place = None if arguments.course is None else kept.place_of(kit, arguments.course)
    found = kept.listed(kit, arguments.words, place)
    for one in found:
        if arguments.json:
            print_json(_as_json(one))
            continue
        belongs = one.course or one.desk
        where = f"  ({belongs.title})" if belongs is not None else ""
        print(f"{one.correction.id}  {one_line(one.correction.question, 80)}{where}")
    if not found and not arguments.json:
        print(_("There is no example for this. “I'd have said…” under a reply makes one."), file=sys.stderr)


def _show(kit: Kit, arguments: Namespace) -> None:
    held = kept.named(kit, arguments.id)
    if arguments.json:
        print_json(_as_json(held))
        return
    one = held.correction
    parts = (
        (_("Asked"), one.question),
        (_("Said"), one.said),
        (_("You would have said"), one.better),
        (_("Because"), one.why),
    )
    print("\n\n".join(f"{title}:\n{text}" for title, text in parts if text))
    if one.place.kind != "desk":  # drafts are not kept, so that nobody knows
        print(used(held), file=sys.stderr)


def used(held: Held) -> str:
    """How often an example was used, and when last."""
    if held.last is None:
        return _("It was not used yet.")
    times = counted("It was used once.", "It was used {count} times.", held.times)
    return f"{times} {_('Last: {when}.').format(when=held.last.day)}"


def _add(kit: Kit, arguments: Namespace) -> None:
    place = kept.place_of(kit, arguments.course or "")
    made = kept.add(kit, arguments.asked, _text(arguments.better) or "", arguments.why or "", place)
    _tell_kept(kit, made, arguments)


def _edit(kit: Kit, arguments: Namespace) -> None:
    before = kept.named(kit, arguments.id).correction
    said = {"question": arguments.asked, "better": _text(arguments.better), "why": arguments.why}
    changed = replace(before, **{name: text for name, text in said.items() if text is not None})
    if arguments.no_course or arguments.course is not None:
        changed = replace(changed, place=CHATS if arguments.no_course else kept.place_of(kit, arguments.course))
    _tell_kept(kit, kept.change(kit, changed), arguments)


def _tell_kept(kit: Kit, one: Correction, arguments: Namespace) -> None:
    if arguments.json:
        print_json(_as_json(kept.show(kit, one.id)))
    else:
        print(_("Kept. It is used from the next question on that is like it."), one.id)


def _remove(kit: Kit, arguments: Namespace) -> None:
    named = list(dict.fromkeys(kept.named(kit, name).correction.id for name in arguments.ids))
    removed = kept.remove(kit, named)
    for one in removed:
        if arguments.json:
            print_json({"removed": one.id})
    if not arguments.json:
        print(counted("One example was removed.", "{count} examples were removed.", len(removed)))


_ACTIONS: dict[str, Callable[[Kit, Namespace], None]] = {
    "list": _list,
    "show": _show,
    "add": _add,
    "edit": _edit,
    "remove": _remove,
    "dataset": datasets.dataset,
    "bring": datasets.bring,
}


def _as_json(held: Held) -> dict[str, Any]:
    one = held.correction
    return {
        "id": one.id,
        "question": one.question,
        "said": one.said,
        "better": one.better,
        "why": one.why,
        "place": _place(one.place, held),
        "at": one.created.utc,
        "conversation": held.chat or None,
        "message": one.message or None,
        "used": held.times if one.place.kind != "desk" else None,
        "last_used": held.last.utc if held.last is not None else None,
    }


def _place(place: Place, held: Held) -> dict[str, Any]:
    belongs = held.course or held.desk
    return {"kind": place.kind, "id": place.id or None, "title": belongs.title if belongs is not None else None}


def _text(given: str | None) -> str | None:
    """What was typed, or what standard input holds for “-”."""
    return sys.stdin.read() if given == "-" else given


def print_json(told: dict[str, Any]) -> None:
    """A line of what a program reads."""
    print(json.dumps(told, ensure_ascii=False))
