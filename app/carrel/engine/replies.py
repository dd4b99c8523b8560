"""What the worker says of a reply, a model or its own refusal to go on, as values and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from carrel.base.words import _
from carrel.base.work import Delta, Timing
from carrel.engine.api import Answer, EngineQuarantined, ModelInfo


def answer(body: dict[str, Any], first_token_s: float) -> Answer:
    """The finished reply; first_token_s: seconds until its first word."""
    timing = Timing(
        first_token_s=first_token_s,
        tokens=body["tokens"],
        tokens_per_s=body["tokens"] / body["seconds"] if body["seconds"] else 0.0,
        prompt_tokens=body["prompt_tokens"],
        reused_tokens=body["reused_tokens"],
    )
    return Answer(body["text"], body["reasoning"], body["finish"], timing)


def stopped(said: Sequence[Delta], first_token_s: float) -> Answer:
    """What had been said when a person stopped it."""
    text = "".join(delta.text for delta in said if not delta.reasoning)
    reasoning = "".join(delta.text for delta in said if delta.reasoning)
    return Answer(text, reasoning, "stopped", Timing(first_token_s=first_token_s, tokens=len(said)))


def described(name: str, body: dict[str, Any]) -> ModelInfo:
    """What a loaded model is; name: what people call it."""
    return ModelInfo(
        name=name,
        where="local",
        context=body["window"],
        parameters=body["parameters"],
        file_bytes=body["bytes"],
        devices=tuple(body.get("devices", ())),
        sandbox=body["sandbox"],
        notes=tuple(body["notes"]),
    )


def quarantined(name: str) -> EngineQuarantined:
    """The error for a model that is left alone."""
    return EngineQuarantined(
        _("The model {name} brought its program down three times in ten minutes and is left alone.").format(name=name),
        _("Choose a smaller context or a smaller model, or try this one again from the list of models."),
    )
