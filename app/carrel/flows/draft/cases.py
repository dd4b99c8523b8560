"""Brings together what a draft is made from: the desk with all that is on it, and the model that may word it."""

from __future__ import annotations

from carrel.base.work import Cancel
from carrel.desk.articles import tables as articles
from carrel.desk.catalogue import tables as catalogue
from carrel.desk.model import Desk, Thread
from carrel.engine.api import Engine
from carrel.flows import manner
from carrel.flows.able import able
from carrel.flows.draft.model import Case
from carrel.flows.kit import Kit

LONGEST_BEHAVIOUR = 2_000
"""Characters of a behaviour that stand in the prompt for a draft: the sources need the room."""


def case_of(kit: Kit, desk: Desk, thread: Thread) -> Case:
    """The case that a thread is at this desk, with so much of the behaviour that the desk names as has room."""
    with kit.store.reading() as db:
        products = tuple(catalogue.products(db, desk.id))
        documents = tuple(articles.documents(db, desk.id))
        behaviour = manner.named(db, desk.behaviour, lambda part: len(part) <= LONGEST_BEHAVIOUR).text
    return Case(desk, thread, products, documents, behaviour)


def engine_for(kit: Kit, model: str | None, cancel: Cancel) -> Engine | None:
    """The engine that words drafts: the one a person names, else the usual one where its test lets it; None for code.

    Raises ModelRefused for a named one that is not there, and Stopped.
    """
    return kit.engines.engine(model) if model else able(kit, "draft", cancel)
