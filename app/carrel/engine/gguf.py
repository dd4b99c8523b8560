"""Reads what stands at the head of a GGUF file: its facts, its list of tensors, and where their numbers lie.

Nothing here trusts the file: every length is bounded before it is used, and everything wrong is a ModelRefused.
The layout is described at https://github.com/ggml-org/ggml/blob/master/docs/gguf.md (versions 2 and 3).
"""

from __future__ import annotations

import os
import stat
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from carrel.base.words import _
from carrel.engine.api import ModelRefused

MAGIC = b"GGUF"
DEFAULT_ALIGNMENT = 32  # bytes

# Wide enough for every published model (262 thousand tokens, half a million merges), and narrow enough that the worst
# file is refused within half a second.
_HEAD_SIZES = (4 << 20, 12 << 20, 32 << 20)  # bytes read before giving up
_MOST_KEYS = 1024
_MOST_TENSORS = 4096
_MOST_ENTRIES = 900_000  # strings in all arrays together
_LONGEST_NAME = 65_535  # bytes of a key
_LONGEST_TEXT = 1 << 20  # bytes of one value
_MOST_DIMENSIONS = 4

_STRING, _ARRAY = 8, 9
_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_TEXT = "s"

BLOCKS: Mapping[int, tuple[int, int]] = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34), 9: (32, 36),
    10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210), 15: (256, 292),
    16: (256, 66), 17: (256, 74), 18: (256, 98), 19: (256, 50), 20: (32, 18), 21: (256, 110), 22: (256, 82),
    23: (256, 136), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8), 28: (1, 8), 29: (256, 56), 30: (1, 2),
    34: (256, 54), 35: (256, 66), 39: (32, 17), 40: (64, 36), 41: (128, 18), 42: (64, 18),
}  # fmt: skip
"""How each ggml type is stored: numbers in a block, bytes of a block (ggml.c's type_traits; removed types missing)."""


@dataclass(frozen=True)
class Array:
    """A list of values as it lies in the file; nothing of it is unpacked until it is asked for.

    kind: a letter of `struct`, or ``s`` for texts. count: how many values. raw: their bytes.
    """

    kind: str
    count: int
    raw: bytes = field(repr=False)

    def numbers(self) -> tuple[int | float, ...]:
        """All values of a list of numbers."""
        return struct.unpack(f"<{self.count}{self.kind}", self.raw)

    def texts(self) -> list[bytes]:
        """All values of a list of texts, undecoded; their lengths were looked at when the header was read."""
        position, raw, length_at = 0, self.raw, struct.Struct("<Q").unpack_from
        found = []
        for _entry in range(self.count):
            start = position + 8
            position = start + length_at(raw, position)[0]
            found.append(raw[start:position])
        return found


Value = int | float | str | Array


@dataclass(frozen=True)
class Tensor:
    """One table of numbers. shape: the fastest dimension first; offset: bytes from the start of the data."""

    name: str
    shape: tuple[int, ...]
    type: int
    offset: int

    @property
    def elements(self) -> int:
        """How many numbers it holds."""
        product = 1
        for size in self.shape:
            product *= size
        return product

    @property
    def bytes(self) -> int | None:
        """How many bytes it takes in the file; None where the type is unknown or a row is not whole blocks."""
        block, size = BLOCKS.get(self.type, (0, 0))
        if not block or self.shape[0] % block:
            return None
        return self.elements // block * size


@dataclass(frozen=True)
class Header:
    """Everything before the numbers. data_start, alignment, file_bytes: in bytes."""

    version: int
    values: Mapping[str, Value]
    tensors: tuple[Tensor, ...]
    data_start: int
    alignment: int
    file_bytes: int

    @property
    def architecture(self) -> str:
        """Which kind of network it is, such as ``llama``; empty where the file does not say."""
        found = self.values.get("general.architecture")
        return found if isinstance(found, str) else ""

    def of(self, name: str) -> Value | None:
        """The value of a key of the architecture, such as ``block_count`` for ``llama.block_count``."""
        return self.values.get(f"{self.architecture}.{name}")

    def whole(self, name: str, otherwise: int = 0) -> int:
        """The same, where it is a whole number; `otherwise` where it is missing or something else."""
        found = self.of(name)
        return found if isinstance(found, int) else otherwise

    def text(self, key: str) -> str:
        """The text of a key, such as ``general.name``; empty where it is missing or something else."""
        found = self.values.get(key)
        return found if isinstance(found, str) else ""

    def entries(self, key: str) -> int:
        """How many values the list of this key has; 0 where there is none."""
        found = self.values.get(key)
        return found.count if isinstance(found, Array) else 0


def read(path: Path) -> Header:
    """The header of the file. Raises ModelRefused for anything that is not a sound, ordinary GGUF file."""
    with open_ordinary(path) as file:
        size = os.fstat(file.fileno()).st_size
        try:
            return _read_growing(file, size)
        except OSError as error:
            raise unreadable(path, error) from error


def open_ordinary(path: Path) -> BinaryIO:
    """The file, open for reading; a pipe, device, socket or folder is refused and never waited for."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise not_ordinary(path)
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise not_ordinary(path)
    return os.fdopen(handle, "rb")


def not_ordinary(path: Path) -> ModelRefused:
    """The refusal of something that is no ordinary file."""
    return ModelRefused(
        _("{name} is not an ordinary file.").format(name=path.name), _("Choose a model file that ends in .gguf.")
    )


def unreadable(path: Path, error: Exception) -> ModelRefused:
    """The refusal of a file the system does not let us read."""
    return ModelRefused(
        _("{name} cannot be read.").format(name=path.name),
        _("Check that the file is there and that you may read it."),
        str(error),
    )


def damaged(detail: str) -> ModelRefused:
    """The refusal of a file that breaks the rules of GGUF; the detail says which."""
    return ModelRefused(
        _("This model file is damaged."), _("Get the file again from where it came from, or choose another."), detail
    )


class _NeedsMore(Exception):
    """The header goes on behind the bytes read so far."""


def _read_growing(file: BinaryIO, size: int) -> Header:
    head = b""
    for most in _HEAD_SIZES:
        head += file.read(most - len(head))
        try:
            return _Cursor(head).header(size)
        except _NeedsMore:
            if len(head) >= size or len(head) < most:
                break
    if len(head) >= _HEAD_SIZES[-1]:
        raise damaged("the header is longer than any model needs")
    raise ModelRefused(
        _("This model file is cut off: it ends in the middle of its header."),
        _("Get the file again from where it came from, or choose another."),
        f"{size} bytes",
    )


class _Cursor:
    """Walks through the head of a file."""

    def __init__(self, head: bytes) -> None:
        self.head = head
        self.at = 0
        self.entries = 0

    def header(self, file_bytes: int) -> Header:
        version = self.preamble()
        tensor_count, key_count = self.number("Q"), self.number("Q")
        if tensor_count > _MOST_TENSORS or key_count > _MOST_KEYS:
            raise damaged(f"{tensor_count} tensors and {key_count} keys")
        values = self.pairs(key_count)
        tensors = tuple(self.tensor() for _each in range(tensor_count))
        alignment = values.get("general.alignment", DEFAULT_ALIGNMENT)
        if not isinstance(alignment, int) or not 1 <= alignment <= 1 << 20 or alignment & (alignment - 1):
            raise damaged("general.alignment is not a small power of two")
        start = -(-self.at // alignment) * alignment
        return Header(version, values, tensors, start, alignment, file_bytes)

    def preamble(self) -> int:
        if self.take(4) != MAGIC:
            raise damaged("it does not begin with GGUF")
        version = self.number("I")
        if version in {2, 3}:
            return version
        if version & 0xFFFF == 0:
            raise damaged("the bytes of its numbers are the other way round")
        raise ModelRefused(
            _("This model file has version {version} of its format, which Carrel cannot read.").format(version=version),
            _("Choose a file of version 2 or 3; newer copies of the same model have it."),
        )

    def pairs(self, count: int) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for _each in range(count):
            key = self.name(_LONGEST_NAME)
            if key in values:
                raise damaged("a key stands twice")
            values[key] = self.value(self.number("I"))
        return values

    def tensor(self) -> Tensor:
        name = self.name(63)  # GGML_MAX_NAME counts the closing zero
        dimensions = self.number("I")
        if not 1 <= dimensions <= _MOST_DIMENSIONS:
            raise damaged(f"a tensor of {dimensions} dimensions")
        shape = tuple(self.number("Q") for _each in range(dimensions))
        return Tensor(name, shape, self.number("I"), self.number("Q"))

    def value(self, kind: int) -> Value:
        if kind == _STRING:
            return self.take(self.length(_LONGEST_TEXT)).decode(errors="replace")
        if kind == _ARRAY:
            return self.array(self.number("I"), self.number("Q"))
        if kind not in _SCALARS:
            raise damaged(f"a value of kind {kind}")
        letter = _SCALARS[kind]
        found: int | float = struct.unpack("<" + letter, self.take(struct.calcsize("<" + letter)))[0]
        return found

    def array(self, kind: int, count: int) -> Array:
        start = self.at
        if kind == _STRING:
            self.skip_texts(count)
        elif kind in _SCALARS:
            self.skip(count * struct.calcsize("<" + _SCALARS[kind]))
        else:
            raise damaged(f"a list of kind {kind}")
        return Array(_SCALARS.get(kind, _TEXT), count, self.head[start : self.at])

    def skip_texts(self, count: int) -> None:
        self.entries += count
        if self.entries > _MOST_ENTRIES:
            raise damaged("lists longer than any model needs")
        position, head, length_at = self.at, self.head, struct.Struct("<Q").unpack_from
        last = len(head) - 8
        for _each in range(count):
            if position > last:
                raise _NeedsMore
            position += 8 + length_at(head, position)[0]
        self.at = position
        self.skip(0)

    def name(self, longest: int) -> str:
        raw = self.take(self.length(longest))
        try:
            name = raw.decode()
        except UnicodeDecodeError as error:
            raise damaged("a name that is no text") from error
        if not name or "\0" in name:
            raise damaged("an empty name, or one with a zero byte")
        return name

    def length(self, longest: int) -> int:
        length = self.number("Q")
        if length > longest:
            raise damaged(f"a text of {length} bytes")
        return length

    def number(self, letter: str) -> int:
        found: int = struct.unpack("<" + letter, self.take(struct.calcsize("<" + letter)))[0]
        return found

    def take(self, count: int) -> bytes:
        start = self.at
        self.skip(count)
        return self.head[start : self.at]

    def skip(self, count: int) -> None:
        if count > _HEAD_SIZES[-1]:
            raise damaged(f"a value of {count} bytes")
        self.at += count
        if self.at > len(self.head):
            raise _NeedsMore
