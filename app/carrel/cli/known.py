"""`carrel progress` and `carrel recommend`: what is known, what is due, and what to do next."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from typing import Any

from carrel.base.show import one_line
from carrel.base.words import _, counted
from carrel.flows import evidence
from carrel.flows.evidence import Known
from carrel.flows.figures.words import sure
from carrel.flows.recommend import recommended
from carrel.progress.model import Try
from carrel.wiring import open_house


def progress(arguments: Namespace) -> None:
    """Print a line for each skill: those that were tried, and with --json all that are here."""
    house = open_house(os.environ)
    try:
        known = evidence.progress(house.kit)
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
    """Print what to do next, the best first."""
    house = open_house(os.environ)
    try:
        told = recommended(house.kit)
    finally:
        house.close()
    for one in told:
        if arguments.json:
            print(json.dumps(vars(one), ensure_ascii=False))
        else:
            minutes = counted("about one minute", "about {count} minutes", one.minutes)
            print(f"{one_line(one.what)} ({minutes})\n    {one_line(one.because)}")
    if not told and not arguments.json:
        print(_("There is nothing here to learn yet. Install a course pack, such as Foundations."), file=sys.stderr)


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
