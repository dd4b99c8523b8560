"""Decides whether a file may be handed to the loader of models, without loading it (P17)."""

from __future__ import annotations

import hashlib
import itertools
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.engine import gguf, sound
from carrel.engine.api import ModelRefused

_CHUNK = 8 << 20  # bytes hashed between two looks at the cancel flag: about ten milliseconds
_LONGEST_SAFETENSORS_HEADER = 100 << 20  # bytes
_MOST_PROBLEMS = 20  # more help nobody
_PAGES = (b"<!doctype", b"<html", b"<head", b"<?xml")
_POINTER = b"version https://git-lfs"
_OLD_MAGICS = {b"lmgg", b"fmgg", b"tjgg", b"algg"}


@dataclass(frozen=True)
class Checked:
    """What the gate found.

    sha256: of the whole file, or None where it was not hashed. known: the hash is in the catalogue, which alone proves
    every byte; a file that is not known may still be sound. problems: sentences, the most telling first.
    next_step: what to do about the first one. header: None where there is none to read.
    """

    ok: bool
    problems: tuple[str, ...] = ()
    next_step: str = ""
    header: gguf.Header | None = None
    sha256: str | None = None
    known: bool = False
    detail: str = ""

    def require(self) -> gguf.Header:
        """The header of a sound file; raises ModelRefused with the first problem of any other."""
        if self.header is None or self.problems:
            raise ModelRefused(self.problems[0], self.next_step, self.detail)
        return self.header


def inspect(path: Path) -> Checked:
    """The quick look at every start: all but the hash, within half a second. Raises nothing."""
    try:
        _refuse_strangers(path)
        header = gguf.read(path)
    except ModelRefused as refusal:
        return Checked(ok=False, problems=(refusal.what,), next_step=refusal.next_step, detail=refusal.detail)
    problems = tuple(itertools.islice(_all_problems(header), _MOST_PROBLEMS))
    next_step = _next_step(header) if problems else ""
    return Checked(
        ok=not problems, problems=problems, next_step=next_step, header=header, detail="; ".join(problems[1:5])
    )


def check(path: Path, known: Collection[str], cancel: Cancel) -> Iterator[Progress | Checked]:
    """The whole look: progress in bytes while the file is hashed, and at last what was found.

    known: the sha256 of all files of the catalogue, in lower-case hexadecimal digits. Raises Stopped and nothing else.
    """
    found = inspect(path)
    try:
        for step in hash_file(path, cancel):
            if isinstance(step, Progress):
                yield step
            else:
                found = replace(found, sha256=step, known=step in known)
    except CarrelError as refusal:
        found = replace(found, ok=False, problems=found.problems or (refusal.what,))
        found = replace(found, next_step=found.next_step or refusal.next_step)
    yield found


def hash_file(path: Path, cancel: Cancel) -> Iterator[Progress | str]:
    """Progress in bytes, and at last the sha256 of the file. Raises ModelRefused where it cannot be read, Stopped."""
    digest, done = hashlib.sha256(), 0
    with gguf.open_ordinary(path) as file:
        total = os.fstat(file.fileno()).st_size
        try:
            while chunk := file.read(_CHUNK):
                cancel.check()
                digest.update(chunk)
                done += len(chunk)
                yield Progress(_("Checking the file"), done, max(total, done))
        except OSError as error:
            raise gguf.unreadable(path, error) from error
    yield digest.hexdigest()


def _all_problems(header: gguf.Header) -> Iterator[str]:
    if count := _parts(header):
        yield _("It is one of {count} parts of a model.").format(count=count)
    if missing := sound.missing_bytes(header):
        yield _("The file is cut off: {missing} bytes are missing at its end.").format(missing=f"{missing:,}")
    yield from sound.problems(header)


def _parts(header: gguf.Header) -> int:
    count = header.values.get("split.count")
    return count if isinstance(count, int) and count != 1 else 0


def _next_step(header: gguf.Header) -> str:
    if _parts(header):
        return _("Join all its parts into one file with the program gguf-split, or choose a model that is one file.")
    if header.architecture not in sound.KNOWN:
        return _("Choose another model, or look for a newer Carrel.")
    return _("Get the file again from where it came from, or choose another.")


def _refuse_strangers(path: Path) -> None:
    """Raise ModelRefused for what is no GGUF file, and say what it looks like instead."""
    with gguf.open_ordinary(path) as file:
        try:
            start = file.read(512)
        except OSError as error:
            raise gguf.unreadable(path, error) from error
    if start[:4] == gguf.MAGIC:
        return
    what, next_step = _looks_like(start)
    raise ModelRefused(what, next_step, f"it begins with {start[:8].hex()}")


def _looks_like(start: bytes) -> tuple[str, str]:
    """What a file with this start is, and what to do about it."""
    again = _("Get the file again from where it came from, or choose another.")
    other = _("Look for the same model as a file that ends in .gguf.")
    safetensors = start[8:9] == b"{" and int.from_bytes(start[:8], "little") < _LONGEST_SAFETENSORS_HEADER
    text = start.lstrip().lower()
    guesses = (
        (not start, _("The file is empty."), again),
        (not start.strip(b"\0"), _("The file holds nothing but zeros: its download never finished."), again),
        (
            text.startswith(_PAGES),
            _("This is a web page, not a model."),
            _("Open the page and download the file itself."),
        ),
        (text.startswith(_POINTER), _("This only points to a model, as Git LFS does."), _("Run “git lfs pull”.")),
        (start.startswith(b"PK\x03\x04"), _("This is a zip archive, or a PyTorch model."), other),
        (safetensors, _("This is a model in the safetensors format."), other),
        (start[:4] in _OLD_MAGICS, _("This is a model in the old ggml format, which nothing loads any more."), other),
        (True, _("This is not a model file in the GGUF format."), _("Choose a model file that ends in .gguf.")),
    )
    return next((what, next_step) for fits, what, next_step in guesses if fits)
