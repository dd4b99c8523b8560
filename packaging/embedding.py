"""Turns the weights of a BERT sentence encoder into a GGUF file, with its larger tables in eight bits."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gguf
import numpy
import numpy.typing

Array = numpy.typing.NDArray[Any]

_NUMBERS = {"F32": "<f4", "F16": "<f2"}
_OF_MODEL = {
    "embeddings.word_embeddings": "token_embd",
    "embeddings.position_embeddings": "position_embd",
    "embeddings.token_type_embeddings": "token_types",
    "embeddings.LayerNorm": "token_embd_norm",
}
_OF_LAYER = {
    "attention.self.query": "attn_q",
    "attention.self.key": "attn_k",
    "attention.self.value": "attn_v",
    "attention.output.dense": "attn_output",
    "attention.output.LayerNorm": "attn_output_norm",
    "intermediate.dense": "ffn_up",
    "output.dense": "ffn_down",
    "output.LayerNorm": "layer_output_norm",
}
_KEPT_EXACT = ("position_embd", "token_types", "norm")
"""Small tables, which llama.cpp adds to others as they are."""


@dataclass(frozen=True)
class Encoder:
    """What the file says of itself. config: of BERT, as published. words: the vocabulary in the order of its tokens."""

    name: str
    licence: str
    config: Mapping[str, Any]
    words: tuple[str, ...]
    tensors: Mapping[str, Array]


def tensors(path: Path) -> dict[str, Array]:
    """The tables of a safetensors file by name: a length, a JSON header of that length, and the numbers."""
    data = path.read_bytes()
    (length,) = struct.unpack_from("<Q", data)
    header: dict[str, Any] = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    return {name: _tensor(data, 8 + length, about) for name, about in header.items() if about["dtype"] in _NUMBERS}


def _tensor(data: bytes, begin: int, about: Mapping[str, Any]) -> Array:
    first, last = about["data_offsets"]
    kind: numpy.dtype[Any] = numpy.dtype(_NUMBERS[about["dtype"]])
    numbers: Array = numpy.frombuffer(data[begin + first : begin + last], dtype=kind).astype(numpy.float32)
    return numbers.reshape(about["shape"])


def write(encoder: Encoder, path: Path) -> None:
    """Write the GGUF file: about a byte for each parameter."""
    writer = gguf.GGUFWriter(path, "bert")
    _describe(writer, encoder)
    _vocabulary(writer, encoder.words)
    for name, table in _renamed(encoder.tensors):
        exact = table.ndim < 2 or any(part in name for part in _KEPT_EXACT)
        if exact:
            writer.add_tensor(name, table)
        else:
            kind = gguf.GGMLQuantizationType.Q8_0
            writer.add_tensor(name, gguf.quants.quantize(table, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _renamed(tables: Mapping[str, Array]) -> Iterator[tuple[str, Array]]:
    """The tables under llama.cpp's names; the pooler is a layer that sentence vectors do not use."""
    for name, table in tables.items():
        place, _dot, kind = name.rpartition(".")
        if place in _OF_MODEL:
            yield f"{_OF_MODEL[place]}.{kind}", table
        elif place.startswith("encoder.layer."):
            number, _dot, part = place.removeprefix("encoder.layer.").partition(".")
            yield f"blk.{number}.{_OF_LAYER[part]}.{kind}", table


def _describe(writer: gguf.GGUFWriter, encoder: Encoder) -> None:
    config = encoder.config
    writer.add_name(encoder.name)
    writer.add_license(encoder.licence)
    writer.add_languages(["en"])
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_head_count(config["num_attention_heads"])
    writer.add_layer_norm_eps(config["layer_norm_eps"])
    writer.add_causal_attention(False)
    writer.add_pooling_type(gguf.PoolingType.MEAN)


def _vocabulary(writer: gguf.GGUFWriter, words: tuple[str, ...]) -> None:
    """WordPiece as llama.cpp knows it: the beginning of a word is marked, where BERT marks what goes on."""
    special = {word for word in words if word.startswith("[") and word.endswith("]")}
    writer.add_tokenizer_model("bert")
    writer.add_token_list([_token(word, special) for word in words])
    writer.add_token_types([gguf.TokenType.CONTROL if word in special else gguf.TokenType.NORMAL for word in words])
    writer.add_token_type_count(2)
    for add, word in (
        (writer.add_unk_token_id, "[UNK]"),
        (writer.add_sep_token_id, "[SEP]"),
        (writer.add_pad_token_id, "[PAD]"),
        (writer.add_mask_token_id, "[MASK]"),
        (writer.add_bos_token_id, "[CLS]"),
        (writer.add_eos_token_id, "[SEP]"),
    ):
        add(words.index(word))


def _token(word: str, special: set[str]) -> str:
    if word in special:
        return word
    return word[2:] if word.startswith("##") else f"\u2581{word}"
