"""Loads a stranger's model in a throw-away process and lets it say a few tokens, or make a vector (P17)."""

from __future__ import annotations

import tempfile
from pathlib import Path

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.base.work import Cancel
from carrel.engine import facts, gate
from carrel.engine.api import Answer, ChatRequest, EngineLost, ModelRefused, Sampling, Turn
from carrel.engine.local import LocalEngine, LocalModel
from carrel.engine.states import StateCache

_CONTEXT, _TOKENS = 512, 8


def probe(path: Path) -> None:
    """Raise ModelRefused when the file brings its process down, hangs it, or cannot be loaded."""
    embeds = facts.is_embedder(gate.inspect(path).require())
    with tempfile.TemporaryDirectory() as folder:
        model = LocalModel("probe", path, "probe", _CONTEXT, embeddings=embeds)
        engine = LocalEngine(model, StateCache(Path(folder), "probe"))
        try:
            _try(engine, embeds)
        except EngineLost as lost:
            raise _refused(lost.detail) from lost
        except CarrelError as error:
            raise ModelRefused(error.what, error.next_step, error.detail) from error
        finally:
            engine.close()


def _try(engine: LocalEngine, embeds: bool) -> None:
    if embeds:
        engine.embed(["1 2 3"], Cancel())
        return
    request = ChatRequest((Turn("user", "1 2 3"),), max_tokens=_TOKENS, sampling=Sampling(temperature=0))
    if not any(isinstance(event, Answer) for event in engine.chat(request, Cancel())):
        raise _refused("no answer")


def _refused(detail: str) -> ModelRefused:
    return ModelRefused(
        _("This model brought a trial program down, so it was not taken in."),
        _("Get the file again from where it came from, or choose another."),
        detail,
    )
