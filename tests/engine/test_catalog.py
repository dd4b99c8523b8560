"""The catalogue: what it promises to people, and that a slip of ours in it is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from carrel.engine import catalog, sound
from carrel.engine.download import HUGGING_FACE


def test_it_offers_at_least_twelve_models_that_talk_and_one_for_the_search() -> None:
    published = [entry for entry in catalog.load() if not entry.is_bundled]
    assert len([entry for entry in published if entry.role == "chat"]) >= 12
    assert len([entry for entry in published if entry.role == "embedding"]) >= 1
    makers = {entry.repository.split("/")[0] for entry in published}
    assert len(makers) >= 6


def test_every_entry_says_what_a_person_wants_to_know() -> None:
    entries = catalog.load()
    assert entries[0].name == "starter"
    assert [entry.name for entry in entries if not (entry.languages and entry.licence and entry.good_for)] == []


def test_needs_and_sizes_are_possible() -> None:
    for entry in catalog.load():
        assert entry.memory_bytes > entry.bytes, entry.name
        assert 512 <= entry.context < 10**6, entry.name
        assert entry.bytes < 6 * 10**9, entry.name


def test_it_invents_no_hash() -> None:
    """None was taken from its publisher's own page yet; one that is put in is to be put in here too, with its page."""
    assert [entry.name for entry in catalog.load() if entry.sha256] == []


def test_every_published_file_has_an_exact_place() -> None:
    for entry in catalog.load()[1:]:
        address = HUGGING_FACE.address(entry)
        assert address == f"https://huggingface.co/{entry.repository}/resolve/{entry.revision}/{entry.file}"
        assert HUGGING_FACE.allows(address)


def test_the_order_is_from_small_to_large_among_those_that_talk() -> None:
    sizes = [entry.memory_bytes for entry in catalog.load() if entry.role == "chat"]
    assert sizes[0] == min(sizes)
    assert sizes[-1] == max(sizes)


def test_the_gate_knows_the_kinds_of_all_of_them() -> None:
    assert {
        "llama", "qwen2", "qwen3", "gemma3", "granite", "smollm3", "mistral3", "phi3", "nomic-bert",
    } <= sound.KNOWN  # fmt: skip


GOOD = {
    "name": '"good"', "title": '"Good"', "languages": '["en"]', "licence": '"MIT"', "bytes": "1", "context": "1",
    "memory_bytes": "1", "repository": '"a/b"', "file": '"x.gguf"',
}  # fmt: skip


def write(path: Path, row: dict[str, str], times: int = 1) -> Path:
    path.write_text(("[[model]]\n" + "".join(f"{key} = {value}\n" for key, value in row.items())) * times)
    return path


def test_the_smallest_possible_entry_can_be_read(tmp_path: Path) -> None:
    (entry,) = catalog.load(write(tmp_path / "models.toml", GOOD))
    assert (entry.name, entry.role, entry.revision, entry.sha256) == ("good", "chat", "main", None)


@pytest.mark.parametrize(
    "change",
    [
        'name = "Not Good"',
        'name = ""',
        "bytes = 0",
        "context = -1",
        "languages = []",
        'file = "../x.gguf"',
        'file = "x.bin"',
        'repository = "only-one-part"',
        'repository = "a/b/c"',
        'revision = "../main"',
        'role = "painting"',
        'good_for = "no sentence"',
        'good_for = "Two lines.\\nOf text."',
        'sha256 = "1234"',
        'nobody_knows = "this"',
    ],
)
def test_an_entry_that_breaks_the_schema_is_our_mistake_and_is_found(change: str, tmp_path: Path) -> None:
    key, _equals, value = change.partition(" = ")
    with pytest.raises((ValueError, TypeError)):
        catalog.load(write(tmp_path / "models.toml", {**GOOD, key: value}))


def test_a_name_that_stands_twice_is_found(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="twice"):
        catalog.load(write(tmp_path / "models.toml", GOOD, times=2))
