"""Brings the passages that may answer a question: by their words always, by their meaning where that is possible."""

from __future__ import annotations

from dataclasses import dataclass

from carrel.base.errors import CarrelError
from carrel.base.work import Cancel
from carrel.engine.api import Urgency
from carrel.flows.kit import Kit
from carrel.library import search
from carrel.library.meaning import tables
from carrel.library.meaning.fusing import fuse
from carrel.library.model import Found, Scope

RANKED = 60
"""How many passages of each search are fused."""


@dataclass(frozen=True)
class Retrieved:
    """What a search brought, best first, neighbours joined.

    by_meaning: whether meanings were compared, too. documents: how many were looked into.
    """

    found: tuple[Found, ...]
    by_meaning: bool
    documents: int


def retrieve(kit: Kit, query: str, scope: Scope, limit: int, cancel: Cancel) -> Retrieved:
    """The passages in this scope that may answer the query, at most so many.

    Without a model for meanings, or when its process fails, words alone decide. Raises Stopped.
    """
    asked = _meaning(kit, query, cancel)
    cancel.check()
    with kit.store.reading() as db:
        found = search.find(db, query, scope, max(RANKED, limit))
        if asked is not None:
            model, vector = asked
            among = [one.passage.number for one in found]
            found = fuse(found, kit.vectors.nearest(db, model, vector, scope, RANKED, among))
        whole = search.joined(db, found[: 2 * limit])[:limit]
        return Retrieved(tuple(whole), asked is not None, search.searched(db, scope))


def _meaning(kit: Kit, query: str, cancel: Cancel) -> tuple[str, list[float]] | None:
    """The model that made the library's vectors, and its vector of the query; None where there are none."""
    model = kit.meanings.model()
    if model is None or not query.strip():
        return None
    with kit.store.reading() as db:
        if not tables.version(db, model)[0]:
            return None
    try:
        return model, kit.meanings.engine().embed([query], cancel, Urgency.CHAT)[0]
    except CarrelError:  # the search by words still answers, and the models window says what is wrong with a model
        return None
