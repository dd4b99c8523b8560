"""What llama.cpp could compute with here: the processor, and graphics processors if it was built for them."""

from __future__ import annotations

import ctypes
from dataclasses import asdict
from typing import Any

from carrel.engine.devices import CPU, GRAPHICS, OTHER, Device
from carrel.engine.llama import ggml

_KINDS = {0: CPU, 1: GRAPHICS, 2: GRAPHICS, 3: OTHER}  # ggml-backend.h, enum ggml_backend_dev_type


def described() -> list[dict[str, Any]]:
    """Each device as `Device` has it; none where the library keeps its list to itself (as on Windows it may)."""
    try:
        _declare()
        return [asdict(_device(ggml.ggml_backend_dev_get(index))) for index in range(ggml.ggml_backend_dev_count())]
    except AttributeError:
        return []


def _declare() -> None:
    ggml.ggml_backend_dev_count.restype = ctypes.c_size_t
    ggml.ggml_backend_dev_get.restype = ctypes.c_void_p
    ggml.ggml_backend_dev_get.argtypes = [ctypes.c_size_t]
    for name in ("name", "description"):
        function = getattr(ggml, f"ggml_backend_dev_{name}")
        function.restype, function.argtypes = ctypes.c_char_p, [ctypes.c_void_p]
    ggml.ggml_backend_dev_type.argtypes = [ctypes.c_void_p]
    size = ctypes.POINTER(ctypes.c_size_t)
    ggml.ggml_backend_dev_memory.restype = None
    ggml.ggml_backend_dev_memory.argtypes = [ctypes.c_void_p, size, size]


def _device(pointer: int) -> Device:
    free, total = ctypes.c_size_t(), ctypes.c_size_t()
    ggml.ggml_backend_dev_memory(pointer, ctypes.byref(free), ctypes.byref(total))
    name, words = (
        getattr(ggml, f"ggml_backend_dev_{which}")(pointer).decode("utf-8", "replace")
        for which in ("name", "description")
    )
    kind = _KINDS.get(ggml.ggml_backend_dev_type(pointer), OTHER)
    return Device(name, words.strip(), kind, free.value, total.value)
