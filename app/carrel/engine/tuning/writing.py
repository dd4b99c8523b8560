"""Writes a trained adapter as a GGUF file that stock llama.cpp loads."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import gguf
import numpy

from carrel.base.files import sync_folder
from carrel.engine import adapters
from carrel.engine.tuning.network import PARTS, Network
from carrel.engine.tuning.terms import Job


def write_adapter(job: Job, network: Network, weights: Mapping[str, Any]) -> None:
    """Put the file at its place, whole or not at all. weights: PEFT's parameters by their names. Raises OSError.

    The names, the shapes and the keys are those of llama.cpp's convert_lora_to_gguf.py.
    """
    place = Path(job.adapter)
    part = place.with_name(f".{place.name}.part")
    writer = gguf.GGUFWriter(part, network.architecture)
    writer.add_type("adapter")
    writer.add_name(job.made.name)
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", job.terms.alpha)
    writer.add_string(adapters.BASE_NAME, job.made.base_name)
    writer.add_string(adapters.BASE_SHA256, job.made.base_sha256)
    writer.add_uint64(adapters.BASE_BYTES, job.made.base_bytes)
    for name, weight in weights.items():
        stored, rows = _stored(network, name, weight)
        writer.add_tensor(stored, numpy.ascontiguousarray(rows.detach().float().cpu().numpy()))
    try:
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        with part.open("rb") as written:
            os.fsync(written.fileno())
        os.replace(part, place)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(place.parent)


def _stored(network: Network, name: str, weight: Any) -> tuple[str, Any]:
    """How a parameter such as ``….layers.3.self_attn.q_proj.lora_B.default.weight`` stands in the file."""
    words = name.split(".")
    layer, part, side = words[words.index("layers") + 1], PARTS[words[-4]], words[-3][-1].lower()
    rows = network.as_in_file(part, weight) if side == "b" else weight
    return f"blk.{layer}.{part}.weight.lora_{side}", rows
