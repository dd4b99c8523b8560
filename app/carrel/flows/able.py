"""Whether the model in the settings is large enough for work that very small ones do worse than code."""

from __future__ import annotations

from carrel.base.errors import CarrelError
from carrel.base.work import Cancel
from carrel.engine.api import Engine
from carrel.engine.models import STARTER
from carrel.flows.kit import Engines
from carrel.settings.file import SettingsFile

FEWEST_PARAMETERS = 500_000_000
"""Smaller models write questions and remarks that do not follow from anything."""


def able(engines: Engines, settings: SettingsFile, cancel: Cancel, model: str | None = None) -> Engine | None:
    """The engine, loaded, where its model is large enough; None where there is none, or code has to do. Raises Stopped.

    model: the name of another one than that in the settings.
    """
    if (model or settings.current.model) == STARTER:
        return None
    try:
        engine = engines.engine(model)
        parameters = engine.info(cancel).parameters
    except CarrelError:
        return None
    return engine if not 0 < parameters < FEWEST_PARAMETERS else None
