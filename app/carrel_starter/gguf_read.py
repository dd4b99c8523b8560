"""Reads a starter model back from its GGUF file, so that a run can go on from what was shipped."""

from pathlib import Path
from typing import Any

import gguf
import numpy as np
import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers

from carrel_starter.model import Weights
from carrel_starter.recipe import Shape
from carrel_starter.tokens import CONTROL


def read_model(place: Path) -> tuple[Weights, Shape, Any]:
    """The weights (as exact as the file keeps them), the shape and the tokenizer of a file that the recipe wrote."""
    reader = gguf.GGUFReader(place)
    weights: Weights = {}
    for tensor in reader.tensors:
        if tensor.name != "rope_freqs.weight":
            plain = gguf.quants.dequantize(tensor.data, tensor.tensor_type)
            weights[tensor.name] = torch.from_numpy(np.array(plain, dtype=np.float32))
    return weights, _shape(reader, weights), _tokenizer(reader)


def _fact(reader: Any, name: str) -> Any:
    return reader.fields[name].contents()


def _shape(reader: Any, weights: Weights) -> Shape:
    factors = next(tensor.data for tensor in reader.tensors if tensor.name == "rope_freqs.weight")
    return Shape(
        vocabulary=weights["token_embd.weight"].shape[0],
        width=_fact(reader, "llama.embedding_length"),
        layers=_fact(reader, "llama.block_count"),
        heads=_fact(reader, "llama.attention.head_count"),
        key_heads=_fact(reader, "llama.attention.head_count_kv"),
        head_width=_fact(reader, "llama.attention.key_length"),
        feed_forward=_fact(reader, "llama.feed_forward_length"),
        rotated=2 * int((np.asarray(factors) < 1e29).sum()),
        context=_fact(reader, "llama.context_length"),
        rope_base=float(_fact(reader, "llama.rope.freq_base")),
        epsilon=round(float(_fact(reader, "llama.attention.layer_norm_rms_epsilon")), 9),
    )


def _tokenizer(reader: Any) -> Any:
    words = _fact(reader, "tokenizer.ggml.tokens")
    merges = [tuple(merge.split(" ")) for merge in _fact(reader, "tokenizer.ggml.merges")]
    tokenizer = Tokenizer(models.BPE(vocab={word: number for number, word in enumerate(words)}, merges=merges))
    tokenizer.add_special_tokens(list(CONTROL))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer
