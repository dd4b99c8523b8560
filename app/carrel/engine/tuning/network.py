"""Reads a model out of its GGUF file as a network that can be trained: numbers, sizes and rotary positions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gguf
import numpy
import torch
from transformers import AutoModelForCausalLM, LlamaConfig, LlamaForCausalLM

PARTS = {
    "q_proj": "attn_q",
    "k_proj": "attn_k",
    "v_proj": "attn_v",
    "o_proj": "attn_output",
    "gate_proj": "ffn_gate",
    "up_proj": "ffn_up",
    "down_proj": "ffn_down",
}
"""The matrices of a layer that an adapter works on: their names in transformers, and in GGUF files."""

_ROTARY = "rope_freqs.weight"
_NORMS = {"input_layernorm": "attn_norm", "post_attention_layernorm": "ffn_norm"}


class UnknownKind(Exception):
    """Neither we nor transformers know how to read this kind of model."""


class Network:
    """A model in full precision, and how its matrices stand in the file.

    model: as transformers has it. architecture: as GGUF names it. heads, key_heads: how many.
    """

    def __init__(self, path: Path) -> None:
        reader = gguf.GGUFReader(path)
        self.architecture = str(_fact(reader, "general.architecture"))
        self.heads, self.key_heads = 0, 0
        if self.architecture == "llama":
            self.heads = int(_fact(reader, "llama.attention.head_count"))
            self.key_heads = int(_fact(reader, "llama.attention.head_count_kv", self.heads))
            self.model = _llama(reader, self.heads, self.key_heads)
        else:
            self.model = _other(path)

    def as_in_file(self, part: str, rows: Any) -> Any:
        """The rows of a matrix (out, …) in the order the file has them: `llama` keeps rotary pairs side by side."""
        heads = {"attn_q": self.heads, "attn_k": self.key_heads}.get(part, 0)
        return rows if not heads else _turned(rows, heads, pairs_first=False)


def _llama(reader: Any, heads: int, key_heads: int) -> Any:
    tables = {tensor.name: tensor for tensor in reader.tensors}
    width = int(_fact(reader, "llama.embedding_length"))
    head = int(_fact(reader, "llama.attention.key_length", width // heads))
    theta = float(_fact(reader, "llama.rope.freq_base", 10_000.0))
    config = LlamaConfig(
        vocab_size=int(tables["token_embd.weight"].shape[1]),
        hidden_size=width,
        intermediate_size=int(_fact(reader, "llama.feed_forward_length")),
        num_hidden_layers=int(_fact(reader, "llama.block_count")),
        num_attention_heads=heads,
        num_key_value_heads=key_heads,
        head_dim=head,
        max_position_embeddings=int(_fact(reader, "llama.context_length")),
        rms_norm_eps=float(_fact(reader, "llama.attention.layer_norm_rms_epsilon")),
        rope_parameters={"rope_type": "default", "rope_theta": theta},
        attention_bias="blk.0.attn_q.bias" in tables,
        tie_word_embeddings="output.weight" not in tables,
        use_cache=False,
    )
    model = LlamaForCausalLM(config)
    stored_names = {_stored_name(name): parameter for name, parameter in model.named_parameters()}
    if strange := tables.keys() - stored_names.keys() - {_ROTARY}:
        raise UnknownKind(f"a table named {min(strange)}")
    turned = {"attn_q": heads, "attn_k": key_heads}
    with torch.no_grad():
        for stored, parameter in stored_names.items():
            if stored not in tables and stored.endswith(".bias"):  # transformers has it beside those of q, k and v
                parameter.zero_()
                continue
            if stored not in tables:
                raise UnknownKind(f"no table named {stored}")
            numbers = _numbers(tables[stored])
            part = stored.split(".")[-2]
            parameter.copy_(_turned(numbers, turned[part], pairs_first=True) if part in turned else numbers)
        if _ROTARY in tables:  # llama.cpp divides the angle of each rotary pair by its factor
            model.model.rotary_emb.inv_freq /= _numbers(tables[_ROTARY]).reshape(-1)
    return model


def _stored_name(name: str) -> str:
    """The name in the file of a parameter of LlamaForCausalLM."""
    whole = {"model.embed_tokens.weight": "token_embd.weight", "model.norm.weight": "output_norm.weight"}
    if name in whole:
        return whole[name]
    if name == "lm_head.weight":
        return "output.weight"
    _model, _layers, layer, *_inside, part, kind = name.split(".")
    return f"blk.{layer}.{(PARTS | _NORMS)[part]}.{kind}"


def _other(path: Path) -> Any:
    try:
        model = AutoModelForCausalLM.from_pretrained(
            str(path.parent), gguf_file=path.name, dtype=torch.float32, local_files_only=True
        )
    except (ValueError, KeyError, NotImplementedError, ImportError, OSError) as error:
        raise UnknownKind(f"{type(error).__name__}: {str(error)[:200]}") from error
    model.config.use_cache = False
    return model


def _numbers(tensor: Any) -> Any:
    plain = gguf.quants.dequantize(tensor.data, tensor.tensor_type)
    return torch.from_numpy(numpy.array(plain, dtype=numpy.float32))


def _turned(rows: Any, heads: int, *, pairs_first: bool) -> Any:
    """Between rotary pairs side by side (as the file has them) and their halves apart (as transformers has them)."""
    half = rows.shape[0] // heads // 2
    split = (heads, half, 2) if pairs_first else (heads, 2, half)
    return rows.reshape(*split, *rows.shape[1:]).transpose(1, 2).reshape(rows.shape)


def _fact(reader: Any, key: str, otherwise: Any = None) -> Any:
    found = reader.fields.get(key)
    return otherwise if found is None else found.contents()
