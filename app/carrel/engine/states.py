"""Model states on the disk, so that coming back to a chat does not mean reading it again (S3)."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import struct
import threading
import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BUDGET_BYTES = 1024 * 1024 * 1024
_HEAD = struct.Struct(">4sIII")
_MAGIC = b"CST2"
_DIGEST = re.compile("[0-9a-f]{32}")
_PART = 4 * 1024 * 1024


@dataclass(frozen=True)
class StateHead:
    """What a state file says before its data.

    digest, length: of the text the tokens stand for (`tokens.Alignment`). instructions: only what every new chat
    begins with. checksum, data_bytes: CRC-32 and size of the data, known once it is written.
    """

    digest: str
    length: int
    tokens: tuple[int, ...]
    instructions: bool
    checksum: int = 0
    data_bytes: int = 0


class StateCache:
    """The states of one model with one set of options, in one folder; the least recently used go first.

    Nothing here is precious: a damaged or missing file means reading again. Safe from any thread.
    """

    def __init__(self, root: Path, fingerprint: str, budget_bytes: int = BUDGET_BYTES) -> None:
        self._root = root
        self._folder = root / hashlib.sha256(fingerprint.encode()).hexdigest()[:24]
        self._budget = budget_bytes
        self._lock = threading.Lock()
        self._heads: dict[str, StateHead] = {}
        for path in root.glob("*/.*.part"):  # of a program that was killed
            if not path.name.startswith(f".{os.getpid()}-"):
                path.unlink(missing_ok=True)
        for path in sorted(self._folder.glob("*.state")):
            head = _read_head(path)
            if head is None or path.stem != head.digest:
                path.unlink(missing_ok=True)
            else:
                self._heads[head.digest] = head

    def known(self) -> dict[str, int]:
        """Digest → byte length of every state that is here."""
        with self._lock:
            return {digest: head.length for digest, head in self._heads.items()}

    def writer(self) -> StateWriter:
        """Begin a new file; `keep` it, or `drop` it."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return StateWriter(self._folder)

    def keep(self, writer: StateWriter, head: StateHead) -> None:
        """Give the written state its name, and make room for it; raises ValueError for a digest that is none."""
        if not _DIGEST.fullmatch(head.digest):
            raise ValueError("not a digest")
        path = self._folder / f"{head.digest}.state"
        writer.finish(path, head)
        with self._lock:
            self._heads[head.digest] = head
            self._remove_shorter(head)
        self._evict(path)

    def _remove_shorter(self, new: StateHead) -> None:
        """Earlier turns of the same chat are contained in the new state."""
        for old in tuple(self._heads.values()):
            shorter = len(old.tokens) < len(new.tokens) and new.tokens[: len(old.tokens)] == old.tokens
            if shorter and not old.instructions:
                self._forget(old.digest)

    def _forget(self, digest: str) -> None:
        self._heads.pop(digest, None)
        (self._folder / f"{digest}.state").unlink(missing_ok=True)

    def _evict(self, newest: Path) -> None:
        files = sorted((stat.st_mtime, stat.st_size, path) for path, stat in _files(self._root))
        total = sum(size for _, size, _ in files)
        for _, size, path in files:
            if total <= self._budget:
                return
            if path == newest:
                continue
            path.unlink(missing_ok=True)
            with self._lock:
                self._heads.pop(path.stem, None)
            total -= size

    def parts(self, digest: str) -> tuple[StateHead, Iterator[bytes]] | None:
        """The head of a state and its data in parts; the last part of damaged or vanished data is withheld."""
        path = self._folder / f"{digest}.state"
        head = _read_head(path) if digest in self.known() else None
        if head is None:
            with self._lock:
                self._heads.pop(digest, None)
            return None
        with contextlib.suppress(OSError):  # it only counts as used less recently then
            os.utime(path)
        return head, _data(path, head)

    def discard(self, digest: str) -> None:
        """Remove a state that proved unusable."""
        with self._lock:
            self._forget(digest)

    def clear(self) -> None:
        """Remove every state of every model."""
        with self._lock:
            self._heads.clear()
            for path, _ in _files(self._root):
                path.unlink(missing_ok=True)


class StateWriter:
    """A state file under a temporary name, written in parts."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / f".{os.getpid()}-{id(self):x}.part"
        self._file = self._path.open("wb")
        self.checksum = 0

    def write(self, part: bytes) -> None:
        """Add to the data; raises OSError when the disk is full."""
        self.checksum = zlib.crc32(part, self.checksum)
        self._file.write(part)

    def finish(self, path: Path, head: StateHead) -> None:
        """Write the head behind the data and give the file its name."""
        about = {"digest": head.digest, "length": head.length, "instructions": head.instructions}
        tail = json.dumps(about).encode() + b"\n" + array("i", head.tokens).tobytes()
        self._file.write(tail + _HEAD.pack(_MAGIC, len(tail), zlib.crc32(tail), self.checksum))
        self._file.close()
        os.replace(self._path, path)

    def drop(self) -> None:
        """Leave nothing behind."""
        self._file.close()
        self._path.unlink(missing_ok=True)


def _files(root: Path) -> list[tuple[Path, os.stat_result]]:
    found = []
    for path in root.glob("*/*.state"):
        try:
            found.append((path, path.stat()))
        except FileNotFoundError:
            continue
    return found


def _read_head(path: Path) -> StateHead | None:
    try:
        with path.open("rb") as file:
            end = file.seek(-_HEAD.size, os.SEEK_END)
            magic, length, tail_checksum, checksum = _HEAD.unpack(file.read(_HEAD.size))
            if magic != _MAGIC or length >= end:
                return None
            file.seek(end - length)
            tail = file.read(length)
        if zlib.crc32(tail) != tail_checksum:
            return None
        text, _, tokens = tail.partition(b"\n")
        about = json.loads(text)
        numbers = array("i")
        numbers.frombytes(tokens)
        shown = (about["digest"], about["length"], tuple(numbers), about["instructions"])
        return StateHead(*shown, checksum, data_bytes=end - length)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _data(path: Path, head: StateHead) -> Iterator[bytes]:
    left, checksum = head.data_bytes, 0
    with contextlib.suppress(OSError), path.open("rb") as file:
        while left:
            part = file.read(min(_PART, left))
            left -= len(part)
            checksum = zlib.crc32(part, checksum)
            if not part or (left == 0 and checksum != head.checksum):
                return
            yield part
