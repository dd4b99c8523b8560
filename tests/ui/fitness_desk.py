"""Models that can be tested, by an engine that does everything right, and a card on which not everything went well."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import carrel
from carrel.base.stamp import Stamp
from carrel.engine.api import Engine
from carrel.engine.models import STARTER, Models
from carrel.flows.choose_model import ModelChoices
from carrel.flows.fitness.cards import Cards
from carrel.flows.fitness.model import FitnessCard, Measured, Speed, Tried
from carrel.flows.fitness.trials import Opened
from carrel.flows.kit import Kit
from carrel.flows.probing.families import PROBES
from carrel.flows.probing.items import version
from carrel.flows.probing.trials import ModelTrials
from tests.ui.desk import NO_TOOLS

MISSED = {"keeping": 4, "mistakes": 6, "names": 1, "questions": 1, "reading": 2}


def choices_with(kit: Kit, stamp: Stamp, engine: Engine) -> ModelChoices:
    """The starter alone, which can be tested."""
    models = Models(kit.places.models, Models.at(kit.places).find(STARTER).path, ())
    trials = ModelTrials(models, Cards(models, version()), partial(_opened, engine), stamp)
    return ModelChoices(models, kit.settings, NO_TOOLS, trials=trials)


@contextmanager
def _opened(engine: Engine, _name: str) -> Iterator[Opened]:
    yield Opened(engine)


def some_card(stamp: Stamp, *, whole: bool = True) -> FitnessCard:
    """A card of a model that is good at some things; a part of one has no tries in its last probes."""
    measured = tuple(
        _measured(one.name, len(one.items), 0 if not whole and place > 6 else len(one.items))
        for place, one in enumerate(PROBES)
    )
    speed = Speed(4096, 84.2, 11.6, 1_910_000_000, 1_120_000_000)
    return FitnessCard("0" * 64, "qwen", carrel.__version__, version(), stamp.now(), measured, speed, 312.0)


def _measured(name: str, of: int, tried: int) -> Measured:
    missed = MISSED.get(name, 0)
    return Measured(
        name,
        of,
        tuple(
            Tried(str(at), at >= missed, f"This is what it said, {at} times over.", f"What was asked, number {at}?")
            for at in range(tried)
        ),
    )
