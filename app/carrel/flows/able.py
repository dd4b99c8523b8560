"""Which work a model is given here: what its test says, and without one, whether it is large enough."""

from __future__ import annotations

from carrel.base.errors import CarrelError
from carrel.base.work import Cancel
from carrel.engine.adapters import base_of
from carrel.engine.api import Engine
from carrel.engine.models import STARTER
from carrel.flows.fitness.model import RoleId
from carrel.flows.fitness.words import refusal
from carrel.flows.kit import Kit

FEWEST_PARAMETERS = 500_000_000
"""Smaller models write questions and remarks that do not follow from anything; where a test says that one does better,
the test counts."""


def able(kit: Kit, role: RoleId, cancel: Cancel, model: str | None = None) -> Engine | None:
    """The engine, loaded, where its model may play this role; None where there is none, or code has to do.

    Without a test a model has to be large enough. model: the name of another one than that in the settings. Raises
    Stopped.
    """
    name = model or kit.settings.current.model
    state = kit.roles.of(name, role).state
    if state == "refused" or (state == "unknown" and base_of(name) == STARTER):
        return None
    try:
        engine = kit.engines.engine(model)
        return None if is_small(engine, cancel) and state == "unknown" else engine
    except CarrelError:
        return None


def is_small(engine: Engine, cancel: Cancel) -> bool:
    """Whether its model is too small for work that nobody looks at; raises Stopped, and what `Engine.info` raises."""
    return 0 < engine.info(cancel).parameters < FEWEST_PARAMETERS


def may(kit: Kit, role: RoleId) -> bool:
    """Whether the usual model may play a role that every model plays until a test says otherwise."""
    return kit.roles.of(kit.settings.current.model, role).state != "refused"


def why_not(kit: Kit, role: RoleId, model: str | None = None) -> str:
    """Why code did the work of the model, for a person to read; empty unless its test says so."""
    return refusal(kit.roles.of(model or kit.settings.current.model, role))
