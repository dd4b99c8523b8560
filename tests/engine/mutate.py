"""Makes damaged copies of a sound GGUF file: cut off, lying in its header, with flipped bits; always the same ones."""

from __future__ import annotations

import math
import random
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
U32, I32, F32, BOOL, TEXT, LIST, U64 = 4, 5, 6, 7, 8, 9, 10

WHOLE_NUMBERS = (0, 1, 3, 7, 1000, 65_537, 2**31 - 1, 2**31, 2**32 - 1)
FRACTIONS = (math.nan, math.inf, -math.inf, -1.0, 0.0, -0.0, 1e38, 1e-45)
TEXTS = (b"", b"\0", b"unknown", b"\xff\xfe", b"llama\0", b"x" * 70_000)
ENTRIES = (b"", b"\0", b"a\0b", b"\xff\xfe\xfd", b" ", b"a", b"a b c", b"nobody knows", b"x" * 100_000)
OFTEN_MISSING = {
    "expert_count": U32,
    "expert_used_count": U32,
    "attention.key_length": U32,
    "attention.value_length": U32,
    "attention.sliding_window": U32,
    "attention.causal": BOOL,
    "attention.scale": F32,
    "attention.clamp_kqv": F32,
    "attention.max_alibi_bias": F32,
    "pooling_type": U32,
    "vocab_size": U32,
    "rope.scaling.factor": F32,
    "rope.scaling.attn_factor": F32,
    "rope.scaling.original_context_length": U32,
    "rope.scaling.type": TEXT,
    "logit_scale": F32,
    "ssm.group_count": U32,
    "nextn_predict_layers": U32,
}
"""Keys many models have and the small ones here do not: they are put in with every odd value."""


OTHER_NAMES = tuple(
    b"baichuan bert command-r dream ernie4_5 eurobert exaone falcon gemma gemma2 gpt2 granite internlm2 llada mamba "
    b"minicpm mistral3 nanbeige olmo orion phi3 qwen2 qwen3 refact rwkv7 smallthinker smollm3 stablelm starcoder2 "
    b"xverse".split()
)
"""Architectures a file may claim to be of though it is of another; some have the very same tensors."""
SPLITTERS = (b"llama", b"bert", b"gpt2", b"t5", b"rwkv", b"plamo2", b"none", b"gemma4")


@dataclass(frozen=True)
class Mutant:
    """A damaged copy: what was done to it, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Pair:
    """A key and its value, the value still packed."""

    key: bytes
    kind: int
    raw: bytes

    def listed(self) -> tuple[int, list[bytes]]:
        """The kind and the entries of a list, each still packed (texts without their length)."""
        kind, count = struct.unpack_from("<IQ", self.raw)
        if kind == TEXT:
            entries, at = [], 12
            for _each in range(count):
                (length,) = struct.unpack_from("<Q", self.raw, at)
                entries.append(self.raw[at + 8 : at + 8 + length])
                at += 8 + length
            return kind, entries
        size = struct.calcsize("<" + SCALARS[kind])
        return kind, [self.raw[12 + at * size : 12 + (at + 1) * size] for at in range(count)]


@dataclass(frozen=True)
class Table:
    """A tensor's entry in the header."""

    name: bytes
    shape: tuple[int, ...]
    kind: int
    offset: int


@dataclass(frozen=True)
class Parts:
    """A GGUF file taken apart, to be put together again with something wrong in it."""

    pairs: tuple[Pair, ...]
    tables: tuple[Table, ...]
    data: bytes = field(repr=False)

    @classmethod
    def of(cls, content: bytes) -> Parts:
        """Take a sound file apart."""
        tables_count, pairs_count = struct.unpack_from("<QQ", content, 8)
        at = 24
        pairs, tables = [], []
        for _each in range(pairs_count):
            key, at = _text(content, at)
            (kind,) = struct.unpack_from("<I", content, at)
            end = _value_end(content, at + 4, kind)
            pairs.append(Pair(key, kind, content[at + 4 : end]))
            at = end
        for _each in range(tables_count):
            name, at = _text(content, at)
            (dimensions,) = struct.unpack_from("<I", content, at)
            *shape, kind, offset = struct.unpack_from(f"<{dimensions}QIQ", content, at + 4)
            tables.append(Table(name, tuple(shape), kind, offset))
            at += 4 + dimensions * 8 + 12
        return cls(tuple(pairs), tuple(tables), content[-(-at // 32) * 32 :])

    def together(self, version: int = 3, tables: int | None = None, pairs: int | None = None) -> bytes:
        """The file, its counts as they are or as the caller lies."""
        counts = (len(self.tables) if tables is None else tables, len(self.pairs) if pairs is None else pairs)
        head = b"GGUF" + struct.pack("<IQQ", version, *counts)
        for pair in self.pairs:
            head += packed(pair.key) + struct.pack("<I", pair.kind) + pair.raw
        for table in self.tables:
            head += packed(table.name) + struct.pack("<I", len(table.shape))
            head += struct.pack(f"<{len(table.shape)}QIQ", *table.shape, table.kind, table.offset)
        return head + bytes(-len(head) % 32) + self.data

    def value(self, key: bytes) -> bytes:
        """The packed value of a key."""
        return next(pair.raw for pair in self.pairs if pair.key == key)

    def with_pair(self, key: bytes, kind: int, raw: bytes) -> Parts:
        """With the value of a key replaced, or added where there was none."""
        changed = Pair(key, kind, raw)
        if any(pair.key == key for pair in self.pairs):
            return replace(self, pairs=tuple(changed if pair.key == key else pair for pair in self.pairs))
        return replace(self, pairs=(*self.pairs, changed))

    def called(self, own: bytes, name: bytes) -> Parts:
        """With another architecture, in the keys as well."""
        pairs = [replace(pair, key=pair.key.replace(own + b".", name + b".")) for pair in self.pairs]
        return replace(self, pairs=tuple(pairs)).with_pair(b"general.architecture", TEXT, packed(name))

    def with_entries(self, key: bytes, kind: int, entries: list[bytes]) -> Parts:
        """With the list of a key replaced."""
        body = b"".join(packed(entry) if kind == TEXT else entry for entry in entries)
        return self.with_pair(key, LIST, struct.pack("<IQ", kind, len(entries)) + body)

    def with_table(self, place: int, table: Table | None) -> Parts:
        """With the tensor at this place replaced, or left out."""
        changed = () if table is None else (table,)
        return replace(self, tables=(*self.tables[:place], *changed, *self.tables[place + 1 :]))


def packed(text: bytes) -> bytes:
    """A text with its length before it."""
    return struct.pack("<Q", len(text)) + text


def _text(content: bytes, at: int) -> tuple[bytes, int]:
    (length,) = struct.unpack_from("<Q", content, at)
    return content[at + 8 : at + 8 + length], at + 8 + length


def _value_end(content: bytes, at: int, kind: int) -> int:
    if kind == TEXT:
        return _text(content, at)[1]
    if kind != LIST:
        return at + struct.calcsize("<" + SCALARS[kind])
    inner, count = struct.unpack_from("<IQ", content, at)
    at += 12
    for _each in range(count):
        at = _value_end(content, at, inner)
    return at


def mutants(content: bytes) -> Iterator[Mutant]:
    """All damaged copies of this sound file."""
    parts = Parts.of(content)
    for make in _MAKERS:
        yield from make(content, parts)


def _cut_off(content: bytes, parts: Parts) -> Iterator[Mutant]:
    head = len(content) - len(parts.data)
    places = {0, 1, 3, 4, 7, 8, 15, 16, 23, 24, 31, head - 33, head - 1, head, head + 1, len(content) - 1}
    places |= {head * part // 16 for part in range(1, 16)} | {
        head + len(parts.data) * part // 8 for part in range(1, 8)
    }
    for place in sorted(places):
        yield Mutant(f"cut at {place}", content[:place])


def _wrong_counts(content: bytes, parts: Parts) -> Iterator[Mutant]:
    for magic in (b"gguf", b"FUGG", b"GGML", b"\0\0\0\0"):
        yield Mutant(f"magic {magic!r}", magic + content[4:])
    for version in (0, 1, 2, 4, 1 << 24, 3 << 24, 2**32 - 1):
        yield Mutant(f"version {version}", parts.together(version=version))
    for count in (0, 1, 2**16, 2**31, 2**32, 2**63, 2**64 - 1):
        yield Mutant(f"{count} tensors", parts.together(tables=count))
        yield Mutant(f"{count} keys", parts.together(pairs=count))
    for step in (-1, 1):
        yield Mutant(f"{step} tensor", parts.together(tables=len(parts.tables) + step))
        yield Mutant(f"{step} key", parts.together(pairs=len(parts.pairs) + step))


def _odd_values(_content: bytes, parts: Parts) -> Iterator[Mutant]:
    architecture = parts.value(b"general.architecture")[8:]
    pairs = [(pair.key, pair.kind) for pair in parts.pairs]
    pairs += [(architecture + b"." + key.encode(), kind) for key, kind in OFTEN_MISSING.items()]
    pairs += [(b"general.alignment", U32), (b"split.count", U32), (b"tokenizer.ggml.eot_token_id", U32)]
    for key, kind in pairs:
        for name, raw in _odd(kind):
            yield Mutant(f"{key.decode()} = {name}", parts.with_pair(key, kind, raw).together())


def _odd(kind: int) -> Iterator[tuple[str, bytes]]:
    if kind in {U32, I32}:
        for number in WHOLE_NUMBERS:
            yield str(number), struct.pack("<I", number)
    elif kind == F32:
        for fraction in FRACTIONS:
            yield str(fraction), struct.pack("<f", fraction)
    elif kind == BOOL:
        for number in (0, 1, 255):
            yield f"{number} as truth", bytes([number])
    elif kind == TEXT:
        for text in TEXTS:
            yield repr(text[:10]), packed(text)
        yield "a text of 2^63 bytes", struct.pack("<Q", 2**63)


def _wrong_kinds(_content: bytes, parts: Parts) -> Iterator[Mutant]:
    for place, pair in enumerate(parts.pairs):
        name = pair.key.decode()
        rest = parts.pairs[:place] + parts.pairs[place + 1 :]
        yield Mutant(f"without {name}", replace(parts, pairs=rest).together())
        yield Mutant(f"{name} twice", replace(parts, pairs=(*parts.pairs, pair)).together())
        yield Mutant(f"{name} as a long number", parts.with_pair(pair.key, U64, bytes(8)).together())
        yield Mutant(f"{name} as a text", parts.with_pair(pair.key, TEXT, packed(b"8")).together())
        yield Mutant(f"{name} as an empty list", parts.with_entries(pair.key, U32, []).together())
        many = [struct.pack("<I", place % 5) for place in range(600)]
        yield Mutant(f"{name} as a long list", parts.with_entries(pair.key, U32, many).together())
        yield Mutant(f"{name} of kind 77", parts.with_pair(pair.key, 77, pair.raw).together())


def _odd_lists(_content: bytes, parts: Parts) -> Iterator[Mutant]:
    for pair in parts.pairs:
        if pair.kind != LIST:
            continue
        kind, entries = pair.listed()
        name = pair.key.decode()
        yield Mutant(f"{name} one short", parts.with_entries(pair.key, kind, entries[:-1]).together())
        yield Mutant(f"{name} one long", parts.with_entries(pair.key, kind, [*entries, entries[-1]]).together())
        yield Mutant(f"{name} of one", parts.with_entries(pair.key, kind, entries[:1]).together())
        yield Mutant(f"{name} all alike", parts.with_entries(pair.key, kind, entries[:1] * len(entries)).together())
        for count in (2**31, 2**40, 2**63, 2**64 - 1):
            lie = pair.raw[:4] + struct.pack("<Q", count) + pair.raw[12:]
            yield Mutant(f"{name} of {count}", parts.with_pair(pair.key, LIST, lie).together())
        nested = struct.pack("<IQ", LIST, 2) + struct.pack("<IQ", LIST, 2) * 4
        yield Mutant(f"{name} nested", parts.with_pair(pair.key, LIST, nested).together())
        odd = (
            ENTRIES if kind == TEXT else [struct.pack("<i", number) for number in (-1, 0, 2, 3, 5, 6, 7, 99, 2**31 - 1)]
        )
        for place in (0, len(entries) // 2, len(entries) - 1):
            for entry in odd:
                changed = [*entries[:place], entry, *entries[place + 1 :]]
                title = f"{name}[{place}] = {entry[:12]!r}"
                yield Mutant(title, parts.with_entries(pair.key, kind, changed).together())


def _odd_tensors(_content: bytes, parts: Parts) -> Iterator[Mutant]:
    for place, table in enumerate(parts.tables):
        for title, changed in _odd_tables(table, parts):
            yield Mutant(f"{table.name.decode()} {title}", parts.with_table(place, changed).together())
    for place in {0, len(parts.tables) // 2, len(parts.tables) - 1}:
        table = parts.tables[place]
        for kind in range(50):
            title = f"{table.name.decode()} of type {kind}"
            yield Mutant(title, parts.with_table(place, replace(table, kind=kind)).together())
    flat = replace(parts, tables=tuple(reversed(parts.tables)))
    yield Mutant("tensors in reverse", flat.together())
    yield Mutant("no tensor", replace(parts, tables=()).together())


def _odd_tables(table: Table, parts: Parts) -> Iterator[tuple[str, Table | None]]:
    first, *rest = table.shape
    yield "left out", None
    yield "renamed", replace(table, name=b"nobody.weight")
    yield "with the name of another", replace(table, name=parts.tables[1].name)
    yield "of another layer", replace(table, name=table.name.replace(b"blk.1", b"blk.9").replace(b"blk.0", b"blk.9"))
    yield "of no numbers", replace(table, shape=(0, *rest))
    yield "half as wide", replace(table, shape=(first // 2, *rest))
    yield "turned", replace(table, shape=tuple(reversed(table.shape)))
    yield "of more dimensions", replace(table, shape=(*table.shape, 1))
    yield "flat", replace(table, shape=(math.prod(table.shape),))
    yield "of five dimensions", replace(table, shape=(*table.shape, 1, 1, 1, 1))
    yield "huge", replace(table, shape=(2**62, *rest))
    yield "negative", replace(table, shape=(2**64 - first, *rest))
    yield "as small floats", replace(table, kind=1)
    yield "as whole numbers", replace(table, kind=26)
    yield "out of line", replace(table, offset=table.offset + 1)
    yield "over its neighbour", replace(table, offset=max(0, table.offset - 32))
    yield "behind the end", replace(table, offset=2**40)
    yield "before the beginning", replace(table, offset=2**64 - 32)


def _other_kinds(_content: bytes, parts: Parts) -> Iterator[Mutant]:
    own = parts.value(b"general.architecture")[8:]
    for name in OTHER_NAMES:
        changed = parts.called(own, name)
        yield Mutant(f"called {name.decode()}", changed.together())
        for key, number in ((b"rope.dimension_count", 8), (b"rope.dimension_count", 0), (b"attention.key_length", 32)):
            title = f"called {name.decode()}, {key.decode()} = {number}"
            yield Mutant(title, changed.with_pair(name + b"." + key, U32, struct.pack("<I", number)).together())
    for splitter in SPLITTERS:
        changed = parts.with_pair(b"tokenizer.ggml.model", TEXT, packed(splitter))
        yield Mutant(f"split as {splitter.decode()}", changed.together())


def _flipped(content: bytes, parts: Parts) -> Iterator[Mutant]:
    head = len(content) - len(parts.data)
    chance = random.Random(7)
    places = [chance.randrange(head * 8) for _each in range(160)]
    places += [chance.randrange(head * 8, len(content) * 8) for _each in range(40)]
    for place in places:
        flipped = bytearray(content)
        flipped[place // 8] ^= 1 << place % 8
        yield Mutant(f"bit {place} flipped", bytes(flipped))


_MAKERS: tuple[Callable[[bytes, Parts], Iterator[Mutant]], ...] = (
    _cut_off,
    _wrong_counts,
    _odd_values,
    _wrong_kinds,
    _odd_lists,
    _odd_tensors,
    _other_kinds,
    _flipped,
)
