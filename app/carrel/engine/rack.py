"""Gives out the engine for a model: looked at, fitted to the free memory, and alone in it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import psutil

from carrel.engine import fit, gate, gguf
from carrel.engine.adapters import Adapter, base_of, inspect
from carrel.engine.api import Engine
from carrel.engine.crashes import CrashRecord
from carrel.engine.local import LocalEngine, LocalModel
from carrel.engine.states import StateCache
from carrel.engine.worn import WornEngine


@dataclass(frozen=True)
class Choice:
    """What the person set: the usual model's name, context in tokens and threads (0: chosen here)."""

    model: str
    context: int = 0
    threads: int = 0


class FoundModel(Protocol):
    """A model file on this computer."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def path(self) -> Path:
        """Where it is."""

    @property
    def adapter(self) -> Adapter | None:
        """What changes how it replies."""


class Rack:
    """At most one engine at a time, made when it is asked for; another model, or another setting, takes its place.

    The same model with another adapter is the same engine in other clothes: nothing is loaded anew.
    """

    def __init__(
        self,
        find: Callable[[str], FoundModel],
        choice: Callable[[], Choice],
        states: Path,
        adapters: Callable[[], tuple[Adapter, ...]] = tuple,
    ) -> None:
        """find: a model by its name, raising ModelRefused. choice: the settings of this moment. states: a folder.

        adapters: those that a new engine may be asked to use; its process can read no others later.
        """
        self._find = find
        self._choice = choice
        self._states = states
        self._adapters = adapters
        self._sound: set[Adapter] = set()
        self._lock = threading.Lock()
        self._crashes: dict[str, CrashRecord] = {}
        self._current: tuple[tuple[object, ...], LocalEngine] | None = None

    def engine(self, model: str | None = None) -> Engine:
        """The engine for this model's name, or for the usual one; raises ModelRefused before anything is loaded."""
        choice = self._choice()
        found = self._find(model or choice.model)
        with self._lock:
            wanted = (found.path, choice.context, choice.threads, _identity(found.path))
            current = self._current
            if current is not None and current[0] == wanted and current[1].may_use(found.adapter):
                self._require_sound(found)
                return worn(current[1], found)
            fitted = local_model(found, choice, fit.free_memory() + self._held())
            fitted = replace(fitted, name=base_of(found.name), adapter=None, adapters=self._adapters())
            self._end()
            crashes = self._crashes.setdefault(f"{fitted.name} {fitted.context}", CrashRecord())
            engine = LocalEngine(fitted, StateCache(self._states, fitted.fingerprint()), crashes)
            self._current = (wanted, engine)
            return worn(engine, found)

    def _require_sound(self, found: FoundModel) -> None:
        """Raise AdapterRefused for an adapter that does not fit; what was found of a file is remembered."""
        if found.adapter is not None and found.adapter not in self._sound:
            inspect(found.adapter.path, gguf.read(found.path))
            self._sound.add(found.adapter)

    def apart(self, model: str, states: Path) -> LocalEngine:
        """An engine for this model that nobody else uses; the one that runs now is ended first, to free its memory.

        states: a folder of its own. Whoever asks closes it. Raises ModelRefused.
        """
        found = self._find(model)
        with self._lock:
            fitted = local_model(found, self._choice(), fit.free_memory() + self._held())
            self._end()
        return LocalEngine(fitted, StateCache(states, fitted.fingerprint()))

    @property
    def is_idle(self) -> bool:
        """Whether nobody uses the engine that runs now, or waits for it."""
        current = self._current
        return current is None or current[1].is_idle

    def held_bytes(self) -> int:
        """The memory that comes free with the end of the engine that runs now, without the pages of its file."""
        with self._lock:
            return self._held()

    def _held(self) -> int:
        number = self._current[1].process_id if self._current is not None else None
        if number is None:
            return 0
        try:
            taken = psutil.Process(number).memory_info()
        except psutil.Error:  # it has just ended
            return 0
        return int(getattr(taken, "private", taken.rss - getattr(taken, "shared", 0)))

    def forgive(self) -> None:
        """Let models that were left alone after crashes try again."""
        for crashes in tuple(self._crashes.values()):
            crashes.forgive()

    def close(self) -> None:
        """End the engine and its process."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        current, self._current = self._current, None
        if current is not None:
            current[1].close()


def worn(engine: LocalEngine, found: FoundModel) -> Engine:
    """The engine as this model has it: with its adapter, or without any."""
    return engine if found.adapter is None else WornEngine(engine, found.name, found.adapter)


def taken_bytes(engine: LocalEngine) -> int:
    """The memory that an engine's process takes now, with the pages of the model's file; 0 while it does not run."""
    number = engine.process_id
    try:
        return int(psutil.Process(number).memory_info().rss) if number is not None else 0
    except psutil.Error:  # it has just ended
        return 0


def local_model(
    found: FoundModel, choice: Choice, free_bytes: int | None = None, *, embeddings: bool = False
) -> LocalModel:
    """How to load this file; raises ModelRefused when it is not sound or will not fit into so many bytes.

    free_bytes: asked of the system where they are not given. embeddings: it is to make vectors, and not to talk.
    """
    header = gate.inspect(found.path).require()
    context = choice.context or fit.default_context(header, free_bytes) or fit.CONTEXTS[-1]
    context = min(context, header.whole("context_length") or context)
    fit.will_it_fit(header, fit.Plan(context), free_bytes).require()
    fitted = LocalModel(found.name, found.path, _identity(found.path), context, choice.threads, embeddings=embeddings)
    if found.adapter is None:
        return fitted
    inspect(found.adapter.path, header)
    return replace(fitted, adapters=(found.adapter,), adapter=found.adapter)


def _identity(path: Path) -> str:
    try:
        about = path.stat()
    except OSError:
        return "missing"
    return f"{path.name}-{about.st_size}-{about.st_mtime_ns}"
