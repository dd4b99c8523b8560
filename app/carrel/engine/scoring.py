"""How likely a model finds a reply, token by token, after what was said before it."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence

import numpy
from numpy import ctypeslib  # a part that would be looked for on the disk later, where the process may not

from carrel.engine.llama import Aborted, ContextFull, Llama, library

_AT_ONCE = 32
"""Tokens whose scores are asked for together: each takes as many floats as the vocabulary has tokens."""
_ABORTED = 2


def likelihood(llama: Llama, prompt: Sequence[int], reply: Sequence[int], check: Callable[[], None]) -> float:
    """The sum of the logarithms of the reply's tokens, in nats; the context is used up and emptied.

    check: called now and then, and may raise to stop. Raises Aborted, and ContextFull.
    """
    llama.forget()
    tokens = [*prompt, *reply]
    first = max(1, len(prompt)) - 1
    total = 0.0
    try:
        for at in range(0, first, llama.batch_size):
            check()
            llama.read(tokens[at : min(first, at + llama.batch_size)])
        for at in range(first, len(tokens) - 1, _AT_ONCE):
            check()
            total += _step(llama, tokens, at, min(_AT_ONCE, len(tokens) - 1 - at))
    finally:
        llama.forget()
    return total


def _step(llama: Llama, tokens: Sequence[int], at: int, count: int) -> float:
    """Read so many tokens from `at` on; how likely each one's successor was."""
    batch = library.llama_batch_init(count, 0, 1)
    try:
        batch.n_tokens = count
        for step in range(count):
            batch.token[step], batch.pos[step] = tokens[at + step], at + step
            batch.n_seq_id[step], batch.seq_id[step][0] = 1, 0
            batch.logits[step] = 1
        result = library.llama_decode(llama.context, batch)
        if result:
            raise Aborted if result == _ABORTED else ContextFull
        return sum(_log_share(llama, step, tokens[at + step + 1]) for step in range(count))
    finally:
        library.llama_batch_free(batch)


def _log_share(llama: Llama, step: int, token: int) -> float:
    pointer = ctypes.cast(library.llama_get_logits_ith(llama.context, step), ctypes.POINTER(ctypes.c_float))
    scores = ctypeslib.as_array(pointer, (llama.vocabulary.size,)).astype(numpy.float64)
    top = scores.max()
    return float(scores[token] - top - numpy.log(numpy.exp(scores - top).sum()))
