"""Reading the head of a GGUF file: what stands in it is found, and what is wrong with it is said."""

from __future__ import annotations

import contextlib
import os
import socket
import struct
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import gguf as reference
import hypothesis
import hypothesis.strategies as st
import pytest

from carrel.engine import gguf
from carrel.engine.api import ModelRefused
from tests.bench import make_model
from tests.engine.mutate import LIST, TEXT, U32, Parts, packed


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return make_model.write("tiny", tmp_path / "tiny.gguf")


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_the_facts_of_a_model_are_found(tiny: Path) -> None:
    header = gguf.read(tiny)
    assert header.version == 3
    assert header.architecture == "llama"
    assert header.whole("context_length") == 2048
    assert header.of("attention.layer_norm_rms_epsilon") == pytest.approx(1e-5)
    assert header.text("general.license") == "CC0-1.0"
    assert header.entries("tokenizer.ggml.tokens") == 384
    assert header.file_bytes == tiny.stat().st_size


def test_what_is_missing_or_of_another_kind_reads_as_nothing(tiny: Path) -> None:
    header = gguf.read(tiny)
    assert header.whole("nobody") == 0
    assert header.whole("attention.layer_norm_rms_epsilon", 7) == 7
    assert header.text("llama.context_length") == ""
    assert header.entries("general.name") == 0


@pytest.mark.parametrize("shape", ["tiny", "mamba", "embedding"])
def test_an_independent_reader_finds_the_same_tensors_at_the_same_places(shape: str, tmp_path: Path) -> None:
    path = make_model.write(shape, tmp_path / "model.gguf")
    header = gguf.read(path)
    theirs = reference.GGUFReader(path)
    assert [(each.name, each.type, each.shape) for each in header.tensors] == [
        (each.name, int(each.tensor_type), tuple(int(size) for size in each.shape)) for each in theirs.tensors
    ]
    assert [header.data_start + each.offset for each in header.tensors] == [each.data_offset for each in theirs.tensors]
    assert [each.bytes for each in header.tensors] == [each.n_bytes for each in theirs.tensors]
    del theirs


def test_every_type_the_reference_knows_has_its_size() -> None:
    known = {int(kind): sizes for kind, sizes in reference.GGML_QUANT_SIZES.items()}
    del known[9]  # it says 40 bytes for Q8_1, where ggml itself says 36; no file has that type
    assert {kind: gguf.BLOCKS[kind] for kind in known} == known


def test_lists_come_out_as_they_went_in(tiny: Path) -> None:
    values = gguf.read(tiny).values
    tokens, types = values["tokenizer.ggml.tokens"], values["tokenizer.ggml.token_type"]
    assert isinstance(tokens, gguf.Array)
    assert isinstance(types, gguf.Array)
    expected, _merges = make_model.byte_vocabulary(384)
    assert [text.decode() for text in tokens.texts()] == expected
    assert types.numbers() == (1,) * 380 + (3,) * 4


def test_a_header_longer_than_the_first_piece_is_read_whole(tiny: Path, tmp_path: Path) -> None:
    parts = Parts.of(tiny.read_bytes())
    tokens = [b"x" * 30 + str(number).encode() for number in range(150_000)]
    path = written(tmp_path / "long.gguf", parts.with_entries(b"tokenizer.ggml.tokens", TEXT, tokens).together())
    header = gguf.read(path)
    assert header.data_start > 5 << 20
    assert header.entries("tokenizer.ggml.tokens") == 150_000
    assert len(header.tensors) == len(parts.tables)


def test_version_two_is_read_like_version_three(tiny: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "two.gguf", Parts.of(tiny.read_bytes()).together(version=2))
    assert replace(gguf.read(path), version=3) == gguf.read(tiny)


@pytest.mark.parametrize(("version", "hint"), [(1, "version 1"), (4, "version 4"), (3 << 24, "other way round")])
def test_other_versions_are_refused_by_name(version: int, hint: str, tiny: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "odd.gguf", Parts.of(tiny.read_bytes()).together(version=version))
    with pytest.raises(ModelRefused) as refusal:
        gguf.read(path)
    assert hint in refusal.value.what + refusal.value.detail


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("a key twice", lambda parts: replace(parts, pairs=(*parts.pairs, parts.pairs[0])).together()),
        ("too many keys", lambda parts: parts.together(pairs=1 << 40)),
        ("too many tensors", lambda parts: parts.together(tables=1 << 40)),
        ("an endless list", lambda parts: parts.with_pair(b"x", LIST, struct.pack("<IQ", TEXT, 1 << 40)).together()),
        ("an endless text", lambda parts: parts.with_pair(b"x", TEXT, struct.pack("<Q", 1 << 62)).together()),
        ("a list of lists", lambda parts: parts.with_pair(b"x", LIST, struct.pack("<IQ", LIST, 1)).together()),
        ("an unknown kind", lambda parts: parts.with_pair(b"x", 77, b"").together()),
        ("a key that is no text", lambda parts: parts.with_pair(b"\xff", U32, bytes(4)).together()),
        ("a key without a name", lambda parts: parts.with_pair(b"", U32, bytes(4)).together()),
        ("a zero in a key", lambda parts: parts.with_pair(b"a\0", U32, bytes(4)).together()),
        ("an odd alignment", lambda parts: parts.with_pair(b"general.alignment", U32, b"\3\0\0\0").together()),
        ("a text as alignment", lambda parts: parts.with_pair(b"general.alignment", TEXT, packed(b"32")).together()),
        ("five dimensions", lambda parts: parts.with_table(0, replace(parts.tables[0], shape=(1,) * 5)).together()),
    ],
)
def test_a_header_that_breaks_the_rules_is_refused_with_a_next_step(
    name: str, damage: Callable[[Parts], bytes], tiny: Path, tmp_path: Path
) -> None:
    path = written(tmp_path / "damaged.gguf", damage(Parts.of(tiny.read_bytes())))
    with pytest.raises(ModelRefused) as refusal:
        gguf.read(path)
    assert refusal.value.next_step, name


def test_lists_with_more_texts_than_any_model_has_are_refused(tiny: Path, tmp_path: Path) -> None:
    many = struct.pack("<IQ", TEXT, 1_000_000) + bytes(8 * 1_000_000)
    path = written(tmp_path / "many.gguf", Parts.of(tiny.read_bytes()).with_pair(b"x", LIST, many).together())
    with pytest.raises(ModelRefused) as refusal:
        gguf.read(path)
    assert refusal.value.detail == "lists longer than any model needs"


def test_a_header_that_ends_early_is_called_cut_off(tiny: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "short.gguf", tiny.read_bytes()[:3000])
    with pytest.raises(ModelRefused, match="cut off"):
        gguf.read(path)


@hypothesis.given(st.binary(max_size=400))
def test_any_bytes_after_the_magic_are_read_or_refused(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder) / "any.gguf", gguf.MAGIC + struct.pack("<I", 3) + content)
        with contextlib.suppress(ModelRefused):
            assert gguf.read(path).version == 3


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelRefused, match="cannot be read"):
        gguf.read(tmp_path / "nobody.gguf")


def test_a_name_no_system_allows_is_refused() -> None:
    with pytest.raises(ModelRefused, match="cannot be read"):
        gguf.read(Path("a\0b.gguf"))


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelRefused, match="not an ordinary file"):
        gguf.read(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
@pytest.mark.timeout(10)
def test_pipes_sockets_and_devices_are_refused_without_waiting(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.gguf"
    os.mkfifo(pipe)
    link = tmp_path / "link.gguf"
    link.symlink_to(pipe)
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(tmp_path / "s.gguf"))
        for path in (pipe, link, tmp_path / "s.gguf", Path("/dev/null"), Path("/dev/zero")):
            with pytest.raises(ModelRefused, match="not an ordinary file"):
                gguf.read(path)


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_to_a_model_is_read(tiny: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.gguf"
    link.symlink_to(tiny)
    assert gguf.read(link).architecture == "llama"
