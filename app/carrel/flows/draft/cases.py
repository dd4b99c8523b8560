"""Brings together what a draft is made from: the desk with all that is on it, and the model that may word it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carrel.base.work import Cancel
from carrel.behaviours import tables as behaviours
from carrel.behaviours.model import Behaviour, BehaviourMissing
from carrel.desk.articles import tables as articles
from carrel.desk.catalogue import tables as catalogue
from carrel.desk.model import Desk, Thread
from carrel.engine.api import Engine
from carrel.flows.able import able
from carrel.flows.draft.model import Case
from carrel.flows.kit import Kit

if TYPE_CHECKING:
    from carrel.store.db import Database


def case_of(kit: Kit, desk: Desk, thread: Thread) -> Case:
    """The case that a thread is at this desk, with the behaviour that the desk names."""
    with kit.store.reading() as db:
        products = tuple(catalogue.products(db, desk.id))
        documents = tuple(articles.documents(db, desk.id))
        behaviour, lacks = _behaviour(db, desk.behaviour)
    return Case(desk, thread, products, documents, behaviour, lacks)


def _behaviour(db: Database, name: str) -> tuple[Behaviour | None, str]:
    """The behaviour of this name, or the name of the one that is not here; neither where none is named."""
    if not name:
        return None, ""
    try:
        return behaviours.by_name(db, name), ""
    except BehaviourMissing:
        return None, name


def engine_for(kit: Kit, model: str | None, cancel: Cancel) -> Engine | None:
    """The engine that words drafts: the one a person names, else the usual one where its test lets it; None for code.

    Raises ModelRefused for a named one that is not there, and Stopped.
    """
    return kit.engines.engine(model) if model else able(kit, "draft", cancel)
