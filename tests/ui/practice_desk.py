"""A desk to practise at: the lessons that come with Carrel, and the way to any of their items."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from carrel.assessment.attempts import tables as attempts
from carrel.base.files import resource
from carrel.base.work import Cancel
from carrel.flows import pack_shelf, practise
from carrel.flows.kit import Kit
from carrel.flows.practise import Wish

FOUNDATIONS = resource("packs/foundations")


def install(kit: Kit, folder: Path = FOUNDATIONS) -> None:
    """Install a pack, at first Foundations."""
    list(pack_shelf.install(kit, folder, Cancel()))


def lying_at(kit: Kit, item: str, *, timed: bool = False, count: int = 20) -> str:
    """A session that lies open at this item; its id."""
    with kit.store.reading() as db:
        topic = attempts.topic(db, item)
    now = practise.begin(kit, Wish("topic", (topic,), count, timed))
    with kit.store.writing() as db:
        attempts.keep_standing(db, replace(attempts.session(db, now.session), item=item, seen=(item,)))
    return now.session


def item_of(kit: Kit, item: str) -> dict[str, Any]:
    """An item with its keys, as it stands in the pack."""
    with kit.store.reading() as db:
        found: dict[str, Any] = json.loads(attempts.body(db, item))
    return found
