"""Both replies to one question: of the model alone, and with an adapter."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass

from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.engine.adapters import SIGN, AdapterRefused
from carrel.engine.api import Answer, ChatRequest, Engine, Sampling, Turn
from carrel.engine.models import Model, Models
from carrel.flows.kit import Engines

_LONGEST = 400  # tokens


@dataclass(frozen=True)
class Both:
    """The replies; without and with_it are the names of the models that gave them."""

    without: str
    with_it: str
    reply_without: str
    reply_with: str


def tuned_model(models: Models, adapter: str) -> Model:
    """The model with this adapter. Raises AdapterRefused where one of them is missing, or does not fit."""
    found = models.with_adapter(models.adapters.find(adapter))
    if found is None:
        raise AdapterRefused(
            _("The model that {name} was made for is not on this computer, or its file has changed.").format(
                name=adapter
            ),
            _("Add that model again, or remove the adapter with “carrel tune remove {name}”.").format(name=adapter),
        )
    model = models.find(found.name)
    if model.problem:
        raise AdapterRefused(model.problem, _("Remove it with “carrel tune remove {name}”.").format(name=adapter))
    return model


def compare(models: Models, engines: Engines, adapter: str, question: str, cancel: Cancel) -> Iterator[Progress | Both]:
    """Progress, and at last both replies, always of the most likely tokens; the model is loaded once.

    Raises AdapterRefused, Stopped, and what `Engine.chat` raises.
    """
    model = tuned_model(models, adapter)
    alone = model.name.removesuffix(f"{SIGN}{adapter}")
    plain = yield from _reply(engines.engine(alone), question, cancel)
    tuned = yield from _reply(engines.engine(model.name), question, cancel)
    yield Both(alone, model.name, plain, tuned)


def _reply(engine: Engine, question: str, cancel: Cancel) -> Generator[Progress, None, str]:
    request = ChatRequest((Turn("user", question),), max_tokens=_LONGEST, sampling=Sampling(temperature=0))
    said = ""
    for event in engine.chat(request, cancel):
        if isinstance(event, Progress):
            yield event
        elif isinstance(event, Answer):
            said = event.text
    cancel.check()
    return said
