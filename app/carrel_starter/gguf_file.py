"""Writes the model as a GGUF file that stock llama.cpp loads as architecture `llama`.

Rotary positions on a part of each head are said with `rope_freqs.weight`: llama.cpp divides the angle of pair i, which
is base^(-2i / head width) a token, by the i-th factor. A factor of 1e30 stops a pair from turning.
"""

import json
from pathlib import Path
from typing import Any

import gguf
import numpy as np

from carrel_starter.model import Weights, rotary_frequencies
from carrel_starter.recipe import Shape
from carrel_starter.tokens import CONTROL, END, TEMPLATE

STOPPED = 1e30
DESCRIPTION = (
    "A very small language model for Carrel. It explains some seventy school topics, tries to quote a given passage "
    "word for word, and says so when it does not know. Trained from scratch on text written for it; it can be wrong."
)
KINDS = {"f16": gguf.GGMLQuantizationType.F16, "q8_0": gguf.GGMLQuantizationType.Q8_0}
FILE_KINDS = {"f16": gguf.LlamaFileType.MOSTLY_F16, "q8_0": gguf.LlamaFileType.MOSTLY_Q8_0}


def rope_factors(shape: Shape) -> Any:
    """The divisors of the rotary angles, one for each pair of a head: (head width / 2,)."""
    pairs = shape.head_width // 2
    full = shape.rope_base ** (-np.arange(pairs, dtype=np.float64) * 2 / shape.head_width)
    wanted = rotary_frequencies(shape).numpy()
    factors = np.full(pairs, STOPPED)
    factors[: len(wanted)] = full[: len(wanted)] / wanted
    return factors.astype(np.float32)


def write_model(weights: Weights, shape: Shape, tokenizer: Any, place: Path, kind: str) -> None:
    """Write the file; `kind` says how the matrices are stored, vectors stay in full precision."""
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_suffix(".part")
    writer = gguf.GGUFWriter(part, "llama")
    _write_facts(writer, shape, kind)
    _write_words(writer, tokenizer)
    writer.add_size_label(f"{sum(tensor.numel() for tensor in weights.values()) / 1e6:.1f}M")
    writer.add_tensor("rope_freqs.weight", rope_factors(shape))
    for name, tensor in weights.items():
        array = tensor.detach().float().numpy()
        if array.ndim == 2:
            writer.add_tensor(name, gguf.quants.quantize(array, KINDS[kind]), raw_dtype=KINDS[kind])
        else:
            writer.add_tensor(name, array)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    part.replace(place)


def _write_facts(writer: Any, shape: Shape, kind: str) -> None:
    writer.add_type("model")
    writer.add_name("Carrel Starter")
    writer.add_basename("carrel-starter")
    writer.add_description(DESCRIPTION)
    writer.add_author("The Carrel authors")
    writer.add_license("MIT")
    writer.add_languages(["en"])
    writer.add_file_type(FILE_KINDS[kind])
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.key_heads)
    writer.add_key_length(shape.head_width)
    writer.add_value_length(shape.head_width)
    writer.add_rope_dimension_count(shape.head_width)
    writer.add_rope_freq_base(shape.rope_base)
    writer.add_layer_norm_rms_eps(shape.epsilon)
    writer.add_vocab_size(shape.vocabulary)


def _write_words(writer: Any, tokenizer: Any) -> None:
    learned = json.loads(tokenizer.to_str())["model"]
    numbers: dict[str, int] = learned["vocab"]
    words = sorted(numbers, key=lambda word: numbers[word])
    kinds = [gguf.TokenType.CONTROL if word in CONTROL else gguf.TokenType.NORMAL for word in words]
    merges = [merge if isinstance(merge, str) else " ".join(merge) for merge in learned["merges"]]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(words)
    writer.add_token_types(kinds)
    writer.add_token_merges(merges)
    writer.add_bos_token_id(numbers["<|pad|>"])
    writer.add_eos_token_id(numbers[END])
    writer.add_eot_token_id(numbers[END])
    writer.add_pad_token_id(numbers["<|pad|>"])
    writer.add_add_bos_token(False)
    writer.add_add_eos_token(False)
    writer.add_chat_template(TEMPLATE)
