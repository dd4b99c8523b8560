"""Requests that cannot be served, told before the model is bothered or when it declines."""

from __future__ import annotations

from typing import Any

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.engine.api import ChatRequest, EngineLost, ModelRefused, RequestRefused

MOST_TOKENS = 32_768
_MOST_STOPS, _LONGEST_STOP = 16, 200


class PromptTooLong(RequestRefused):
    """The prompt leaves no room for a reply; tokens and context tell by how much."""

    def __init__(self, tokens: int, context: int) -> None:
        super().__init__(
            _("This is too long for the model: {tokens} tokens, where {context} fit.").format(
                tokens=tokens, context=context
            ),
            _("Send a shorter text, or choose a larger context in the settings."),
        )
        self.tokens = tokens
        self.context = context


def check(request: ChatRequest) -> None:
    """Raise RequestRefused for options out of range: the library would accept them and misbehave."""
    problem = request.sampling.problem()
    if problem is None and not 1 <= request.max_tokens <= MOST_TOKENS:
        problem = "max_tokens"
    if problem is None and (len(request.stop) > _MOST_STOPS or any(len(text) > _LONGEST_STOP for text in request.stop)):
        problem = "stop"
    if problem is None and (not request.turns or (request.continues and request.turns[-1].role != "assistant")):
        problem = "turns"
    if problem is not None:
        raise RequestRefused(
            _("The option {name} is outside what it may be.").format(name=problem),
            _("Set it to its default in the settings and ask again."),
        )


def no_vectors(model: str) -> RequestRefused:
    """The error for asking vectors of a model that was loaded to talk."""
    return RequestRefused(
        _("The model {name} was not loaded to compare texts.").format(name=model),
        _("Choose a model for embeddings in the settings."),
    )


def explain(body: dict[str, Any]) -> CarrelError:
    """The error for a worker's refusal."""
    detail = str(body.get("detail", ""))
    match body["code"]:
        case "too-long":
            return PromptTooLong(body["tokens"], body["context"])
        case "LoadFailed":
            return ModelRefused(
                _("The model could not be loaded."),
                _("Check the file with “carrel models check”, or use another model."),
                detail,
            )
        case "AdapterFailed":
            return ModelRefused(
                _("The adapter does not work with this model."),
                _("Switch it off with “carrel tune off”, or make it anew with “carrel tune train”."),
                detail,
            )
        case "TemplateBroken":
            return ModelRefused(
                _("The model's chat template does not work with this conversation."),
                _("Use another model, and tell whoever made this one."),
                detail,
            )
        case "ContextFull":
            return RequestRefused(
                _("The model's context is full."),
                _("Begin a new chat, or choose a larger context in the settings."),
                detail,
            )
        case _:
            return EngineLost(
                _("Something went wrong inside the model's program. What it had said is kept."),
                _("Ask again. If it happens again, choose another model."),
                detail,
            )
