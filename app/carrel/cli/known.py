"""`carrel progress` and `carrel recommend`: what is known, what is due, and what to do next."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from carrel.base.show import one_line
from carrel.base.words import _, counted
from carrel.flows import evidence
from carrel.flows.evidence import Known
from carrel.flows.figures.words import sure
from carrel.flows.profile import of_learner
from carrel.flows.recommend import (
    MOST,
    aside_named,
    offered,
    recommended_and_resting,
    resting,
    set_aside,
    take_back,
)
from carrel.flows.suggesting import Suggestion
from carrel.progress.aside.model import Aside
from carrel.progress.model import Try
from carrel.wiring import open_house


def progress(arguments: Namespace) -> None:
    """Print a line for each skill: those that were tried, and with --json all that are here."""
    house = open_house(os.environ)
    try:
        kit = of_learner(house.kit, arguments.learner)
        known = evidence.progress(kit, kit.learner)
    finally:
        house.close()
    for one in known:
        if arguments.json:
            print(json.dumps(_as_json(one), ensure_ascii=False))
        elif one.tries:
            print(_in_words(one))
    untried = sum(not one.tries for one in known)
    if untried and not arguments.json:
        print(counted("One skill was not tried yet.", "{count} skills were not tried yet.", untried), file=sys.stderr)


def recommend(arguments: Namespace) -> None:
    """Print what to do next, the best first; or set a suggestion aside, take one back, or list those set aside."""
    house = open_house(os.environ)
    try:
        kit = of_learner(house.kit, arguments.learner)
        who = kit.learner
        if arguments.set_aside:
            _print_asides(resting(kit, who), as_json=arguments.json)
            return
        if arguments.not_useful is not None:
            set_aside(kit, offered(kit, arguments.not_useful, who), who)
        if arguments.take_back is not None:
            aside = aside_named(kit, arguments.take_back, who)
            take_back(kit, aside.kind, aside.about, who)
        offers, rests = recommended_and_resting(kit, who)
        told = offers[:MOST]
    finally:
        house.close()
    for one in told:
        if arguments.json:
            print(json.dumps(_suggested(one), ensure_ascii=False))
        else:
            minutes = counted("about one minute", "about {count} minutes", one.minutes)
            print(f"{one_line(one.what)} ({minutes})\n    {one_line(one.because)}")
    if not told and rests and not arguments.json:
        print(_("Everything there is to suggest was set aside. “--set-aside” lists it."), file=sys.stderr)
    elif not told and not arguments.json:
        print(_("There is nothing here to learn yet. Install a course pack, such as Foundations."), file=sys.stderr)


def _suggested(one: Suggestion) -> dict[str, Any]:
    """The object of formats.md §4."""
    return {name: getattr(one, name) for name in ("what", "kind", "id", "minutes", "because")}


def _print_asides(asides: Sequence[Aside], *, as_json: bool) -> None:
    """What was set aside, with what takes it back."""
    for one in asides:
        if as_json:
            told = {"what": one.what, "kind": one.kind, "id": one.about, "at": one.created.utc, "day": one.created.day}
            print(json.dumps(told, ensure_ascii=False))
        else:
            name = f"{one.kind}:{one.about}" if one.about else one.kind
            back = _("set aside on {day}; “--take-back {id}” brings it back").format(day=one.created.day, id=name)
            print(f"{one_line(one.what)}\n    {back}")


def _as_json(known: Known) -> dict[str, Any]:
    """The object of formats.md §4; p is null while there is not enough evidence. helped: the tries with help."""
    told = known.mastery
    sure = {"p": told.p, "low": told.low, "high": told.high} if told.enough else dict.fromkeys(("p", "low", "high"))
    return {
        "skill": known.skill,
        "name": known.name,
        "state": known.state,
        "unaided": {**sure, "tries": told.tries, "right": told.right},
        "assisted": {"tries": told.assisted, "right": told.assisted_right},
        "helped": {"tries": known.helped, "right": known.helped_right},
        "due": known.due,
        "due_now": known.due_now,
        "stuck": known.stuck,
        "evidence": [_try(one) for one in known.tries],
    }


def _try(one: Try) -> dict[str, Any]:
    told = {"attempt": one.id, "item": one.item, "verdict": one.verdict, "score": one.score, "help": one.help}
    return {**told, "unaided": one.unaided, "at": one.created.utc, "day": one.created.day}


def _in_words(known: Known) -> str:
    told = known.mastery
    standing = sure(known) if told.enough else _("not enough evidence")
    unaided = counted("one try unaided", "{count} tries unaided", told.tries)
    assisted = counted("one other", "{count} others", told.assisted)
    due = _("due on {day}").format(day=known.due) if known.due is not None else _("nothing due")
    return f"{one_line(known.name)}\n    {standing}; {unaided}, {assisted}; {due}"
