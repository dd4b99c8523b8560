"""What a model file says of itself: the few facts that are kept, compared and shown."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields, replace
from pathlib import Path

from carrel.engine import gate, gguf

VERSION = 2
"""Raised when a fact is added or means something else: what an older Carrel noted is then looked at anew."""

_EMBEDDERS = ("bert", "nomic-bert", "nomic-bert-moe", "jina-bert-v2", "jina-bert-v3", "eurobert", "gemma-embedding")
_FILE_TYPES = {
    0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 7: "Q8_0", 8: "Q5_0", 9: "Q5_1", 10: "Q2_K", 11: "Q3_K_S", 12: "Q3_K_M",
    13: "Q3_K_L", 14: "Q4_K_S", 15: "Q4_K_M", 16: "Q5_K_S", 17: "Q5_K_M", 18: "Q6_K", 19: "IQ2_XXS", 20: "IQ2_XS",
    21: "Q2_K_S", 22: "IQ3_XS", 23: "IQ3_XXS", 24: "IQ1_S", 25: "IQ4_NL", 26: "IQ3_S", 27: "IQ3_M", 28: "IQ2_S",
    29: "IQ2_M", 30: "IQ4_XS", 31: "IQ1_M", 32: "BF16", 36: "TQ1_0", 37: "TQ2_0", 38: "MXFP4",
}  # fmt: skip
"""What the numbers of general.file_type are called (llama.h, enum llama_ftype; removed ones are missing)."""


@dataclass(frozen=True)
class Facts:
    """True as long as size and time of change of the file stay the same.

    bits: of one weight on average, rounded; 0 where it could not be told. quantisation: the code for it, such as
    ``Q4_K_M``, or empty. languages: codes, parted by commas. template: whether it says how a chat is written.
    embedding: it makes vectors and does not talk. problem: a sentence when the file cannot be used, else empty.
    """

    version: int = 0
    size: int = 0
    mtime_ns: int = 0
    sha256: str = ""
    context_length: int = 0
    architecture: str = ""
    parameters_label: str = ""
    license: str = ""
    problem: str = ""
    title: str = ""
    quantisation: str = ""
    bits: int = 0
    languages: str = ""
    template: bool = False
    embedding: bool = False

    def are_of(self, state: os.stat_result) -> bool:
        """Whether the file is still the one they were read from."""
        return (self.size, self.mtime_ns) == (state.st_size, state.st_mtime_ns)


def of_file(path: Path, state: os.stat_result) -> Facts:
    """Look at a file's header; a file that cannot be used has its problem told and nothing raised."""
    found = gate.inspect(path)
    facts = Facts(VERSION, state.st_size, state.st_mtime_ns, problem=" ".join(found.problems[:1]))
    if found.header is None or found.problems:
        return facts
    header = found.header
    return replace(
        facts,
        context_length=header.whole("context_length"),
        architecture=header.architecture[:40],
        parameters_label=_parameters(header),
        license=header.text("general.license")[:80],
        title=" ".join(header.text("general.name").split())[:80],
        quantisation=_FILE_TYPES.get(_file_type(header), ""),
        bits=_bits(header),
        languages=",".join(_languages(header)),
        template=bool(header.text("tokenizer.chat_template")),
        embedding=is_embedder(header),
    )


def from_row(row: object) -> Facts | None:
    """A row of the index, or None when it is not one that was written here; an older one has fewer facts."""
    expected = {field.name: type(field.default) for field in fields(Facts)}
    if not isinstance(row, dict) or not row.keys() <= expected.keys():
        return None
    return Facts(**row) if all(type(value) is expected[name] for name, value in row.items()) else None


def is_embedder(header: gguf.Header) -> bool:
    """Whether a model turns texts into vectors instead of talking."""
    return header.architecture in _EMBEDDERS or bool(header.whole("pooling_type"))


def _parameters(header: gguf.Header) -> str:
    """How many parameters: as the file says it, or counted; such as ``1.5B`` or ``98K``."""
    if said := header.text("general.size_label"):
        return said[:20]
    count = float(sum(tensor.elements for tensor in header.tensors))
    letters = iter("KMBT")
    letter = ""
    while count >= 999.5:
        count, letter = count / 1000, next(letters)
    return f"{count:.1f}{letter}" if count < 9.95 else f"{count:.0f}{letter}"


def _file_type(header: gguf.Header) -> int:
    said = header.values.get("general.file_type")
    return said if isinstance(said, int) else -1


def _bits(header: gguf.Header) -> int:
    """Counted over the tables that make up most of the file: small ones are kept exact in every quantisation."""
    tables = [tensor for tensor in header.tensors if len(tensor.shape) > 1 and tensor.bytes]
    elements = sum(tensor.elements for tensor in tables)
    return int(8 * sum(tensor.bytes or 0 for tensor in tables) / elements) if elements else 0


def _languages(header: gguf.Header) -> list[str]:
    listed = header.values.get("general.languages")
    if not isinstance(listed, gguf.Array) or listed.kind != "s" or listed.count > 200:
        return []
    codes = (text.decode(errors="replace").strip().lower() for text in listed.texts())
    return [code for code in codes if code.isascii() and code.isalnum() and len(code) <= 8]
