"""With what a set is asked: a model, a behaviour, an adapter."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace

from carrel.base.modes import Mode
from carrel.base.work import Cancel, Progress
from carrel.behaviours import tables as behaviours
from carrel.engine.adapters import SIGN, adapter_of, base_of
from carrel.engine.api import ModelRefused
from carrel.engine.models import Models
from carrel.evaluations.model import Tested
from carrel.flows.courses import Binding, bind
from carrel.flows.kit import Kit
from carrel.flows.model_words import title_of
from carrel.flows.told import NOTHING


@dataclass(frozen=True)
class Wearing:
    """The names of what is to be tested. model: "" for the usual one. behaviour, adapter: "" for none."""

    model: str = ""
    behaviour: str = ""
    adapter: str = ""


def tested(kit: Kit, wearing: Wearing, cancel: Cancel) -> Generator[Progress, None, Tested]:
    """Exactly what will be tested, once the model is loaded.

    Raises BehaviourMissing, ModelRefused, Stopped, and what an engine raises.
    """
    chosen = wearing.model or kit.settings.current.model
    base, adapter = base_of(chosen), wearing.adapter or adapter_of(chosen)
    name = _with_adapter(base, adapter)
    behaviour, version = "", 0
    if wearing.behaviour:
        with kit.store.reading() as db:
            held = behaviours.kept(db, wearing.behaviour)
        behaviour, version = held.behaviour.name, held.version
    engine = kit.engines.engine(name)
    yield from engine.load(cancel)
    info = engine.info(cancel)
    digest = (yield from _digest(kit, name, cancel)) if info.where == "local" else ""
    return Tested(base, digest, info.where, behaviour, version, adapter)


def name_of(one: Tested) -> str:
    """The name by which the engine of this model is asked for."""
    return _with_adapter(one.model, one.adapter)


def binding(kit: Kit, one: Tested, mode: Mode) -> Binding:
    """What holds for each question: as in a new chat in no course, but nothing is told of the learner.

    So a reply does not hang on who sits here. Raises BehaviourMissing.
    """
    with kit.store.reading() as db:
        plain = replace(bind(kit, db, None), model=name_of(one), mode=mode, told=NOTHING, behaviour=None, lacks="")
        return replace(plain, behaviour=behaviours.by_name(db, one.behaviour)) if one.behaviour else plain


def _digest(kit: Kit, name: str, cancel: Cancel) -> Generator[Progress, None, str]:
    """The sha256 of the model's file; "" where no file has this name."""
    try:
        for step in Models.at(kit.places).hashed(name, cancel):
            if isinstance(step, str):
                return step
            yield step
    except ModelRefused:
        pass
    return ""


def _with_adapter(base: str, adapter: str) -> str:
    return f"{base}{SIGN}{adapter}" if adapter else base


@dataclass(frozen=True)
class Choices:
    """What can be tested here, each with its name and its title. usual: the name of the model in the settings."""

    models: tuple[tuple[str, str], ...]
    behaviours: tuple[tuple[str, str], ...]
    usual: str


def choices(kit: Kit) -> Choices:
    """The models that talk, also with their adapters, and the behaviours."""
    models = Models.at(kit.places)
    talking = [one for one in models.list() if not (one.problem or one.embedding)]
    with kit.store.reading() as db:
        manners = [one.behaviour for one in behaviours.all_kept(db)]
    return Choices(
        tuple((one.name, title_of(one, models.catalogue)) for one in talking),
        tuple((one.name, one.title) for one in manners),
        kit.settings.current.model,
    )
