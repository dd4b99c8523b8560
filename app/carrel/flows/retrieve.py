"""Finding passages for a question: by their words, and by their meaning where a model for that is there."""

from __future__ import annotations

from dataclasses import dataclass

from carrel.base.work import Cancel
from carrel.flows.kit import Kit
from carrel.library import search, tables
from carrel.library.model import Found, Scope


@dataclass(frozen=True)
class Retrieved:
    """What was found, best first; documents: how many were searched; by_meaning: whether meanings were compared."""

    found: tuple[Found, ...]
    documents: int
    by_meaning: bool = False


def retrieve(kit: Kit, query: str, scope: Scope, limit: int, cancel: Cancel) -> Retrieved:
    """The passages that answer best to the query."""
    cancel.check()
    with kit.store.reading() as db:
        documents = len(scope.documents) or tables.count(db, scope.course)
        return Retrieved(tuple(search.find(db, query, scope, limit)) if documents else (), documents)
