"""States on the disk: whole or gone, within their budget, and never in the way (S3)."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from carrel.engine.states import StateCache, StateHead

PART = 4 * 1024 * 1024


def digest_of(name: object) -> str:
    """A digest for a test's state."""
    return hashlib.sha256(repr(name).encode()).hexdigest()[:32]


def keep(cache: StateCache, tokens: tuple[int, ...], data: bytes = b"state", instructions: bool = False) -> str:
    """Write a state; its digest."""
    digest = digest_of(tokens)
    writer = cache.writer()
    for at in range(0, len(data), PART):
        writer.write(data[at : at + PART])
    cache.keep(writer, StateHead(digest, len(tokens) * 3, tokens, instructions))
    return digest


def data_of(cache: StateCache, digest: str) -> bytes | None:
    """The data of a state if it comes whole."""
    found = cache.parts(digest)
    if found is None:
        return None
    head, parts = found
    data = b"".join(parts)
    return data if len(data) == head.data_bytes else None


def the_file(folder: Path) -> Path:
    """The one state file there is."""
    (path,) = folder.rglob("*.state")
    return path


@pytest.mark.parametrize("size", [1, 5, PART, PART + 1, 2 * PART])
def test_a_state_comes_back_as_it_was_also_in_the_next_program(size: int, tmp_path: Path) -> None:
    data = bytes(range(251)) * (size // 251 + 1)
    digest = keep(StateCache(tmp_path, "model"), (1, 2, 3), data[:size], instructions=True)
    cache = StateCache(tmp_path, "model")
    assert cache.known() == {digest: 9}
    assert data_of(cache, digest) == data[:size]
    found = cache.parts(digest)
    assert found is not None
    assert (found[0].tokens, found[0].instructions) == ((1, 2, 3), True)


def test_another_model_or_other_options_do_not_see_it(tmp_path: Path) -> None:
    digest = keep(StateCache(tmp_path, "one"), (1,))
    assert StateCache(tmp_path, "two").known() == {}
    assert StateCache(tmp_path, "two").parts(digest) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(some.data())
def test_a_damaged_state_is_never_given_whole(tmp_path: Path, data: some.DataObject) -> None:
    for path in tmp_path.rglob("*.state"):
        path.unlink()
    digest = keep(StateCache(tmp_path, "model"), tuple(range(20)), b"0123456789" * 5)
    path = the_file(tmp_path)
    content = bytearray(path.read_bytes())
    how = data.draw(some.sampled_from(["flip", "cut", "zeros", "longer", "front"]))
    at = data.draw(some.integers(0, len(content) - 1))
    if how == "flip":
        content[at] ^= 1 << data.draw(some.integers(0, 7))
    elif how == "cut":
        del content[at:]
    elif how == "zeros":
        content[at:] = bytes(len(content) - at)
        content += b"\x01" if not any(content[at:]) and at == len(content) else b""
    elif how == "longer":
        content += b"\x00"
    else:
        del content[: at + 1]
    if bytes(content) == path.read_bytes():
        return
    path.write_bytes(content)
    cache = StateCache(tmp_path, "model")
    assert data_of(cache, digest) is None


@pytest.mark.parametrize("content", [b"", b"x", b"CST2" * 10, bytes(1000), b"\xff" * 4096])
def test_a_foreign_file_is_removed_and_forgotten(content: bytes, tmp_path: Path) -> None:
    cache = StateCache(tmp_path, "model")
    keep(cache, (1,))
    folder = the_file(tmp_path).parent
    stranger = folder / f"{digest_of('stranger')}.state"
    stranger.write_bytes(content)
    assert len(StateCache(tmp_path, "model").known()) == 1
    assert not stranger.exists()


def test_a_state_under_another_name_is_not_taken_for_that_state(tmp_path: Path) -> None:
    keep(StateCache(tmp_path, "model"), (1,))
    other = digest_of("other")
    the_file(tmp_path).rename(the_file(tmp_path).with_name(f"{other}.state"))
    cache = StateCache(tmp_path, "model")
    assert cache.known() == {}
    assert cache.parts(other) is None


def test_a_state_removed_by_somebody_else_is_no_error(tmp_path: Path) -> None:
    cache = StateCache(tmp_path, "model")
    digest = keep(cache, (1,))
    the_file(tmp_path).unlink()
    assert cache.parts(digest) is None
    assert cache.known() == {}
    cache.discard(digest)


@pytest.mark.parametrize("digest", ["../../../outside", "/tmp/outside", "", "a" * 31, "A" * 32, "a" * 32 + "/b"])
def test_a_digest_that_names_a_place_elsewhere_is_refused(digest: str, tmp_path: Path) -> None:
    """A worker that was taken over says what it likes; it may not choose where files go or come from."""
    cache = StateCache(tmp_path / "a" / "b", "model")
    writer = cache.writer()
    writer.write(b"data")
    with pytest.raises(ValueError, match="digest"):
        cache.keep(writer, StateHead(digest, 1, (1,), instructions=False))
    writer.drop()
    assert cache.parts(digest) is None
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_the_least_recently_used_goes_first_when_the_budget_is_spent(tmp_path: Path) -> None:
    cache = StateCache(tmp_path, "model", budget_bytes=4000)
    digests = [keep(cache, (number,), bytes([number]) * 1000) for number in range(3)]
    for age, digest in zip((300, 200, 100), digests, strict=True):
        path = next(tmp_path.rglob(f"{digest}.state"))
        os.utime(path, (path.stat().st_mtime - age,) * 2)
    assert data_of(cache, digests[0])  # used now
    newest = keep(cache, (9,), b"9" * 1000)
    assert set(cache.known()) == {digests[0], digests[2], newest}
    assert data_of(cache, digests[1]) is None


def test_the_budget_counts_the_states_of_all_models(tmp_path: Path) -> None:
    old = StateCache(tmp_path, "old", budget_bytes=2500)
    kept = keep(old, (1,), b"1" * 1000)
    path = the_file(tmp_path)
    os.utime(path, (path.stat().st_mtime - 10,) * 2)
    new = StateCache(tmp_path, "new", budget_bytes=2500)
    keep(new, (2,), b"2" * 1000)
    keep(new, (3,), b"3" * 1000)
    assert data_of(old, kept) is None
    assert sum(path.stat().st_size for path in tmp_path.rglob("*.state")) <= 2500


def test_a_state_larger_than_the_whole_budget_is_the_only_one(tmp_path: Path) -> None:
    cache = StateCache(tmp_path, "model", budget_bytes=100)
    keep(cache, (1,))
    large = keep(cache, (2,), b"2" * 1000)
    assert set(cache.known()) == {large}


def test_earlier_turns_go_and_the_instructions_of_every_chat_stay(tmp_path: Path) -> None:
    cache = StateCache(tmp_path, "model")
    instructions = keep(cache, (1, 2), instructions=True)
    keep(cache, (1, 2, 3))
    other = keep(cache, (1, 2, 4))
    longest = keep(cache, (1, 2, 3, 5))
    assert set(cache.known()) == {instructions, other, longest}
    assert {path.stem for path in tmp_path.rglob("*.state")} == {instructions, other, longest}


def test_what_a_killed_program_was_writing_is_cleared_away(tmp_path: Path) -> None:
    cache = StateCache(tmp_path, "model")
    keep(cache, (1,))
    left = the_file(tmp_path).parent / ".999999-7f00.part"
    left.write_bytes(b"half a state")
    writing = cache.writer()
    StateCache(tmp_path, "another model")
    assert not left.exists()
    writing.write(b"mine")
    cache.keep(writing, StateHead(digest_of("mine"), 1, (5,), instructions=False))
    assert data_of(cache, digest_of("mine")) == b"mine"


def test_a_writer_that_is_dropped_leaves_nothing(tmp_path: Path) -> None:
    cache = StateCache(tmp_path, "model")
    writer = cache.writer()
    writer.write(b"x")
    writer.drop()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_everything_can_be_cleared(tmp_path: Path) -> None:
    caches = [StateCache(tmp_path, name) for name in "ab"]
    digests = [keep(cache, (1,)) for cache in caches]
    caches[0].clear()
    assert not list(tmp_path.rglob("*.state"))
    assert data_of(caches[1], digests[1]) is None


def test_many_threads_may_write_and_read_at_once(tmp_path: Path) -> None:
    cache = StateCache(tmp_path, "model", budget_bytes=30_000)
    wrong: list[object] = []

    def work(act: Callable[[int], None]) -> None:
        try:
            for number in range(60):
                act(number)
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            wrong.append(error)

    def write(number: int) -> None:
        keep(cache, (number % 17, number % 5), bytes([number]) * 2000)

    def read(number: int) -> None:
        for digest in cache.known():
            data = data_of(cache, digest)
            if data is not None and (len(data) != 2000 or len(set(data)) != 1):
                wrong.append(digest)

    def remove(number: int) -> None:
        for digest in list(cache.known())[: number % 2]:
            cache.discard(digest)

    threads = [threading.Thread(target=work, args=(act,)) for act in (write, write, read, read, remove)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert wrong == []
    assert not list(tmp_path.rglob("*.part"))
