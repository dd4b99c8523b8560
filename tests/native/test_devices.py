"""What the engine computes with, asked without a model."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from carrel.base.work import Cancel
from carrel.engine.devices import CPU, devices
from carrel.engine.probe import probe
from tests.bench import make_model
from tests.native.conftest import MakeEngine

pytestmark = pytest.mark.native


def test_the_processor_is_always_among_them() -> None:
    found = devices()
    processors = [one for one in found if one.kind == CPU]
    assert len(processors) == 1
    assert processors[0].words


def test_asking_never_loads_the_library_here() -> None:
    devices()
    assert "llama_cpp" not in sys.modules


def test_an_engine_that_cannot_be_asked_has_none() -> None:
    assert devices([sys.executable, "-c", "raise SystemExit(3)"]) == ()


def test_a_loaded_model_says_what_it_runs_on(engine_for: MakeEngine) -> None:
    (processor,) = engine_for("starter").info(Cancel()).devices  # shut in, it cannot read the processor's own name
    assert processor in {one.words for one in devices() if one.kind == CPU} | {"CPU"}


def test_a_model_that_makes_vectors_is_tried_by_making_one(tmp_path: Path) -> None:
    probe(make_model.write("embedding", tmp_path / "embedding.gguf"))
