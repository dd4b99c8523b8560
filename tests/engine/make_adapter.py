"""Writes LoRA adapters with random numbers for a model file, and adapters with one thing wrong."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gguf
import numpy

from carrel.engine import adapters


@dataclass(frozen=True)
class Wrong:
    """What is to be wrong; with nothing said, nothing is."""

    kind: str = "adapter"
    architecture: str = "llama"
    alpha: float = 8.0
    target: str = "attn_q"
    rank_of_second: int = 4
    wider: int = 0
    number: float | None = None
    only_first: bool = False
    suffix: str = "lora_a"


def write(base: Path, path: Path, *, seed: int = 1, strength: float = 0.5, wrong: Wrong | None = None) -> Path:
    """An adapter of rank 4 on one projection of every layer of a `llama`; returns its path."""
    odd = wrong or Wrong()
    path.parent.mkdir(parents=True, exist_ok=True)
    reader = gguf.GGUFReader(base)
    shapes = {tensor.name: tuple(map(int, tensor.shape)) for tensor in reader.tensors}
    layers = int(reader.fields["llama.block_count"].contents())
    writer = gguf.GGUFWriter(path, odd.architecture)
    writer.add_type(odd.kind)
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", odd.alpha)
    content = base.read_bytes()
    writer.add_string(adapters.BASE_NAME, base.stem)
    writer.add_string(adapters.BASE_SHA256, hashlib.sha256(content).hexdigest())
    writer.add_uint64(adapters.BASE_BYTES, len(content))
    chance = numpy.random.default_rng(seed)
    for layer in range(layers):
        name = f"blk.{layer}.{odd.target}.weight"
        wide, high = shapes.get(name, (64, 64))
        first: Any = chance.standard_normal((4, wide + odd.wider), numpy.float32) * wide**-0.5
        second: Any = chance.standard_normal((high, odd.rank_of_second), numpy.float32) * strength
        if odd.number is not None:
            first[0, 0] = odd.number
        writer.add_tensor(f"{name}.{odd.suffix}", first)
        if not odd.only_first:
            writer.add_tensor(f"{name}.lora_b", second)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
