"""The gate before the loader: what is sound passes, and what is not is named with a next step."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from carrel.base.errors import Stopped
from carrel.base.work import Cancel, Progress
from carrel.engine import gate
from carrel.engine.api import ModelRefused
from tests.bench import make_model
from tests.engine.mutate import F32, I32, TEXT, U32, Parts, Table, packed

U16 = 2


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return make_model.write("tiny", tmp_path / "tiny.gguf")


def checked(path: Path, known: frozenset[str] = frozenset()) -> gate.Checked:
    *_progress, found = gate.check(path, known, Cancel())
    assert isinstance(found, gate.Checked)
    return found


def number(value: int) -> bytes:
    return struct.pack("<I", value)


@pytest.mark.parametrize("shape", ["tiny", "mamba", "embedding"])
def test_a_sound_model_of_every_kind_passes(shape: str, tmp_path: Path) -> None:
    found = gate.inspect(make_model.write(shape, tmp_path / "model.gguf"))
    assert found.problems == ()
    assert found.ok
    assert found.require() == found.header


@pytest.mark.parametrize("weights", ["F32", "F16", "Q8_0", "Q4_0"])
def test_every_way_to_store_weights_passes(weights: make_model.Weights, tmp_path: Path) -> None:
    shape = replace(make_model.SHAPES["tiny"], weights=weights)
    assert gate.inspect(make_model.write(shape, tmp_path / "model.gguf")).ok


def test_the_whole_look_hashes_the_file_and_knows_it_from_the_catalogue(tiny: Path) -> None:
    digest = hashlib.sha256(tiny.read_bytes()).hexdigest()
    assert checked(tiny).sha256 == digest
    assert not checked(tiny).known
    assert checked(tiny, frozenset({digest})).known


def test_hashing_tells_how_far_it_is(tiny: Path) -> None:
    first, *_rest = gate.check(tiny, (), Cancel())
    assert isinstance(first, Progress)
    assert first.done == first.total == tiny.stat().st_size


def test_hashing_can_be_stopped(tiny: Path) -> None:
    cancel = Cancel()
    cancel.set()
    with pytest.raises(Stopped):
        list(gate.check(tiny, (), cancel))


def test_a_damaged_file_is_hashed_all_the_same(tiny: Path) -> None:
    tiny.write_bytes(tiny.read_bytes()[:-5000])
    found = checked(tiny)
    assert not found.ok
    assert found.sha256 == hashlib.sha256(tiny.read_bytes()).hexdigest()


def test_what_cannot_be_opened_has_no_hash(tmp_path: Path) -> None:
    found = checked(tmp_path)
    assert not found.ok
    assert found.sha256 is None
    with pytest.raises(ModelRefused, match="not an ordinary file"):
        found.require()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (bytes(600), "nothing but zeros"),
        (b"\n<!DOCTYPE html><html>", "web page"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:", "only points to a model"),
        (b"PK\x03\x04\x14\0\0\0", "zip archive"),
        (struct.pack("<Q", 90) + b'{"__metadata__":{}}', "safetensors"),
        (b"lmgg\1\0\0\0", "old ggml format"),
        (b"tjgg\1\0\0\0", "old ggml format"),
        (b"hello, this is a text", "not a model file"),
        (b"GGU", "not a model file"),
    ],
)
def test_a_file_that_is_no_model_is_called_what_it_is(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "stranger.gguf"
    path.write_bytes(content)
    found = gate.inspect(path)
    assert said in found.problems[0]
    assert found.next_step


def test_a_cut_off_file_says_how_many_bytes_are_missing(tiny: Path) -> None:
    tiny.write_bytes(tiny.read_bytes()[:-12_345])
    assert "12,345 bytes are missing" in gate.inspect(tiny).problems[0]


def test_one_part_of_a_model_asks_for_all_of_them(tiny: Path) -> None:
    tiny.write_bytes(Parts.of(tiny.read_bytes()).with_pair(b"split.count", U16, b"\3\0").together())
    found = gate.inspect(tiny)
    assert "one of 3 parts" in found.problems[0]
    assert "Join all its parts" in found.next_step


def test_a_model_of_an_unknown_kind_asks_for_another(tiny: Path) -> None:
    tiny.write_bytes(Parts.of(tiny.read_bytes()).called(b"llama", b"marvel9").together())
    found = gate.inspect(tiny)
    assert "“marvel9”" in found.problems[0]
    assert found.next_step.startswith("Choose another model")


def with_number(key: str, value: int) -> Callable[[Parts], Parts]:
    return lambda parts: parts.with_pair(b"llama." + key.encode(), U32, number(value))


def with_fraction(key: str, value: float) -> Callable[[Parts], Parts]:
    return lambda parts: parts.with_pair(b"llama." + key.encode(), F32, struct.pack("<f", value))


def with_token(text: bytes) -> Callable[[Parts], Parts]:
    def change(parts: Parts) -> Parts:
        pair = next(pair for pair in parts.pairs if pair.key == b"tokenizer.ggml.tokens")
        _kind, entries = pair.listed()
        return parts.with_entries(pair.key, TEXT, [*entries[:-1], text])

    return change


def with_table(**changes: object) -> Callable[[Parts], Parts]:
    """With the first tensor, the embeddings, changed."""
    return lambda parts: parts.with_table(0, Table(**{**vars(parts.tables[0]), **changes}))


DAMAGES: dict[str, tuple[Callable[[Parts], Parts], str]] = {
    "no layers": (with_number("block_count", 0), "block_count is 0"),
    "1000 layers": (with_number("block_count", 1000), "block_count is 1000"),
    "2^31 layers": (with_number("block_count", 2**31), "block_count is 2147483648"),
    "2^32-1 layers": (with_number("block_count", 2**32 - 1), "block_count is 4294967295"),
    "one layer too many": (with_number("block_count", 3), "promises 3 layers and holds 2"),
    "one layer too few": (with_number("block_count", 1), "promises 1 layers and holds 2"),
    "eps not a number": (with_fraction("attention.layer_norm_rms_epsilon", float("nan")), "epsilon is nan"),
    "eps negative": (with_fraction("attention.layer_norm_rms_epsilon", -1), "epsilon is -1.0"),
    "eps zero": (with_fraction("attention.layer_norm_rms_epsilon", 0), "epsilon is 0.0"),
    "eps infinite": (with_fraction("attention.layer_norm_rms_epsilon", float("inf")), "epsilon is inf"),
    "no heads": (with_number("attention.head_count", 0), "head_count is 0"),
    "heads that do not divide": (
        lambda parts: with_number("attention.head_count", 6)(with_number("attention.head_count_kv", 6)(parts)),
        "head_count is 6",
    ),
    "key heads that do not divide": (with_number("attention.head_count_kv", 3), "head_count_kv is 3"),
    "no context": (with_number("context_length", 0), "context_length is 0"),
    "an absurd context": (with_number("context_length", 2**30), "context_length is 1073741824"),
    "an absurd width": (with_number("embedding_length", 2**20), "embedding_length is 1048576"),
    "an absurd inner layer": (with_number("feed_forward_length", 2**30), "feed_forward_length is 1073741824"),
    "odd rotation": (with_number("rope.dimension_count", 7), "rope.dimension_count is 7"),
    "too much rotation": (with_number("rope.dimension_count", 4096), "rope.dimension_count is 4096"),
    "no rotation": (with_number("rope.dimension_count", 0), "rope.dimension_count is 0"),
    "experts that nobody asks": (with_number("expert_count", 8), "expert_used_count is 0"),
    "too many experts": (with_number("expert_count", 1000), "expert_count is 1000"),
    "an unknown scaling": (
        lambda parts: parts.with_pair(b"llama.rope.scaling.type", TEXT, packed(b"wild")),
        "rope.scaling.type is wild",
    ),
    "layers ahead of all": (with_number("nextn_predict_layers", 2), "nextn_predict_layers is 2"),
    "a zero in a token": (with_token(b"a\0b"), "no text"),
    "a token twice": (with_token(b"e"), "stands twice in its vocabulary"),
    "an end token out of range": (
        lambda parts: parts.with_pair(b"tokenizer.ggml.eos_token_id", U32, number(384)),
        "eos_token_id is 384",
    ),
    "a vocabulary that is too short": (
        lambda parts: parts.with_entries(b"tokenizer.ggml.tokens", TEXT, [b"a", b"b"]),
        "no usable vocabulary",
    ),
    "a merge of one": (lambda parts: parts.with_entries(b"tokenizer.ggml.merges", TEXT, [b"ab"]), "merges"),
    "an unknown type of token": (
        lambda parts: parts.with_entries(b"tokenizer.ggml.token_type", I32, [number(9)] * 384),
        "token_type",
    ),
    "too few scores": (
        lambda parts: parts.with_entries(b"tokenizer.ggml.scores", F32, [bytes(4)] * 3),
        "scores is not a list of 384",
    ),
    "pieces without bytes": (
        lambda parts: parts.with_pair(b"tokenizer.ggml.model", TEXT, packed(b"llama")),
        "cannot spell single bytes",
    ),
    "no tensors": (lambda parts: replace(parts, tables=()), "no weights"),
    "embeddings of another width": (with_table(shape=(32, 384)), "token_embd.weight does not fit"),
    "embeddings for fewer tokens": (with_table(shape=(64, 380)), "token_embd.weight does not fit"),
    "embeddings of no numbers": (with_table(shape=(0, 384)), "token_embd.weight has an impossible"),
    "embeddings of whole numbers": (with_table(kind=26), "token_embd.weight has an impossible"),
    "embeddings of a removed type": (with_table(kind=4), "token_embd.weight has an impossible"),
    "embeddings out of line": (with_table(offset=8), "token_embd.weight has an impossible"),
    "embeddings over others": (with_table(offset=64), "lies over another"),
    "embeddings renamed": (with_table(name=b"other"), "token_embd.weight is missing"),
    "a table twice": (with_table(name=b"output_norm.weight"), "stands twice"),
    "an alignment that is too small": (
        lambda parts: parts.with_pair(b"general.alignment", U32, number(8)),
        "general.alignment is 8",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_header_that_contradicts_itself_is_refused_in_words(damage: str, tiny: Path) -> None:
    change, said = DAMAGES[damage]
    tiny.write_bytes(change(Parts.of(tiny.read_bytes())).together())
    found = gate.inspect(tiny)
    assert any(said in problem for problem in found.problems), found.problems
    assert not found.ok
    with pytest.raises(ModelRefused):
        found.require()


def test_an_id_that_means_there_is_none_is_allowed(tiny: Path) -> None:
    none = Parts.of(tiny.read_bytes()).with_pair(b"tokenizer.ggml.padding_token_id", U32, number(2**32 - 1))
    tiny.write_bytes(none.together())
    assert gate.inspect(tiny).ok


def test_a_list_of_heads_for_every_layer_is_allowed(tiny: Path) -> None:
    listed = Parts.of(tiny.read_bytes()).with_entries(b"llama.attention.head_count_kv", U32, [number(2)] * 2)
    tiny.write_bytes(listed.together())
    assert gate.inspect(tiny).ok
