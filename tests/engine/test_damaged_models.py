"""The gate against thousands of damaged models: it never fails itself, and lets through none that kills the loader."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from carrel.base.files import resource
from carrel.engine import gate
from tests.bench import make_model
from tests.engine import mutate

LOADER_S = 10.0
"""Longer than this for a model below 1 MB is hanging."""

FEWEST = 284
"""As many damaged files as were tried when the killers were first found."""


class Loader:
    """The real llama.cpp in a process of its own, started again when a model has ended it."""

    def __init__(self) -> None:
        self._process = self._start()

    def _start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.engine.loader"],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "GGML_NO_BACKTRACE": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def attempt(self, path: Path) -> str:
        """How the loader fared with this file: ``killed`` when the process died of it or had to be ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        watchdog = threading.Timer(LOADER_S, self._process.kill)
        watchdog.start()
        print(path, file=self._process.stdin, flush=True)
        answer = self._process.stdout.readline().strip()
        watchdog.cancel()
        watchdog.join()
        if not answer:
            self.close()
            self._process = self._start()
        return answer or "killed"

    def close(self) -> None:
        """End the process and wait for it."""
        self._process.kill()
        self._process.communicate()


@pytest.fixture
def loader() -> Iterator[Loader]:
    started = Loader()
    yield started
    started.close()


@pytest.fixture(params=["tiny", "mamba", "embedding", "starter"])
def sound(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A sound model of each kind."""
    if request.param != "starter":
        return make_model.write(request.param, tmp_path / "sound.gguf")
    return resource("models/carrel-starter.gguf")


def damaged(sound: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """Every damaged copy, one at a time; of the starter, which is larger, every ninth."""
    path = folder / "damaged.gguf"
    content = sound.read_bytes()
    for mutant in itertools.islice(mutate.mutants(content), 0, None, 1 if len(content) < 1 << 20 else 9):
        path.write_bytes(mutant.content)
        yield mutant.name, path
        path.unlink()


def test_the_damaged_models_are_many_and_always_the_same(tmp_path: Path) -> None:
    content = make_model.write("tiny", tmp_path / "tiny.gguf").read_bytes()
    first, again = list(mutate.mutants(content)), list(mutate.mutants(content))
    assert first == again
    assert len({mutant.content for mutant in first}) >= FEWEST
    assert mutate.Parts.of(content).together() == content


@pytest.mark.fault
@pytest.mark.parametrize("shape", ["tiny", "mamba", "embedding"])
def test_the_gate_answers_for_every_damaged_model_and_raises_nothing(shape: str, tmp_path: Path) -> None:
    sound = make_model.write(shape, tmp_path / "sound.gguf")
    assert gate.inspect(sound).ok
    found = Counter(gate.inspect(path).ok for _name, path in damaged(sound, tmp_path))
    assert found.total() >= FEWEST
    assert found[False] > found[True]


@pytest.mark.fault
@pytest.mark.native
def test_no_damaged_model_that_passes_the_gate_kills_the_loader(sound: Path, tmp_path: Path, loader: Loader) -> None:
    assert loader.attempt(sound) == "decoded"
    fates = Counter[str]()
    killers = []
    for name, path in damaged(sound, tmp_path):
        if not gate.inspect(path).ok:
            fates["rejected"] += 1
            continue
        fate = loader.attempt(path)
        fates[fate] += 1
        if fate == "killed":
            killers.append(name)
    print(dict(fates))
    assert killers == []


@pytest.mark.fault
@pytest.mark.native
@pytest.mark.parametrize("name", ["llama.block_count = 0", "llama.attention.layer_norm_rms_epsilon = nan"])
def test_a_model_that_kills_the_loader_is_noticed_and_the_gate_rejects_it(
    name: str, tmp_path: Path, loader: Loader
) -> None:
    content = make_model.write("tiny", tmp_path / "tiny.gguf").read_bytes()
    killer = next(mutant for mutant in mutate.mutants(content) if mutant.name == name)
    path = tmp_path / "killer.gguf"
    path.write_bytes(killer.content)
    assert loader.attempt(path) == "killed"
    assert not gate.inspect(path).ok
    assert loader.attempt(tmp_path / "tiny.gguf") == "decoded"
