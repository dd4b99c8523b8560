"""What the engine computes with, asked without a model."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from carrel.base.work import Cancel
from carrel.engine.devices import CPU, devices
from carrel.engine.probe import probe
from carrel.engine.rack import Choice, Rack
from tests.bench import make_model
from tests.native.conftest import MakeEngine

pytestmark = pytest.mark.native

APP = Path(__file__).parents[2] / "app"


def test_the_processor_is_always_among_them() -> None:
    found = devices()
    processors = [one for one in found if one.kind == CPU]
    assert len(processors) == 1
    assert processors[0].words


def test_asking_never_loads_the_library_here() -> None:
    code = "import sys; from carrel.engine.devices import devices; devices(); sys.exit('llama_cpp' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=APP, check=False).returncode == 0


def test_an_engine_that_cannot_be_asked_has_none() -> None:
    assert devices([sys.executable, "-c", "raise SystemExit(3)"]) == ()


def test_a_loaded_model_says_what_it_runs_on(engine_for: MakeEngine) -> None:
    (processor,) = engine_for("starter").info(Cancel()).devices  # shut in, it cannot read the processor's own name
    assert processor in {one.words for one in devices() if one.kind == CPU} | {"CPU"}


def test_a_model_that_makes_vectors_is_tried_by_making_one(tmp_path: Path) -> None:
    probe(make_model.write("embedding", tmp_path / "embedding.gguf"))


def test_a_running_engine_knows_what_it_would_give_back(tmp_path: Path) -> None:
    @dataclass(frozen=True)
    class One:
        name: str
        path: Path
        adapter: None = None

    file = make_model.write("tiny", tmp_path / "one.gguf")
    rack = Rack(lambda name: One(name, file), lambda: Choice("one"), tmp_path / "states")
    assert rack.held_bytes() == 0
    rack.engine().info(Cancel())
    assert 1_000_000 < rack.held_bytes() < 1_000_000_000
    rack.close()
    assert rack.held_bytes() == 0
