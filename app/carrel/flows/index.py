"""Makes the vectors of the library's passages while nobody waits for a model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from carrel.base.errors import Stopped
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.engine.api import Urgency
from carrel.flows.kit import Kit
from carrel.library.meaning import tables
from carrel.library.model import Passage

BATCH = 8
"""Passages: about a third of a second of work, which is lost when it is stopped."""

PAUSE_S = 0.25
"""So often it is looked whether the model that talks is still needed."""


def index_meanings(kit: Kit, cancel: Cancel) -> Iterator[Progress]:
    """Make the vectors that are missing, and tell how far it is; nothing where there is no model for them.

    Each batch is a transaction, so that a stop loses no other, and the next run goes on where this one ended. Vectors
    of another model are taken away first. Whoever asks a model for anything goes first. Raises Stopped, and what
    `Engine.embed` raises.
    """
    model = kit.meanings.model()
    if model is None:
        return
    with kit.store.writing() as db:
        tables.forget_others(db, model)
    done, total = indexed(kit)
    before: int | None = None
    while True:
        passages = _missing(kit, model, before)
        if not passages and before is None:
            return
        if not passages:
            before = None  # once more from the beginning: what came in meanwhile
            continue
        _wait(kit, cancel)
        vectors = _vectors(kit, passages, cancel)
        if vectors is None:
            continue  # somebody asked for something, and goes first
        if kit.meanings.model() != model:
            return
        with kit.store.writing() as db:
            tables.keep(db, model, [(one.number, vector) for one, vector in zip(passages, vectors, strict=True)])
        before = min(one.number for one in passages)
        done += len(passages)
        yield Progress(_("Indexing the library"), min(done, total), total)


def indexed(kit: Kit) -> tuple[int, int]:
    """How many passages can be found by meaning, and how many there are; (0, 0) without a model for it."""
    model = kit.meanings.model()
    if model is None:
        return 0, 0
    with kit.store.reading() as db:
        return tables.indexed(db, model)


def _missing(kit: Kit, model: str, before: int | None) -> list[Passage]:
    with kit.store.reading() as db:
        return tables.without_vector(db, model, BATCH, before)


def _wait(kit: Kit, cancel: Cancel) -> None:
    cancel.check()
    while not kit.meanings.may_work():
        cancel.wait(PAUSE_S)
        cancel.check()


def _vectors(kit: Kit, passages: Sequence[Passage], cancel: Cancel) -> list[list[float]] | None:
    """The vectors of the passages with their headings; None when somebody more urgent took the engine away."""
    engine, batch = kit.meanings.engine(), Cancel()
    forget = cancel.on_set(batch.set)
    try:
        texts = [f"{one.title}\n{one.heading}\n{one.text}" for one in passages]
        return engine.embed(texts, batch, Urgency.READ_AHEAD)
    except Stopped:
        cancel.check()
        return None
    finally:
        forget()
