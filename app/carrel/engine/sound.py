"""What must hold between the facts, the vocabulary and the tensors of a model, or its loader would end the process.

Every rule stands for files that were seen to abort, crash or hang llama.cpp, or that no published model needs.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from typing import TypeGuard

from carrel.base.words import _
from carrel.engine.gguf import BLOCKS, Array, Header, Tensor

_KNOWN = (
    "afmoe apertus arcee arctic arwkv7 baichuan bailingmoe bailingmoe2 bert bitnet bloom chatglm codeshell cohere2 "
    "cohere2moe command-r dbrx deci deepseek deepseek2 deepseek32 dots1 dream ernie4_5 ernie4_5-moe eurobert exaone "
    "exaone-moe exaone4 falcon falcon-h1 gemma gemma-embedding gemma2 gemma3 gemma3n gemma4 glm-dsa glm4 glm4moe "
    "gpt-oss gpt2 gptj gptneox granite granitehybrid granitemoe grok grovemoe hunyuan-dense hunyuan-moe internlm2 "
    "jais jais2 jamba jina-bert-v2 jina-bert-v3 kimi-linear lfm2 lfm2moe llada llada-moe llama llama-embed llama4 "
    "maincoder mamba mamba2 mimo2 minicpm minicpm3 minimax-m2 mistral3 mistral4 modern-bert mpt nanbeige nemotron "
    "nemotron_h nemotron_h_moe neo-bert nomic-bert nomic-bert-moe olmo olmo2 olmoe openelm orion pangu-embedded phi2 "
    "phi3 phimoe plamo plamo2 plamo3 plm qwen qwen2 qwen2moe qwen2vl qwen3 qwen35 qwen35moe qwen3moe qwen3next "
    "qwen3vl qwen3vlmoe refact rnd1 rwkv6 rwkv6qwen2 rwkv7 seed_oss smallthinker smollm3 stablelm starcoder "
    "starcoder2 step35 xverse"
)
KNOWN = frozenset(_KNOWN.split())
"""The architectures of llama.cpp 0.5 that hold a conversation or make vectors; no vision, speech or draft models."""

WITHOUT_HEADS = frozenset({"mamba", "mamba2", "rwkv6", "rwkv6qwen2", "rwkv7", "arwkv7"})
"""Architectures that remember in a state of fixed size and attend to nothing."""

# Networks of one plain shape: attention as wide as its heads together, rotated as a whole.
_PLAIN_NAMES = (
    "arcee baichuan bert dream ernie4_5 eurobert exaone gemma gemma-embedding gemma2 gemma3 granite internlm2 llada "
    "llama llama-embed maincoder minicpm mistral3 nanbeige olmo olmo2 orion qwen2 qwen2vl qwen3 qwen3vl seed_oss "
    "smollm3 xverse"
)
_PLAIN = frozenset(_PLAIN_NAMES.split())
_ONLY_MIXTURES = frozenset({"smallthinker", "qwen2moe", "qwen3moe", "olmoe", "llada-moe", "lfm2moe", "bailingmoe"})

_LARGEST = 2**31 - 1
_MOST_LAYERS = 512  # LLAMA_MAX_LAYERS
_RANGES = {
    "block_count": (1, _MOST_LAYERS),
    "context_length": (1, 2**27),
    "embedding_length": (1, 2**17),
}
_OPTIONAL_RANGES = {
    "feed_forward_length": (0, 2**20),
    "attention.head_count": (0, 1024),
    "attention.head_count_kv": (0, 1024),
    "attention.key_length": (1, 8192),
    "attention.value_length": (1, 8192),
    "expert_count": (0, 512),  # LLAMA_MAX_EXPERTS
    "pooling_type": (0, 4),
}
_MUST_BE_POSITIVE = ("layer_norm_rms_epsilon", "layer_norm_epsilon", "group_norm_epsilon", "rope.freq_base")
_SPLITTERS = {"bert", "gemma4", "gpt2", "llama", "plamo2", "rwkv", "t5"}
_ROPE_SCALINGS = {"none", "linear", "yarn", "longrope"}
_FEWEST_TOKENS, _MOST_TOKENS = 128, 2**19
_NO_TOKEN = 2**32 - 1  # how some files write "there is none"
_LONGEST_TOKEN = 4096  # bytes
_SPECIAL = re.compile(r"tokenizer\.ggml\.\w+_token_id")
_BYTE_TOKEN = re.compile(rb"<0x[0-9A-Fa-f]{2}>")
_BYTE_TYPE, _LAST_TYPE = 6, 6
_LAYER = re.compile(r"blk\.(\d{1,9})\.")
_F32 = 0
_NOT_WEIGHTS = {9, 15, 24, 25, 26, 27, 28}  # types of intermediate results, whole numbers and doubles
_ALIGNMENT = 32  # bytes; TENSOR_ALIGNMENT


def problems(header: Header) -> Iterator[str]:
    """Everything that is wrong with the header, one sentence each; nothing when it is sound."""
    if header.architecture not in KNOWN:
        yield _("It is a model of the kind “{kind}”, which Carrel does not know.").format(
            kind=header.architecture[:40] or "?"
        )
        return
    for rule in _RULES:
        yield from rule(header)


def missing_bytes(header: Header) -> int:
    """How many bytes of the tensors lie behind the end of the file."""
    ends = [tensor.offset + (tensor.bytes or 0) for tensor in header.tensors]
    return max(0, header.data_start + max(ends, default=0) - header.file_bytes)


def _odd(name: str, value: object) -> str:
    return _("Its {name} is {value}, which no sound model has.").format(name=name, value=str(value)[:40])


def _sizes(header: Header) -> Iterator[str]:
    for name, (low, high) in _RANGES.items():
        value = header.of(name)
        if not _is_whole(value) or not low <= value <= high:
            yield _odd(name, value)
    for name, (low, high) in _OPTIONAL_RANGES.items():
        value = header.of(name)
        if value is None:
            continue
        if any(not _is_whole(each) or not low <= each <= high for each in _each(value)):
            yield _odd(name, value)
        if isinstance(value, Array) and value.count != header.of("block_count"):
            yield _odd(name, f"a list of {value.count}")


def _numbers(header: Header) -> Iterator[str]:
    prefix = header.architecture + "."
    for key, value in header.values.items():
        if not key.startswith(prefix):
            continue
        unbounded = isinstance(value, float) and not math.isfinite(value)
        useless = key.endswith(_MUST_BE_POSITIVE) and not (isinstance(value, float) and value > 0)
        if unbounded or useless or (_is_whole(value) and not 0 <= value <= _LARGEST):
            yield _odd(key, value)


def _texts(header: Header) -> Iterator[str]:
    for key, value in header.values.items():
        if isinstance(value, str) and "\0" in value:
            yield _odd(key, "\N{SYMBOL FOR NULL}")
    if header.text("tokenizer.ggml.model") not in _SPLITTERS:
        yield _("It does not say how it splits text into tokens.")


def _heads(header: Header) -> Iterator[str]:
    heads, keys = header.of("attention.head_count"), header.of("attention.head_count_kv")
    if header.architecture in WITHOUT_HEADS:
        return
    if heads is None or heads == 0:
        yield _odd("attention.head_count", heads)
    for all_heads, key_heads in zip(_each(heads), _each(keys), strict=False):
        if _is_whole(all_heads) and _is_whole(key_heads) and key_heads and all_heads % key_heads:
            yield _odd("attention.head_count_kv", key_heads)
            return
    unsaid = header.of("attention.key_length") is None
    if _is_whole(heads) and heads and unsaid and header.whole("embedding_length") % heads:
        yield _odd("attention.head_count", heads)


def _rotation(header: Header) -> Iterator[str]:
    scaling = header.of("rope.scaling.type")
    if scaling is not None and scaling not in _ROPE_SCALINGS:
        yield _odd("rope.scaling.type", scaling)
    factor = header.of("rope.scaling.factor")
    if factor is not None and not (isinstance(factor, float) and 0 <= factor < 1e6):
        yield _odd("rope.scaling.factor", factor)
    turned, size = header.of("rope.dimension_count"), _head_size(header)
    if turned is None or not size:
        return
    whole = header.architecture in _PLAIN and turned != size
    if not _is_whole(turned) or turned % 2 or not 2 <= turned <= size or whole:
        yield _odd("rope.dimension_count", turned)


def _experts(header: Header) -> Iterator[str]:
    count, used = header.whole("expert_count"), header.whole("expert_used_count")
    if used > count or (count and not used) or (not count and header.architecture in _ONLY_MIXTURES):
        yield _odd("expert_used_count", used)
    ahead = header.whole("nextn_predict_layers")
    if ahead and ahead >= header.whole("block_count"):
        yield _odd("nextn_predict_layers", ahead)


def _vocabulary(header: Header) -> Iterator[str]:
    tokens = header.values.get("tokenizer.ggml.tokens")
    if not isinstance(tokens, Array) or tokens.kind != "s" or not _FEWEST_TOKENS <= tokens.count <= _MOST_TOKENS:
        yield _("It has no usable vocabulary.")
        return
    texts = tokens.texts()
    if len(set(texts)) < len(texts) - max(0, texts.count(b"") - 1):  # the loader gives empty tokens names of their own
        yield _("A token stands twice in its vocabulary.")
    if b"\0" in b"".join(texts) or max(map(len, texts)) > _LONGEST_TOKEN:
        yield _("Its vocabulary has a token that is no text.")
    yield from _beside(header, texts)
    for key, value in header.values.items():
        inside = _is_whole(value) and (0 <= value < tokens.count or value == _NO_TOKEN)
        if _SPECIAL.fullmatch(key) and not inside:
            yield _odd(key, value)


def _beside(header: Header, texts: list[bytes]) -> Iterator[str]:
    """The lists that go with the tokens: their scores, their types, and what is merged into what."""
    for key, kind in (("tokenizer.ggml.scores", "f"), ("tokenizer.ggml.token_type", "i")):
        found = header.values.get(key)
        if found is not None and not (isinstance(found, Array) and found.kind == kind and found.count == len(texts)):
            yield _odd(key, f"not a list of {len(texts)}")
            return
    kinds = header.values.get("tokenizer.ggml.token_type")
    types = kinds.numbers() if isinstance(kinds, Array) else ()
    if types and not 0 <= min(types) <= max(types) <= _LAST_TYPE:
        yield _odd("tokenizer.ggml.token_type", "?")
    merges = header.values.get("tokenizer.ggml.merges")
    if merges is not None and not _are_merges(merges):
        yield _odd("tokenizer.ggml.merges", "?")
    yield from _bytes_of_pieces(header.text("tokenizer.ggml.model"), texts, types)


def _are_merges(merges: object) -> bool:
    """Whether it is a list of texts with a space inside, and no zero byte."""
    if not isinstance(merges, Array) or merges.kind != "s":
        return False
    texts = merges.texts()
    return b"\0" not in b"".join(texts) and all(text.find(b" ", 1, -1) > 0 for text in texts)


def _bytes_of_pieces(model: str, texts: list[bytes], types: tuple[int | float, ...]) -> Iterator[str]:
    """A vocabulary of pieces spells what it does not know byte by byte, and ends the process if one is missing."""
    if model == "gpt2":
        return
    spelled = {text for text in texts if _BYTE_TOKEN.fullmatch(text)}
    typed = {text for text, kind in zip(texts, types, strict=False) if kind == _BYTE_TYPE}
    if not typed <= spelled or (model == "llama" and len(spelled) < 256) or (model == "bert" and typed):
        yield _("Its vocabulary cannot spell single bytes.")


def _tables(header: Header) -> Iterator[str]:
    if header.alignment < _ALIGNMENT:
        yield _odd("general.alignment", header.alignment)
    if not header.tensors:
        yield _("It has no weights.")
    if len({tensor.name for tensor in header.tensors}) < len(header.tensors):
        yield _("A table of its weights stands twice.")
    end = 0
    for tensor in sorted(header.tensors, key=lambda each: (each.offset, each.bytes or 0)):
        if not _is_sound(tensor) or tensor.offset % header.alignment:
            yield _("Its table {name} has an impossible size, place or type.").format(name=tensor.name)
        elif tensor.offset < end:
            yield _("Its table {name} lies over another.").format(name=tensor.name)
        end = max(end, tensor.offset + (tensor.bytes or 0))


def _is_sound(tensor: Tensor) -> bool:
    if tensor.type not in BLOCKS or tensor.bytes is None or tensor.type in _NOT_WEIGHTS:
        return False
    if any(not 1 <= size <= _LARGEST for size in tensor.shape) or tensor.elements > 2**42:
        return False
    return len(tensor.shape) > 1 or tensor.type == _F32  # norms and biases are never packed


def _layers(header: Header) -> Iterator[str]:
    found = {int(match[1]) for tensor in header.tensors if (match := _LAYER.match(tensor.name))}
    promised = header.whole("block_count")
    expected = set(range(min(promised, _MOST_LAYERS) - header.whole("nextn_predict_layers")))
    if not expected <= found or any(layer >= promised for layer in found):
        yield _("It promises {promised} layers and holds {found}.").format(promised=promised, found=len(found))


def _shapes(header: Header) -> Iterator[str]:
    width = header.whole("embedding_length")
    by_name = {tensor.name: tensor.shape for tensor in header.tensors}
    expected: dict[str, tuple[int | None, ...]] = {
        "token_embd.weight": (width, header.entries("tokenizer.ggml.tokens")),
        "output_norm.weight": (width,),
    }
    heads = header.of("attention.head_count")
    if header.architecture in _PLAIN and _is_whole(heads):
        expected["blk.0.attn_q.weight"] = (width, heads * _head_size(header))
        expected["blk.0.attn_norm.weight"] = (width,)
        expected["blk.0.ffn_up.weight"] = (width, None)
        expected["blk.0.ffn_down.weight"] = (None, width)
    if "token_embd.weight" not in by_name:
        yield _("Its table {name} is missing.").format(name="token_embd.weight")
    for name, shape in expected.items():
        found = by_name.get(name, shape)
        if len(found) != len(shape) or any(
            want is not None and have != want for have, want in zip(found, shape, strict=True)
        ):
            yield _("Its table {name} does not fit its header.").format(name=name)


def _head_size(header: Header) -> int:
    size = header.whole("attention.key_length")
    heads = header.whole("attention.head_count")
    return size or (header.whole("embedding_length") // heads if heads > 0 else 0)


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _each(value: object) -> tuple[object, ...]:
    """The value itself, or the values of a list with one for each layer; any other list counts as one odd value."""
    if isinstance(value, Array):
        return value.numbers() if value.kind != "s" and value.count <= _MOST_LAYERS else ("?",)
    return (value,)


_RULES: tuple[Callable[[Header], Iterator[str]], ...] = (
    _sizes,
    _numbers,
    _texts,
    _heads,
    _rotation,
    _experts,
    _vocabulary,
    _tables,
    _layers,
    _shapes,
)
