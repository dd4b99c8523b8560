"""Whether a model can be fine-tuned here: the memory and the time it takes, reckoned before anything is loaded."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass

from carrel.base.words import _
from carrel.engine import fit
from carrel.engine.api import Lesson
from carrel.engine.gguf import Header
from carrel.engine.tuning.process import TuningRefused
from carrel.engine.tuning.terms import Terms

_PROGRAM = 800_000_000  # bytes of a process that has loaded the libraries; measured with PyTorch 2.14 on Linux
_FLOAT = 4  # bytes
_ROWS_A_LAYER = 20  # rows as wide as the model that one layer keeps for the way back
_INNER_ROWS = 5  # rows as wide as its inner layer
_SCORES = 6  # copies of the scores of all tokens, with their logarithms and gradients
_FASTEST = 60e9  # multiplications and additions a second of one core at its very best: only the hopeless is refused
_LEARNING, _STAYING = 6, 8  # multiplications and additions for each weight and token: learned from, and kept the same
SMALL = 50_000_000
"""Weights; a model below is trained by one thread, for the reason that `engine.llama.SMALL_BYTES` tells."""


@dataclass(frozen=True)
class Needs:
    """What one run takes: bytes of memory, and the seconds of one pass over the examples at the very least."""

    memory: int
    pass_seconds: float


def reckon(header: Header, learn: Sequence[Lesson], others: Sequence[Lesson], terms: Terms) -> Needs:
    """What training so takes; within a tenth of what was measured for models of 6 and 100 million weights."""
    weights = _weights(header)
    longest = max(len(one.prompt) + len(one.reply) for one in learn)
    rows = max(terms.batch * longest, max((len(one.prompt) + len(one.reply) for one in others), default=0))
    width, inner = header.whole("embedding_length"), header.whole("feed_forward_length")
    heads = header.whole("attention.head_count", 1)
    a_token = header.whole("block_count") * (_ROWS_A_LAYER * width + _INNER_ROWS * inner + 2 * heads * longest)
    scores = _SCORES * header.entries("tokenizer.ggml.tokens")
    memory = _PROGRAM + _FLOAT * (weights + rows * (a_token + scores))
    tokens = sum(len(one.prompt) + len(one.reply) for one in learn)
    steps = -(-len(learn) // terms.batch)
    elsewhere = steps * sum(len(one.prompt) + len(one.reply) for one in others) / max(1, len(others))
    work = weights * (_LEARNING * tokens + _STAYING * elsewhere)
    return Needs(memory, work / (_FASTEST * (terms.threads or os.cpu_count() or 1)))


def threads(header: Header) -> int:
    """How many threads to train with; 0 leaves it to the library."""
    return 1 if _weights(header) < SMALL else 0


def _weights(header: Header) -> int:
    return sum(tensor.elements for tensor in header.tensors)


def require(needs: Needs, terms: Terms, free_bytes: int | None = None) -> None:
    """Raise TuningRefused, with the numbers, where memory or time will not do.

    With a graphics card only trying can tell: it has a memory and a speed of its own.
    """
    if shutil.which("nvidia-smi"):
        return
    free = fit.free_memory() if free_bytes is None else free_bytes
    if needs.memory > free:
        raise TuningRefused(
            _("Fine-tuning this model takes about {needs} GB of memory, and {free} GB are free.").format(
                needs=f"{needs.memory / 1e9:,.1f}", free=f"{free / 1e9:,.1f}"
            ),
            _("Close other programs, use shorter examples, or choose a smaller model."),
        )
    if needs.pass_seconds > terms.minutes * 60:
        raise TuningRefused(
            _("One pass over the examples takes at least {needs} minutes here, and {given} were given.").format(
                needs=f"{needs.pass_seconds / 60:,.0f}", given=f"{terms.minutes:,.0f}"
            ),
            _("Give it more time, use fewer or shorter examples, or choose a smaller model."),
        )
