"""A running engine with an adapter: the same process and the same loaded model, other replies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from carrel.base.work import Cancel, Delta, Progress
from carrel.engine.adapters import Adapter
from carrel.engine.api import Answer, ChatRequest, ModelInfo, Turn, Urgency
from carrel.engine.local import LocalEngine


class WornEngine:
    """See `carrel.engine.api.Engine`. Each request says which adapter it wants, so nobody gets another's reply.

    Closing it closes the engine below.
    """

    def __init__(self, engine: LocalEngine, name: str, adapter: Adapter) -> None:
        """name: what people call the model with this adapter."""
        self._engine, self._name, self._adapter = engine, name, adapter

    def load(self, cancel: Cancel) -> Iterator[Progress]:
        """Have the model loaded; the adapter is put on with the first request."""
        return self._engine.load(cancel)

    def info(self, cancel: Cancel) -> ModelInfo:
        """The model, under the name that tells the adapter, too."""
        return replace(self._engine.info(cancel), name=self._name)

    def chat(self, request: ChatRequest, cancel: Cancel) -> Iterator[Progress | Delta | Answer]:
        """Stream a reply; see `Engine.chat`."""
        return self._engine.chat_with(self._adapter, request, cancel)

    def prepare(self, turns: Sequence[Turn], cancel: Cancel) -> int:
        """Read ahead with the adapter."""
        return self._engine.prepare_with(self._adapter, turns, cancel)

    def embed(self, texts: Sequence[str], cancel: Cancel, urgency: Urgency = Urgency.BACKGROUND) -> list[list[float]]:
        """Vectors are made without any adapter."""
        return self._engine.embed(texts, cancel, urgency)

    def count(self, turns: Sequence[Turn]) -> int:
        """How many tokens these turns take with the model's template."""
        return self._engine.count(turns)

    def render(self, turns: Sequence[Turn]) -> str:
        """The exact text the model receives for a reply to these turns."""
        return self._engine.render(turns)

    def close(self) -> None:
        """End the engine and its process."""
        self._engine.close()
