"""The one door to llama.cpp: a model, its vocabulary, and one context of one sequence, on the C-level interface.

Nothing here may run in the window's process: many inputs make llama.cpp abort, and no exception can catch that.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import llama_cpp.llama_cpp as C
from llama_cpp import _ggml

from carrel.engine.api import Sampling

library = C
"""The library itself, for the neighbours that measure with it."""
ggml = _ggml.libggml
"""The library below llama.cpp, for what the package has no words for."""

SEQUENCE = 0
CHECKPOINT_BYTES = 256 * 1024 * 1024
"""The most memory that remembered states of a model without rollback may take."""

SMALL_BYTES = 64 * 1024 * 1024
"""A model below this size is given one thread. Two are a sixth faster on an idle computer, and ten times slower beside
another busy program, because they spin while they wait for each other: 23 to 49 tokens a second against 500."""

_END_OF_BATCH_LOGITS = -1
_ABORTED = 2
_NO_ROOM = 1


class LoadFailed(Exception):
    """llama.cpp would not load this file or make a context for it."""


class Aborted(Exception):
    """Reading was stopped through the abort flag; the context holds what it held before."""


class AdapterFailed(LoadFailed):
    """llama.cpp would not load this adapter, or not for this model."""


class ContextFull(Exception):
    """The context has no room for these tokens."""


@dataclass(frozen=True)
class LoadOptions:
    """How a model is loaded; context in tokens (0: as trained), gpu_layers -1 for all that fit."""

    context: int = 4096
    threads: int = 0
    gpu_layers: int = 0
    embeddings: bool = False


class AbortFlag:
    """A byte that llama.cpp looks at between the operations of a batch.

    The callback is the C library's strlen over a one-character buffer: empty means go on. A Python callback would take
    the interpreter's lock some hundred times a token, which costs a small model a tenth of its speed.
    """

    def __init__(self) -> None:
        library = ctypes.cdll.msvcrt if os.name == "nt" else ctypes.CDLL(None)
        self._buffer = ctypes.create_string_buffer(2)
        self.callback = ctypes.cast(library.strlen, C.ggml_abort_callback)
        self.address = ctypes.cast(self._buffer, ctypes.c_void_p)

    def set(self) -> None:
        """Stop what runs now, and whatever starts later."""
        self._buffer[0] = b"x"

    def clear(self) -> None:
        """Let work go on."""
        self._buffer[0] = b"\x00"

    @property
    def is_set(self) -> bool:
        """Whether stopping was asked."""
        return bool(self._buffer[0] != b"\x00")


class Vocabulary:
    """The tokens of a model: text to tokens, tokens to bytes."""

    def __init__(self, model: Any) -> None:
        self._vocab = C.llama_model_get_vocab(model)
        self.size: int = C.llama_vocab_n_tokens(self._vocab)
        self.begins_with_bos: bool = C.llama_vocab_get_add_bos(self._vocab)
        self.bos: int = C.llama_vocab_bos(self._vocab)
        self.eos: int = C.llama_vocab_eos(self._vocab)
        self._room = ctypes.create_string_buffer(256)
        self._pieces: dict[int, bytes] = {}

    @property
    def pointer(self) -> Any:
        """The vocabulary as llama.cpp knows it."""
        return self._vocab

    def tokenize(self, text: str, *, marks: bool = False) -> list[int]:
        """The tokens of plain text; a control token written in it stays plain text (P22).

        marks: put the vocabulary's own start and end tokens around it, as embedding models want.
        """
        encoded = text.encode("utf-8", "replace")
        most = len(encoded) + 8
        room = (C.llama_token * most)()
        count = C.llama_tokenize(self._vocab, encoded, len(encoded), room, most, marks, False)
        if count < 0:
            raise ContextFull
        return list(room[:count])

    def piece(self, token: int) -> bytes:
        """The bytes of a token; a control token has none."""
        known = self._pieces.get(token)
        if known is None:
            known = self._pieces[token] = self._read_piece(token)
        return known

    def _read_piece(self, token: int) -> bytes:
        count = C.llama_token_to_piece(self._vocab, token, self._room, len(self._room), 0, False)
        if count < 0:
            self._room = ctypes.create_string_buffer(-count)
            count = C.llama_token_to_piece(self._vocab, token, self._room, len(self._room), 0, False)
        return self._room.raw[:count]

    def text(self, token: int) -> str:
        """How the token is written in the model file; empty for no token."""
        return C.llama_vocab_get_text(self._vocab, token).decode("utf-8", "replace") if token >= 0 else ""

    def ends_reply(self, token: int) -> bool:
        """Whether the model ends its turn with this token."""
        return bool(C.llama_vocab_is_eog(self._vocab, token))

    def marked(self) -> list[tuple[int, str, int]]:
        """Control and user-defined tokens: id, how each is written, and its attribute bits."""
        kinds = C.LLAMA_TOKEN_ATTR_CONTROL | C.LLAMA_TOKEN_ATTR_USER_DEFINED | C.LLAMA_TOKEN_ATTR_UNKNOWN
        found = []
        for token in range(self.size):
            attributes = C.llama_vocab_get_attr(self._vocab, token)
            if attributes & kinds:
                found.append((token, self.text(token), attributes))
        return found


class Llama:
    """One loaded model and the tokens its context holds.

    tokens: what the context has evaluated, in order; every method keeps this true.
    """

    def __init__(self, path: str, options: LoadOptions, abort: AbortFlag, on_progress: Callable[[float], None]) -> None:
        self.abort = abort
        self.options = options
        self.tokens: list[int] = []
        self._checkpoints: list[tuple[int, bytes]] = []
        C.llama_backend_init()
        self.model = _load_model(path, options, abort, on_progress)
        self.vocabulary = Vocabulary(self.model)
        self.context = _make_context(self.model, options, abort)
        self._memory = C.llama_get_memory(self.context)
        self._adapters: dict[str, Any] = {}
        self.window: int = C.llama_n_ctx(self.context)
        self.batch_size: int = C.llama_n_batch(self.context)
        self._token_room = (C.llama_token * self.batch_size)()
        self.rolls_back = not (C.llama_model_is_recurrent(self.model) or C.llama_model_is_hybrid(self.model))

    def description(self) -> dict[str, Any]:
        """What the file says of itself, for people: name, kind, parameters, bytes, trained context, template."""
        template = C.llama_model_chat_template(self.model, None)
        room = ctypes.create_string_buffer(256)
        C.llama_model_desc(self.model, room, len(room))
        return {
            "kind": room.value.decode("utf-8", "replace"),
            "parameters": C.llama_model_n_params(self.model),
            "bytes": C.llama_model_size(self.model),
            "trained_context": C.llama_model_n_ctx_train(self.model),
            "width": C.llama_model_n_embd(self.model),
            "template": template.decode("utf-8", "replace") if template else "",
        }

    def rewind(self, keep: int) -> int:
        """Forget all tokens but the first `keep`; how many could be kept: fewer where a model cannot go back."""
        if keep >= len(self.tokens):
            return len(self.tokens)
        if self.rolls_back and C.llama_memory_seq_rm(self._memory, SEQUENCE, keep, -1):
            del self.tokens[keep:]
            return keep
        return self._back_to_checkpoint(keep)

    def _back_to_checkpoint(self, keep: int) -> int:
        self._checkpoints = [one for one in self._checkpoints if one[0] <= keep]
        tokens = self.tokens
        self.forget()
        if not self._checkpoints:
            return 0
        count, state = self._checkpoints[-1]
        return count if self.load_state(state, tokens[:count]) else 0

    def wear(self, adapter: str | None) -> None:
        """Use the adapter in this file from now on, or none; the context is emptied: it was read with another.

        Raises AdapterFailed, and uses none then.
        """
        self.forget()
        self._checkpoints = []
        C.llama_set_adapters_lora(self.context, None, 0, None)
        if adapter is None:
            return
        if adapter not in self._adapters:
            self._adapters[adapter] = C.llama_adapter_lora_init(self.model, os.fsencode(adapter))
        loaded = self._adapters[adapter]
        if not loaded:  # a pointer to nothing, which is not None
            del self._adapters[adapter]
            raise AdapterFailed("the loader refused it")
        pointers = (C.llama_adapter_lora_p_ctypes * 1)(loaded)
        if C.llama_set_adapters_lora(self.context, pointers, 1, (ctypes.c_float * 1)(1.0)) != 0:
            raise AdapterFailed("it does not fit the model")

    def forget(self) -> None:
        """Empty the context."""
        C.llama_memory_clear(self._memory, True)
        self.tokens = []

    def read(self, tokens: Sequence[int]) -> None:
        """Evaluate at most one batch of tokens after those in the context; raises Aborted or ContextFull."""
        if len(self.tokens) + len(tokens) > self.window:
            raise ContextFull
        before = len(self.tokens)
        self._token_room[: len(tokens)] = tokens
        result = C.llama_decode(self.context, C.llama_batch_get_one(self._token_room, len(tokens)))
        if result == 0:
            self.tokens.extend(tokens)
            return
        self.tokens.extend(tokens)  # some of the batch may be there already: take all of it back
        self.rewind(before)
        raise ContextFull if result == _NO_ROOM else Aborted if result == _ABORTED else LoadFailed(f"decode {result}")

    def checkpoint(self) -> None:
        """Remember the state at this point if the model cannot go back by itself."""
        if self.rolls_back or not self.tokens:
            return
        self._checkpoints = [one for one in self._checkpoints if one[0] < len(self.tokens)]
        self._checkpoints.append((len(self.tokens), bytes(self.save_state())))
        while len(self._checkpoints) > 1 and sum(len(state) for _, state in self._checkpoints) > CHECKPOINT_BYTES:
            del self._checkpoints[0]

    def save_state(self) -> memoryview:
        """The model's state after the tokens in the context, for `load_state` with the same file and options."""
        size = C.llama_state_seq_get_size(self.context, SEQUENCE)
        room = (ctypes.c_uint8 * size)()
        written = C.llama_state_seq_get_data(self.context, room, size, SEQUENCE)
        return memoryview(room).cast("B")[:written]

    def load_state(self, state: bytes | bytearray, tokens: Sequence[int]) -> bool:
        """Take up a saved state; on failure the context is empty."""
        self.forget()
        room = (ctypes.c_uint8 * len(state)).from_buffer_copy(state)
        if not C.llama_state_seq_set_data(self.context, room, len(state), SEQUENCE):
            self.forget()
            return False
        self.tokens = list(tokens)
        return True

    def embed(self, tokens: Sequence[int]) -> list[float]:
        """The vector of a text, of unit length; the context is used up and emptied."""
        self.forget()
        kept = list(tokens)[: min(self.window, self.batch_size)]
        self._token_room[: len(kept)] = kept
        batch = C.llama_batch_get_one(self._token_room, len(kept))
        encoder = C.llama_model_has_encoder(self.model) and not C.llama_model_has_decoder(self.model)
        result = (C.llama_encode if encoder else C.llama_decode)(self.context, batch)
        if result != 0:
            raise Aborted if result == _ABORTED else LoadFailed(f"embedding {result}")
        pooled = C.llama_get_embeddings_seq(self.context, SEQUENCE)
        vector = pooled or C.llama_get_embeddings_ith(self.context, _END_OF_BATCH_LOGITS)
        numbers: list[float] = vector[: C.llama_model_n_embd(self.model)]
        length = sum(number * number for number in numbers) ** 0.5 or 1.0
        self.forget()
        return [number / length for number in numbers]

    def close(self) -> None:
        """Free the context and the model."""
        C.llama_free(self.context)
        C.llama_model_free(self.model)


class Sampler:
    """A chain that picks the next token from the last logits of the context."""

    def __init__(self, llama: Llama, sampling: Sampling, grammar: str | None) -> None:
        self._context = llama.context
        self._chain = C.llama_sampler_chain_init(C.llama_sampler_chain_default_params())
        for link in self._links(llama.vocabulary, sampling, grammar):
            C.llama_sampler_chain_add(self._chain, link)

    def _links(self, vocabulary: Vocabulary, sampling: Sampling, grammar: str | None) -> list[Any]:
        links: list[Any] = []
        if grammar is not None:
            links.append(C.llama_sampler_init_grammar(vocabulary.pointer, grammar.encode(), b"root"))
            if not links[0]:
                raise LoadFailed("the grammar was refused")
        if sampling.repeat_penalty != 1.0:
            links.append(C.llama_sampler_init_penalties(vocabulary.size, 64, sampling.repeat_penalty, 0.0, 0.0))
        if sampling.temperature == 0:
            return [*links, C.llama_sampler_init_greedy()]
        seed = int.from_bytes(os.urandom(4), "little") if sampling.seed is None else sampling.seed
        return [
            *links,
            C.llama_sampler_init_top_k(sampling.top_k),
            C.llama_sampler_init_top_p(sampling.top_p, 1),
            C.llama_sampler_init_min_p(sampling.min_p, 1),
            C.llama_sampler_init_temp(sampling.temperature),
            C.llama_sampler_init_dist(seed),
        ]

    def pick(self) -> int:
        """The next token."""
        return int(C.llama_sampler_sample(self._chain, self._context, _END_OF_BATCH_LOGITS))

    def close(self) -> None:
        """Free the chain."""
        C.llama_sampler_free(self._chain)


def quiet() -> None:
    """Send llama.cpp's chatter nowhere; what it says while dying still goes to stderr."""
    C.llama_log_set(_keep_silent, ctypes.c_void_p(0))


@C.llama_log_callback  # type: ignore[untyped-decorator]
def _keep_silent(_level: int, _text: bytes, _data: object) -> None:
    """The callback must live as long as the library."""


def plain_decode_speed(llama: Llama, count: int) -> float:
    """Tokens a second of llama.cpp's bare loop, as its own bench program measures: decode, nothing sampled (S1)."""
    llama.forget()
    llama.read([max(llama.vocabulary.bos, 0)])
    token = (C.llama_token * 1)()
    batch = C.llama_batch_get_one(token, 1)
    began = C.llama_time_us()
    for step in range(count):
        token[0] = step * 7919 % llama.vocabulary.size
        if C.llama_decode(llama.context, batch) != 0:
            raise ContextFull
        C.llama_synchronize(llama.context)
    seconds = (C.llama_time_us() - began) / 1e6
    llama.forget()
    return float(count / max(1e-6, seconds))


def _load_model(path: str, options: LoadOptions, abort: AbortFlag, on_progress: Callable[[float], None]) -> Any:
    @C.llama_progress_callback  # type: ignore[untyped-decorator]
    def go_on(share: float, _data: object) -> bool:
        on_progress(share)
        return not abort.is_set

    parameters = C.llama_model_default_params()
    parameters.n_gpu_layers = options.gpu_layers
    parameters.progress_callback = go_on
    # GCC drops most of the tile configuration that AMX kernels load (its intrinsic declares eight bytes of it as read),
    # and the processor faults. Weights that are not repacked for AMX never reach those kernels.
    parameters.use_extra_bufts = b"AMX_INT8 = 1" not in C.llama_print_system_info()
    model = C.llama_model_load_from_file(os.fsencode(path), parameters)
    if not model:
        raise Aborted if abort.is_set else LoadFailed("the loader refused the file")
    return model


def _make_context(model: Any, options: LoadOptions, abort: AbortFlag) -> Any:
    parameters = C.llama_context_default_params()
    parameters.n_ctx = options.context
    parameters.n_batch = parameters.n_ubatch = min(512, options.context or 512)
    parameters.n_threads = parameters.n_threads_batch = options.threads or _threads(model)
    parameters.abort_callback = abort.callback
    parameters.abort_callback_data = abort.address
    parameters.embeddings = options.embeddings
    context = C.llama_init_from_model(model, parameters)
    if not context:
        raise LoadFailed("no context could be made")
    return context


def _threads(model: Any) -> int:
    """Physical cores, as far as can be told: hyper-threads slow decoding down, and a small model gains by none."""
    if C.llama_model_size(model) < SMALL_BYTES:
        return 1
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return usable if usable <= 4 else max(4, usable // 2)
