"""Says before loading whether a model with its context will fit into the memory that is free (P16)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import psutil

from carrel.base.words import _
from carrel.engine.api import ModelRefused
from carrel.engine.gguf import Array, Header

CONTEXTS = (32_768, 16_384, 8192, 4096, 2048, 1024, 512)
"""The contexts Carrel chooses from by itself, in tokens."""

USUAL_MOST = 8192
"""The largest context, in tokens, that is chosen when nobody asked for more."""

KEPT_FREE = 256 << 20
"""Bytes left to the rest of the computer."""

# Measured with llama-cpp-python 0.3.36 on Linux, models of 0.1 to 1.1 GB at contexts of 2,048 and 8,192.
_PROGRAM = 45_000_000  # bytes of a process that has loaded the library and nothing else
_VOCABULARY_ENTRY = 185  # bytes for each token and each merge
_CACHE_NUMBER = 2  # bytes: keys and values are kept as half floats
_STATE_NUMBER = 4  # bytes: recurrent states are kept as floats
_CELLS = 256  # the cache grows in steps of so many tokens
_SMALLEST_REST = 100_000_000  # bytes of vocabulary, cache and work of a small model at a small context
_ABSURD = 10**15  # tokens; above it a context is not even reckoned with


@dataclass(frozen=True)
class Plan:
    """How a model is to be loaded. context and batch in tokens.

    whole_window: keep keys and values of the whole context also in layers that look at a window only, which is what
    llama.cpp does unless it is told otherwise.
    """

    context: int
    batch: int = 512
    whole_window: bool = True


@dataclass(frozen=True)
class Needs:
    """The bytes a loaded model takes, by what takes them.

    weights: the file. Where the library repacks the weights for this processor it holds a copy of its own; the pages
    of the file then stay counted with the process, but the system takes them back when it needs room, so they count
    once. cache: keys, values and states. work: one batch on its way through the network.
    """

    weights: int
    vocabulary: int
    cache: int
    work: int
    program: int = _PROGRAM

    @property
    def total(self) -> int:
        """All of it, in bytes."""
        return self.weights + self.vocabulary + self.cache + self.work + self.program


@dataclass(frozen=True)
class Fit:
    """Whether it fits, and why.

    needs_bytes, free_bytes: what it takes, and what is free after a margin for the rest of the computer.
    because: one sentence. try_: one alternative, or None where it fits. context: the context of that alternative, in
    tokens, where a smaller one helps.
    """

    fits: bool
    needs_bytes: int
    free_bytes: int
    because: str
    try_: str | None = None
    context: int | None = None

    def require(self) -> None:
        """Raise ModelRefused with the numbers and the alternative unless it fits."""
        if not self.fits:
            raise ModelRefused(self.because, self.try_ or "", f"{self.needs_bytes} of {self.free_bytes} bytes")


def free_memory() -> int:
    """The bytes this computer could give to a model now."""
    return max(0, int(psutil.virtual_memory().available) - KEPT_FREE)


def needs(header: Header, plan: Plan) -> Needs:
    """What loading this model so would take; the header has passed the gate. Within a tenth from 1 GB up."""
    entries = header.entries("tokenizer.ggml.tokens") + header.entries("tokenizer.ggml.merges")
    return Needs(
        weights=header.file_bytes,
        vocabulary=entries * _VOCABULARY_ENTRY,
        cache=_attention_cache(header, plan) + _states(header),
        work=_work(header, plan),
    )


def will_it_fit(header: Header, plan: Plan, free_bytes: int | None = None) -> Fit:
    """Compare what the plan takes with what is free (asked of the system where it is not given)."""
    free = free_memory() if free_bytes is None else free_bytes
    trained = header.whole("context_length")
    context = min(max(plan.context, 0), _ABSURD)
    total = needs(header, replace(plan, context=context)).total
    if not 1 <= plan.context <= trained:
        because = _("The model works with a context of 1 to {trained} tokens, not {context}.")
        because = because.format(trained=f"{trained:,}", context=f"{context:,}")
        return _unfit(total, free, because, default_context(header, free, CONTEXTS[0]))
    numbers = {"needs": _gigabytes(total), "free": _gigabytes(free), "context": f"{context:,}"}
    if total > free:
        because = _("With a context of {context} tokens it takes {needs} GB, but only {free} GB are free.")
        return _unfit(total, free, because.format(**numbers), default_context(header, free, context - 1))
    because = _("With a context of {context} tokens it takes {needs} GB, and {free} GB are free.")
    return Fit(fits=True, needs_bytes=total, free_bytes=free, because=because.format(**numbers))


def default_context(header: Header, free_bytes: int | None = None, most: int = USUAL_MOST) -> int | None:
    """The largest context, in tokens, that fits, that the model was trained for, and that is at most `most`.

    None where not even the smallest fits.
    """
    free = free_memory() if free_bytes is None else free_bytes
    trained = header.whole("context_length")
    candidates = [context for context in CONTEXTS if context <= min(trained, most)]
    if trained <= most and trained not in candidates and trained < CONTEXTS[0]:
        candidates.insert(0, trained)
    return next((context for context in candidates if needs(header, Plan(context)).total <= free), None)


def _unfit(total: int, free: int, because: str, context: int | None) -> Fit:
    """It does not fit: offer a smaller context, or else the size of a model that would."""
    room = free - _PROGRAM - _SMALLEST_REST
    if context:
        try_ = _("Choose a context of {context} tokens.").format(context=f"{context:,}")
    elif room >= _SMALLEST_REST:
        try_ = _("Choose a model whose file is at most {room} GB large.").format(room=_gigabytes(room))
    else:
        try_ = _("Close other programs, and try again.")
    return Fit(fits=False, needs_bytes=total, free_bytes=free, because=because, try_=try_, context=context)


def _gigabytes(count: int) -> str:
    return f"{min(count, _ABSURD * 1000) / 1e9:,.1f}"


def _attention_cache(header: Header, plan: Plan) -> int:
    """Keys and values of every layer that attends, in bytes."""
    layers = header.whole("block_count")
    cells = -(-plan.context // _CELLS) * _CELLS
    if rank := header.whole("attention.kv_lora_rank"):
        return layers * (rank + header.whole("rope.dimension_count")) * cells * _CACHE_NUMBER
    heads = max(1, _largest(header.of("attention.head_count")))
    size = header.whole("embedding_length") // heads
    both = header.whole("attention.key_length", size) + header.whole("attention.value_length", size)
    windowed, window = _window(header, plan)
    total = 0
    for layer, key_heads in enumerate(_key_heads(header)):
        kept = min(cells, window) if windowed and (layer + 1) % windowed else cells
        total += key_heads * both * kept * _CACHE_NUMBER
    return total


def _window(header: Header, plan: Plan) -> tuple[int, int]:
    """Every how many layers one attends to the whole context (0: all do), and how many tokens the others keep."""
    window = header.whole("attention.sliding_window")
    every = {"gemma2": 2, "gpt-oss": 2, "cohere2": 4, "exaone4": 4, "llama4": 4, "gemma3n": 5, "gemma3": 6}
    if plan.whole_window or not window:
        return 0, 0
    return every.get(header.architecture, 0), window + plan.batch


def _key_heads(header: Header) -> tuple[int, ...]:
    """Heads of keys in every layer; 0 in layers that do not attend."""
    layers = header.whole("block_count")
    if not _largest(header.of("attention.head_count")):
        return (0,) * layers
    heads = header.of("attention.head_count_kv") or header.of("attention.head_count")
    if isinstance(heads, Array):
        return tuple(int(each) for each in heads.numbers())
    count, every = _largest(heads), header.whole("full_attention_interval", 1) or 1
    return tuple(count if (layer + 1) % every == 0 else 0 for layer in range(layers))


def _states(header: Header) -> int:
    """The states of all recurrent layers, in bytes: what came before, folded into a fixed size."""
    width, inner = header.whole("embedding_length"), header.whole("ssm.inner_size")
    if head_size := header.whole("wkv.head_size"):
        each = width * (head_size + 2)
    else:
        groups = 2 * header.whole("ssm.group_count") * header.whole("ssm.state_size")
        each = max(0, header.whole("ssm.conv_kernel") - 1) * (inner + groups) + inner * header.whole("ssm.state_size")
    layers = _key_heads(header)
    recurrent = layers.count(0) if header.architecture != "falcon-h1" else len(layers)
    return recurrent * each * _STATE_NUMBER


def _work(header: Header, plan: Plan) -> int:
    """One batch inside a layer: three rows as wide as the inner layer, four as wide as the model, and the mask.

    Fitted to the sizes llama.cpp reserves for 18 shapes and contexts; exact for the llama architecture. The room it
    also reserves for the logits of a whole batch is never touched, because only the last token's are asked for.
    """
    batch = min(plan.batch, plan.context)
    experts = header.whole("expert_feed_forward_length") * header.whole("expert_used_count")
    inner = max(_largest(header.of("feed_forward_length")), experts, header.whole("ssm.inner_size"))
    rows = 3 * inner + 4 * header.whole("embedding_length")
    return batch * (rows * 4 + plan.context * 2)


def _largest(value: object) -> int:
    if isinstance(value, Array):
        return int(max(value.numbers(), default=0)) if value.kind != "s" else 0
    return value if isinstance(value, int) else 0
