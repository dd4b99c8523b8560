"""What a model file says of itself."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from carrel.engine import facts
from carrel.engine.models import Models
from tests.bench import make_model


def of(path: Path) -> facts.Facts:
    return facts.of_file(path, path.stat())


def test_a_model_that_talks(tmp_path: Path) -> None:
    found = of(make_model.write("tiny", tmp_path / "tiny.gguf"))
    assert (found.title, found.architecture, found.license, found.context_length) == ("tiny", "llama", "CC0-1.0", 2048)
    assert (found.parameters_label, found.bits, found.template, found.embedding) == ("99K", 16, True, False)
    assert found.problem == ""


@pytest.mark.parametrize(("weights", "bits"), [("F32", 32), ("F16", 16), ("Q8_0", 8), ("Q4_0", 4)])
def test_the_bits_of_a_weight_are_counted(weights: make_model.Weights, bits: int, tmp_path: Path) -> None:
    shape = replace(make_model.SHAPES["tiny"], weights=weights)
    assert of(make_model.write(shape, tmp_path / "one.gguf")).bits == bits


def test_a_model_that_makes_vectors(tmp_path: Path) -> None:
    found = of(make_model.write("embedding", tmp_path / "embedding.gguf"))
    assert found.embedding
    assert not found.template


def test_a_file_that_cannot_be_used_says_why(tmp_path: Path) -> None:
    page = tmp_path / "page.gguf"
    page.write_bytes(b"<html>404</html>")
    assert of(page).problem == "This is a web page, not a model."


def test_an_older_note_is_read_and_then_renewed_without_losing_the_hash(tmp_path: Path) -> None:
    """The index of Carrel 0.1 had fewer facts; hashing a large file again would take minutes."""
    folder = tmp_path / "models"
    folder.mkdir()
    file = make_model.write("tiny", folder / "mine.gguf", seed=1)
    new = asdict(replace(of(file), sha256="ab" * 32))
    old = {key: new[key] for key in ("size", "mtime_ns", "sha256", "context_length", "architecture", "problem")}
    (folder / "index.json").write_text(json.dumps({"mine": old}))
    model = Models(folder, folder / "nobody.gguf", ()).find("mine")
    assert model.sha256 == "ab" * 32
    assert model.title == "tiny"


@pytest.mark.parametrize("row", [1, [], None, {"nobody": 1}, {"size": "1"}, {"template": 1}, {"bits": True}])
def test_a_row_that_was_not_written_here_is_not_believed(row: object) -> None:
    assert facts.from_row(row) is None
