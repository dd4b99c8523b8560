"""The recipe of the starter model, end to end on a corpus of ten lines, in processes of its own."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

import pytest

from carrel_starter.corpus.mixture import stream

pytestmark = pytest.mark.skipif(
    "NIGHTLY" not in os.environ and not (find_spec("torch") and find_spec("tokenizers")),
    reason="the recipe's own libraries are not part of the program: pip install -e .[starter]",
)

ROOT = Path(__file__).parents[2]
LINES = 10


def alone(*words: str) -> str:
    """What Python says when it runs this in a process of its own, which must end well."""
    ran = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "app")},
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-2000:]
    return ran.stdout


@pytest.mark.native
def test_ten_lines_become_a_model_that_llama_cpp_speaks_with(tmp_path: Path) -> None:
    corpus, model = tmp_path / "ten.jsonl", tmp_path / "toy.gguf"
    chats = islice(stream("ten lines"), LINES)
    corpus.write_text("".join(json.dumps(dataclasses.asdict(chat)) + "\n" for chat in chats), encoding="utf-8")
    places = ("--runs", str(tmp_path / "runs"), "--model", str(model))
    said = alone("-m", "carrel_starter", "all", "--tiny", "--corpus", str(corpus), *places)
    figures = json.loads(said[said.index("{\n") :])
    assert model.stat().st_size > 50_000
    assert figures["parity"]["split_alike"] == 1.0
    assert figures["retrieval"]["found"] > 0.5
    assert (tmp_path / "runs" / "tiny" / "curve.csv").exists()


def test_each_part_of_the_recipe_does_what_it_says() -> None:
    said = alone("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/starter/recipe_alone.py")
    assert " passed" in said
