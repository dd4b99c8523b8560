"""The real llama.cpp, with models small enough for every run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from carrel.base.files import resource
from carrel.engine.local import LocalEngine, LocalModel
from carrel.engine.states import StateCache
from tests.bench import make_model

MakeEngine = Callable[..., LocalEngine]


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The path of a random-weight model of this shape, or of the starter."""
    folder = tmp_path_factory.mktemp("models")

    def path_of(shape: str) -> Path:
        if shape == "starter":
            return resource("models/carrel-starter.gguf")
        path = folder / f"{shape}.gguf"
        if not path.exists():
            make_model.write(shape, path)
        return path

    return path_of


@pytest.fixture
def engine_for(models: Callable[[str], Path], tmp_path: Path) -> Iterator[MakeEngine]:
    """Makes engines that share one folder of states, and closes them."""
    made: list[LocalEngine] = []

    def make(shape: str, context: int = 2048, path: Path | None = None, embeddings: bool = False) -> LocalEngine:
        model = LocalModel(shape, path or models(shape), shape, context, embeddings=embeddings)
        engine = LocalEngine(model, StateCache(tmp_path / "states", model.fingerprint()))
        made.append(engine)
        return engine

    yield make
    for engine in made:
        engine.close()
