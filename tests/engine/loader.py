"""Lets the real llama.cpp load the files named on the standard input, one after another, and says how each went.

It runs as a process of its own, because a damaged model may end it.
"""

from __future__ import annotations

import ctypes
import os
import sys

import llama_cpp

TEXT = "Hello wörld \N{SLIGHTLY SMILING FACE} 1+1\n<|im_end|>".encode()
TOKENS = 4


def attempt(path: str) -> str:
    """Load the file, take a text apart, spell tokens, and decode four of them; what happened, in a word."""
    parameters = llama_cpp.llama_model_default_params()
    parameters.use_extra_bufts = False
    model = llama_cpp.llama_model_load_from_file(os.fsencode(path), parameters)
    if not model:
        return "refused"
    try:
        return _use(model)
    finally:
        llama_cpp.llama_model_free(model)


def _use(model: llama_cpp.llama_model_p) -> str:
    vocabulary = llama_cpp.llama_model_get_vocab(model)
    tokens = (llama_cpp.llama_token * 256)()
    count = llama_cpp.llama_tokenize(vocabulary, TEXT, len(TEXT), tokens, 256, True, True)
    spelled = ctypes.create_string_buffer(1 << 17)
    for token in range(llama_cpp.llama_vocab_n_tokens(vocabulary)):
        llama_cpp.llama_token_to_piece(vocabulary, token, spelled, len(spelled), 0, True)
    parameters = llama_cpp.llama_context_default_params()
    parameters.n_ctx, parameters.n_batch, parameters.n_ubatch = 128, 64, 64
    parameters.n_threads = parameters.n_threads_batch = 1
    context = llama_cpp.llama_init_from_model(model, parameters)
    if not context or count < 1:
        return "unusable"
    try:
        batch = llama_cpp.llama_batch_get_one(tokens, min(count, TOKENS))
        return "decoded" if llama_cpp.llama_decode(context, batch) == 0 else "unusable"
    finally:
        llama_cpp.llama_free(context)


@llama_cpp.llama_log_callback  # type: ignore[untyped-decorator]
def _say_nothing(_level: int, _text: bytes, _data: object) -> None:
    """Swallow what the library writes: a damaged file makes it chatter."""


if __name__ == "__main__":
    llama_cpp.llama_log_set(_say_nothing, ctypes.c_void_p(0))
    llama_cpp.llama_backend_init()
    for line in sys.stdin:
        print(attempt(line.rstrip("\n")), flush=True)
