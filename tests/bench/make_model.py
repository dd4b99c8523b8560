"""Writes GGUF files with random weights, of any size and a few kinds, for tests and measurements.

They load in llama.cpp and say nonsense; the same shape and seed always give the same bytes.
``python -m tests.bench.make_model SHAPE PATH`` writes one.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import gguf
import numpy
import numpy.typing

Weights = Literal["F32", "F16", "Q8_0", "Q4_0"]
Array = numpy.typing.NDArray[Any]

CONTROL = ("<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|pad|>")
TEMPLATE = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
)
_LETTERS = "etaoinshrdlucmfwypvbgkjqxzETAOINSHRDLUCMFWYPVBGKJQXZ0123456789"


@dataclass(frozen=True)
class Shape:
    """How large a model is. Counts of layers, numbers, heads and tokens; `inner` and `state` matter to mamba only."""

    kind: Literal["llama", "mamba", "bert"] = "llama"
    layers: int = 2
    width: int = 64
    heads: int = 4
    key_heads: int = 2
    feed_forward: int = 128
    vocabulary: int = 384
    context: int = 2048
    weights: Weights = "F16"
    inner: int = 128
    state: int = 8


SHAPES = {
    "tiny": Shape(),
    "mamba": Shape("mamba", key_heads=4),
    "embedding": Shape("bert", key_heads=4, context=512),
    "0.1b": Shape("llama", 12, 768, 12, 4, 2048, 32_000, 8192, "Q8_0"),
    "0.5b": Shape("llama", 24, 1024, 16, 4, 4096, 32_000, 32_768, "F16"),
    "1b": Shape("llama", 16, 2048, 32, 8, 8192, 32_000, 32_768, "Q4_0"),
    "1b-q8": Shape("llama", 16, 2048, 32, 8, 8192, 32_000, 32_768, "Q8_0"),
}
"""The shapes that have a name. `tiny`, `mamba` and `embedding` are below 1 MB."""


def write(shape: str | Shape, path: Path, seed: int = 0) -> Path:
    """Write a model of the shape (or of the shape of that name) to the path, and return the path."""
    wanted = SHAPES[shape] if isinstance(shape, str) else shape
    writer = gguf.GGUFWriter(path, wanted.kind)
    writer.add_name(shape if isinstance(shape, str) else "random weights")
    writer.add_license("CC0-1.0")
    _DESCRIBE[wanted.kind](writer, wanted)
    tensors = list(_TENSORS[wanted.kind](wanted))
    for tensor in tensors:
        tensor.announce(writer)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_ti_data_to_file()
    chance = numpy.random.default_rng(seed)
    for tensor in tensors:
        writer.write_tensor_data(tensor.numbers(chance))
    writer.close()
    return path


@dataclass(frozen=True)
class _Tensor:
    """A tensor to write; the shape is as numpy has it, rows first, which GGUF lists the other way round."""

    name: str
    shape: tuple[int, ...]
    weights: Weights = "F32"
    constant: float | None = None

    @property
    def kind(self) -> gguf.GGMLQuantizationType:
        return gguf.GGMLQuantizationType[self.weights]

    @property
    def stored(self) -> tuple[int, ...]:
        """The shape as it lies in the file: the last dimension counts bytes when the type has blocks."""
        block, size = gguf.GGML_QUANT_SIZES[self.kind]
        return self.shape if block == 1 else (*self.shape[:-1], self.shape[-1] // block * size)

    def announce(self, writer: gguf.GGUFWriter) -> None:
        plain = {"F32": numpy.float32, "F16": numpy.float16}.get(self.weights, numpy.uint8)
        dtype = numpy.dtype(plain)
        size = int(numpy.prod(self.stored)) * dtype.itemsize
        writer.add_tensor_info(self.name, self.stored, dtype, size, raw_dtype=None if block_free(self) else self.kind)

    def numbers(self, chance: numpy.random.Generator) -> Array:
        if self.constant is not None:
            return numpy.full(self.shape, self.constant, numpy.float32)
        spread = self.shape[-1] ** -0.5
        if self.weights == "F32":
            return chance.standard_normal(self.shape, numpy.float32) * numpy.float32(spread)
        if self.weights == "F16":
            return (chance.standard_normal(self.shape, numpy.float32) * numpy.float32(spread)).astype(numpy.float16)
        return self._blocks(chance, spread)

    def _blocks(self, chance: numpy.random.Generator, spread: float) -> Array:
        """Random blocks: a scale of two bytes, the same everywhere, before random small integers."""
        _, size = gguf.GGML_QUANT_SIZES[self.kind]
        typical = 73.9 if self.weights == "Q8_0" else 4.6  # the standard deviation of the stored integers
        blocks = numpy.frombuffer(chance.bytes(int(numpy.prod(self.stored))), numpy.uint8).reshape(-1, size).copy()
        blocks[:, :2] = numpy.frombuffer(numpy.float16(spread / typical).tobytes(), numpy.uint8)
        return blocks.reshape(self.stored)


def block_free(tensor: _Tensor) -> bool:
    """Whether the tensor is stored number by number, which numpy's own types say already."""
    return tensor.weights in {"F32", "F16"}


def _llama_tensors(shape: Shape) -> Iterator[_Tensor]:
    width, kind = shape.width, shape.weights
    key_width = width // shape.heads * shape.key_heads
    yield _Tensor("token_embd.weight", (shape.vocabulary, width), kind)
    yield _Tensor("output_norm.weight", (width,), constant=1.0)
    for layer in range(shape.layers):
        block = f"blk.{layer}."
        yield _Tensor(block + "attn_norm.weight", (width,), constant=1.0)
        yield _Tensor(block + "attn_q.weight", (width, width), kind)
        yield _Tensor(block + "attn_k.weight", (key_width, width), kind)
        yield _Tensor(block + "attn_v.weight", (key_width, width), kind)
        yield _Tensor(block + "attn_output.weight", (width, width), kind)
        yield _Tensor(block + "ffn_norm.weight", (width,), constant=1.0)
        yield _Tensor(block + "ffn_gate.weight", (shape.feed_forward, width), kind)
        yield _Tensor(block + "ffn_up.weight", (shape.feed_forward, width), kind)
        yield _Tensor(block + "ffn_down.weight", (width, shape.feed_forward), kind)


def _mamba_tensors(shape: Shape) -> Iterator[_Tensor]:
    width, inner, state, step = shape.width, shape.inner, shape.state, shape.key_heads
    yield _Tensor("token_embd.weight", (shape.vocabulary, width), shape.weights)
    yield _Tensor("output_norm.weight", (width,), constant=1.0)
    for layer in range(shape.layers):
        block = f"blk.{layer}."
        yield _Tensor(block + "attn_norm.weight", (width,), constant=1.0)
        yield _Tensor(block + "ssm_in.weight", (2 * inner, width), shape.weights)
        yield _Tensor(block + "ssm_conv1d.weight", (inner, 4))
        yield _Tensor(block + "ssm_conv1d.bias", (inner,), constant=0.0)
        yield _Tensor(block + "ssm_x.weight", (step + 2 * state, inner), shape.weights)
        yield _Tensor(block + "ssm_dt.weight", (inner, step))
        yield _Tensor(block + "ssm_dt.bias", (inner,), constant=0.0)
        yield _Tensor(block + "ssm_a", (inner, state), constant=-1.0)
        yield _Tensor(block + "ssm_d", (inner,), constant=1.0)
        yield _Tensor(block + "ssm_out.weight", (width, inner), shape.weights)


def _bert_tensors(shape: Shape) -> Iterator[_Tensor]:
    width, wide = shape.width, shape.feed_forward
    yield _Tensor("token_embd.weight", (shape.vocabulary, width), shape.weights)
    yield _Tensor("token_types.weight", (2, width))
    yield _Tensor("position_embd.weight", (shape.context, width))
    yield from _norm("token_embd_norm", width)
    for layer in range(shape.layers):
        block = f"blk.{layer}."
        for name, rows, columns in (
            ("attn_q", width, width),
            ("attn_k", width, width),
            ("attn_v", width, width),
            ("attn_output", width, width),
            ("ffn_up", wide, width),
            ("ffn_down", width, wide),
        ):
            yield _Tensor(f"{block}{name}.weight", (rows, columns), shape.weights)
            yield _Tensor(f"{block}{name}.bias", (rows,), constant=0.0)
        yield from _norm(block + "attn_output_norm", width)
        yield from _norm(block + "layer_output_norm", width)


def _norm(name: str, width: int) -> Iterator[_Tensor]:
    yield _Tensor(name + ".weight", (width,), constant=1.0)
    yield _Tensor(name + ".bias", (width,), constant=0.0)


def _describe_llama(writer: gguf.GGUFWriter, shape: Shape) -> None:
    _describe_sizes(writer, shape)
    writer.add_head_count_kv(shape.key_heads)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(shape.width // shape.heads)
    writer.add_rope_freq_base(10_000.0)
    _describe_bytes(writer, shape)


def _describe_mamba(writer: gguf.GGUFWriter, shape: Shape) -> None:
    _describe_sizes(writer, Shape(shape.kind, shape.layers, shape.width, 0, feed_forward=0, context=shape.context))
    writer.add_ssm_conv_kernel(4)
    writer.add_ssm_inner_size(shape.inner)
    writer.add_ssm_state_size(shape.state)
    writer.add_ssm_time_step_rank(shape.key_heads)
    writer.add_layer_norm_rms_eps(1e-5)
    _describe_bytes(writer, shape)


def _describe_bert(writer: gguf.GGUFWriter, shape: Shape) -> None:
    _describe_sizes(writer, shape)
    writer.add_layer_norm_eps(1e-12)
    writer.add_causal_attention(value=False)
    writer.add_pooling_type(gguf.PoolingType.MEAN)
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    pieces = [chr(code) for code in range(33, 127)]
    pieces += ["\u2581" + piece for piece in pieces] + [one + other for one in _LETTERS for other in _LETTERS[:26]]
    tokens = (special + pieces)[: shape.vocabulary]
    writer.add_tokenizer_model("bert")
    writer.add_token_list(tokens)
    writer.add_token_types([gguf.TokenType.CONTROL if token in special else gguf.TokenType.NORMAL for token in tokens])
    writer.add_token_type_count(2)
    for add, token in (
        (writer.add_pad_token_id, 0),
        (writer.add_unk_token_id, 1),
        (writer.add_bos_token_id, 2),
        (writer.add_sep_token_id, 3),
        (writer.add_mask_token_id, 4),
    ):
        add(token)


def _describe_sizes(writer: gguf.GGUFWriter, shape: Shape) -> None:
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)


def _describe_bytes(writer: gguf.GGUFWriter, shape: Shape) -> None:
    tokens, merges = byte_vocabulary(shape.vocabulary)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_types([gguf.TokenType.CONTROL if token in CONTROL else gguf.TokenType.NORMAL for token in tokens])
    writer.add_token_merges(merges)
    writer.add_bos_token_id(tokens.index("<|endoftext|>"))
    writer.add_eos_token_id(tokens.index("<|im_end|>"))
    writer.add_pad_token_id(tokens.index("<|pad|>"))
    writer.add_add_bos_token(value=False)
    writer.add_chat_template(TEMPLATE)


def byte_vocabulary(size: int) -> tuple[list[str], list[str]]:
    """As many tokens as asked, and their merges: all 256 bytes, pairs and triples of letters, the control tokens last.

    Bytes are written as GPT-2 writes them: printable ones as themselves, the others as letters from U+0100 on.
    """
    shown = [*range(33, 127), *range(161, 173), *range(174, 256)]
    hidden = [byte for byte in range(256) if byte not in set(shown)]
    tokens = [chr(byte) for byte in shown] + [chr(256 + place) for place in range(len(hidden))]
    merges: list[str] = []
    space = chr(256 + hidden.index(32))
    pairs = [(one, other) for other in _LETTERS for one in (space, *_LETTERS)]
    triples = [(one + other, third) for third in _LETTERS for one, other in pairs]
    for left, right in (*pairs, *triples):
        if len(tokens) >= size - len(CONTROL):
            break
        tokens.append(left + right)
        merges.append(f"{left} {right}")
    return [*tokens, *CONTROL], merges


_TENSORS: dict[str, Callable[[Shape], Iterator[_Tensor]]] = {
    "llama": _llama_tensors,
    "mamba": _mamba_tensors,
    "bert": _bert_tensors,
}
_DESCRIBE: dict[str, Callable[[gguf.GGUFWriter, Shape], None]] = {
    "llama": _describe_llama,
    "mamba": _describe_mamba,
    "bert": _describe_bert,
}

if __name__ == "__main__":
    write(sys.argv[1], Path(sys.argv[2]))
