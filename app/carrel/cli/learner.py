"""`carrel learner`: what you said of yourself, your goals, what is remembered, and what the tutor is told of it."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from carrel.base.show import one_line
from carrel.base.words import _
from carrel.cli.house import opened
from carrel.flows import profile, remember
from carrel.flows.kit import Kit
from carrel.learner.model import FactMissing, no_choice

FIELDS = ("called", "level", "interests", "language", "reading", "length", "manner", "needs", "remembers")

_SWITCH = {
    "": True,
    "on": True,
    "yes": True,
    "true": True,
    "1": True,
    "off": False,
    "no": False,
    "false": False,
    "0": False,
}


def learner(arguments: Namespace) -> None:
    """Do what was asked; raises NotSaid, GoalMissing and FactMissing."""
    with _kit(arguments.learner) as kit:
        _ACTIONS[arguments.action](kit, arguments)


def _show(kit: Kit, arguments: Namespace) -> None:
    looked = profile.look(kit, kit.learner)
    if arguments.json:
        print(json.dumps(_as_json(looked), ensure_ascii=False))
        return
    for name in FIELDS:
        if words := _in_words(getattr(looked.profile, name)):
            print(f"{name}: {words}")
    for goal in looked.goals:
        done, by = "x" if goal.done else " ", f" ({goal.date})" if goal.date else ""
        print(f"[{done}] {goal.words}{by}  {goal.id}")
    for one in looked.facts:
        print(f"– {one.fact.words}  {one.fact.id}")
    print(_("What the tutor is told about you:"), file=sys.stderr)
    print("\n".join(filter(None, (looked.preview.about, looked.preview.remembered))) or _("Nothing."))


def _set(kit: Kit, arguments: Namespace) -> None:
    name, value = arguments.field, arguments.value.strip()
    said: Any = value
    if name == "needs":
        said = tuple(one.strip() for one in value.split(",") if one.strip())
    elif name == "remembers":
        if value.casefold() not in _SWITCH:
            raise no_choice(value, ("on", "off"))
        said = _SWITCH[value.casefold()]
    kept = profile.keep(kit, replace(profile.profile(kit, kit.learner), **{name: said}))
    _tell(arguments, {"field": name, "value": getattr(kept, name)}, _("Kept. It holds from the next turn on."))


def _goal(kit: Kit, arguments: Namespace) -> None:
    goal = profile.add_goal(kit, arguments.words, arguments.by, arguments.about, kit.learner)
    _tell(arguments, vars(goal), _("Kept as a goal."))


def _forget(kit: Kit, arguments: Namespace) -> None:
    """A fact or a goal, whichever has this id."""
    try:
        gone = remember.forget(kit, arguments.id)
        told: dict[str, Any] = {"fact": gone.id, "words": gone.words}
    except FactMissing:
        goal = profile.drop_goal(kit, arguments.id)
        told = {"goal": goal.id, "words": goal.words}
    _tell(arguments, told, _("Forgotten: {words}").format(words=one_line(told["words"])))


_ACTIONS: dict[str, Callable[[Kit, Namespace], None]] = {
    "show": _show,
    "set": _set,
    "goal": _goal,
    "forget": _forget,
}


def _as_json(looked: profile.Looked) -> dict[str, Any]:
    said = vars(looked.profile)
    return {
        "learner": looked.profile.learner,
        "profile": {name: said[name] for name in FIELDS},
        "goals": [vars(goal) for goal in looked.goals],
        "facts": [
            {
                "id": one.fact.id,
                "words": one.fact.words,
                "by": one.fact.by,
                "at": one.fact.created.utc,
                "message": one.fact.message if one.conversation is not None else None,
                "conversation": one.conversation,
            }
            for one in looked.facts
        ],
        "told": [part for part in (looked.preview.about, looked.preview.remembered) if part],
    }


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return "" if value else "off"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _tell(arguments: Namespace, told: dict[str, Any], words: str) -> None:
    print(json.dumps(told, ensure_ascii=False) if arguments.json else words)


@contextmanager
def _kit(name: str) -> Iterator[Kit]:
    """The house with this learner in it, who may be new."""
    with opened() as kit:
        yield replace(kit, learner=one_line(name, 40))
