"""Gives out the engine that turns texts into vectors: small, and beside the one that talks."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from carrel.base.errors import Stopped
from carrel.base.words import _
from carrel.engine.api import Engine, ModelRefused
from carrel.engine.crashes import CrashRecord
from carrel.engine.local import LocalEngine
from carrel.engine.models import Model
from carrel.engine.rack import Choice, local_model
from carrel.engine.states import StateCache


class Talking(Protocol):
    """What gives out the engine that talks."""

    @property
    def is_idle(self) -> bool:
        """Whether nobody uses that engine, or waits for it."""


class Embedder:
    """At most one engine, made when it is asked for; another model takes its place. Safe from any thread."""

    def __init__(
        self, find: Callable[[], Model | None], choice: Callable[[], Choice], states: Path, talking: Talking
    ) -> None:
        """find: the model to use, if there is one. choice: of the threads. states: a folder. talking: goes first."""
        self._find, self._choice, self._states, self._talking = find, choice, states, talking
        self._lock = threading.Lock()
        self._crashes: dict[str, CrashRecord] = {}
        self._current: tuple[tuple[str, int], LocalEngine] | None = None
        self._closed = False

    def model(self) -> str | None:
        """Which model it is: a name that changes with the bytes of its file; None where there is none."""
        found = self._find()
        return None if found is None else _named(found)

    def engine(self) -> Engine:
        """The engine for that model; raises ModelRefused before anything is loaded, and Stopped after the end."""
        found, choice = self._find(), self._choice()
        if found is None:
            raise ModelRefused(
                _("There is no model for finding by meaning on this computer."),
                _("Search by words, or add such a model."),
            )
        with self._lock:
            if self._closed:
                raise Stopped
            wanted = (_named(found), choice.threads)
            if self._current is not None and self._current[0] == wanted:
                return self._current[1]
            fitted = local_model(found, Choice(found.name, threads=choice.threads), embeddings=True)
            self._end()
            crashes = self._crashes.setdefault(wanted[0], CrashRecord())
            engine = LocalEngine(fitted, StateCache(self._states, fitted.fingerprint()), crashes)
            self._current = (wanted, engine)
            return engine

    def may_work(self) -> bool:
        """Whether nobody waits for the model that talks."""
        return self._talking.is_idle

    def close(self) -> None:
        """End the engine and its process; calling it twice is fine."""
        with self._lock:
            self._closed = True
            self._end()

    def _end(self) -> None:
        current, self._current = self._current, None
        if current is not None:
            current[1].close()


def _named(found: Model) -> str:
    return f"{found.name} {found.sha256 or found.bytes}"
