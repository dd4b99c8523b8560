"""Models that other programs left on this computer: looked for, read a little, and never touched."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.engine import facts
from carrel.engine.facts import Facts
from carrel.engine.haunts import Haunt
from carrel.engine.models import Model

_MOST_ENTRIES = 20_000  # names of files and folders, in all places together
_MOST_FOUND = 300
_MOST_SECONDS = 20.0
_LARGEST_MANIFEST = 1 << 20  # bytes
_MODEL_LAYER = "application/vnd.ollama.image.model"
_SMALLEST = 1 << 16  # bytes; whatever is smaller is a note or a test
_PARTNERS = ("mmproj", "ggml-vocab")  # files that belong to a model and are none


@dataclass(frozen=True)
class Found:
    """A model of another program. here: the name it has among ours, or empty. facts: what its header says."""

    program: str
    title: str
    path: Path
    bytes: int
    facts: Facts
    here: str = ""

    @property
    def problem(self) -> str:
        """A sentence when it cannot be used, else empty."""
        return self.facts.problem


@dataclass
class _Bounds:
    """What is left of the patience with strangers' folders."""

    entries: int = _MOST_ENTRIES
    until: float = field(default_factory=lambda: time.monotonic() + _MOST_SECONDS)
    seen: set[tuple[int, int]] = field(default_factory=set)

    @property
    def are_left(self) -> bool:
        """Whether to look on."""
        return self.entries > 0 and time.monotonic() < self.until and len(self.seen) < _MOST_FOUND


def look(places: Iterable[Haunt], here: Iterable[Model], cancel: Cancel) -> Iterator[Progress | Found]:
    """Each model file once, as it is found; folders that are missing or closed to us are passed over.

    No link to a folder is followed, and a link to a file only where it stays inside its place. Raises Stopped.
    """
    ours = list(here)
    bounds = _Bounds()
    for place in places:
        yield Progress(_("Looking at {program}").format(program=place.program))
        for title, path in (*_ollama(place.folder, bounds), *_files(place, bounds)):
            cancel.check()
            found = _examined(place.program, title, path, ours, bounds)
            if found is not None:
                yield found


def _examined(program: str, title: str, path: Path, ours: list[Model], bounds: _Bounds) -> Found | None:
    try:
        state = path.stat()
    except (OSError, ValueError):
        return None
    key = (state.st_dev, state.st_ino)
    if key in bounds.seen or not bounds.are_left or state.st_size < _SMALLEST:
        return None
    bounds.seen.add(key)
    known = facts.of_file(path, state)
    digest = _digest_in_name(path.resolve().name)
    return Found(program, title, path, state.st_size, known, _name_here(path, known, digest, ours))


def _name_here(path: Path, known: Facts, digest: str, ours: list[Model]) -> str:
    """Which of our models it is: the very file, the same hash, or the same size and the same words in its header."""
    alike = (known.title, known.architecture, known.parameters_label, known.quantisation)
    for model in ours:
        same_file = model.path == path or model.path == path.resolve()
        if same_file or (digest and model.sha256 == digest):
            return model.name
        about = (model.title, model.architecture, model.parameters_label, model.quantisation)
        may_be = not known.problem and not (digest and model.sha256)
        if may_be and model.bytes == known.size and about == alike:
            return model.name
    return ""


def _digest_in_name(name: str) -> str:
    """Ollama and Hugging Face name a file by its sha256."""
    name = name.removeprefix("sha256-").removeprefix("sha256:")
    return name if len(name) == 64 and set(name) <= set("0123456789abcdef") else ""


def _files(place: Haunt, bounds: _Bounds) -> Iterator[tuple[str, Path]]:
    """Files that are called .gguf, with a title made of their names."""
    try:
        root = place.folder.resolve(strict=True)
    except (OSError, RuntimeError):
        return
    folders = [(root, 0)]
    while folders:
        folder, depth = folders.pop()
        for entry in _listed(folder, bounds):
            if entry.is_dir(follow_symlinks=False):
                if depth < place.depth:
                    folders.append((Path(entry.path), depth + 1))
            elif entry.name.lower().endswith(".gguf") and not entry.name.lower().startswith(_PARTNERS):
                path = Path(entry.path)
                if not entry.is_symlink() or _stays_inside(path, root):
                    yield _title(path, root), path


def _listed(folder: Path, bounds: _Bounds) -> list[os.DirEntry[str]]:
    found: list[os.DirEntry[str]] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                bounds.entries -= 1
                if not bounds.are_left:
                    break
                found.append(entry)
    except OSError:
        return []
    return sorted(found, key=lambda entry: entry.name)


def _stays_inside(path: Path, root: Path) -> bool:
    try:
        return path.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):  # a link to nothing, or to itself
        return False


def _title(path: Path, root: Path) -> str:
    """The file's own name; where a program calls every file alike, the name of the model's folder."""
    name = path.stem
    if name.lower() in {"model", "ggml-model", "weights"} and path.parent != root:
        return path.parent.name
    return name


def _ollama(folder: Path, bounds: _Bounds) -> Iterator[tuple[str, Path]]:
    """Ollama keeps manifests under names, and the files under their hashes in another folder."""
    manifests = folder / "manifests"
    folders = [(manifests, 0)]
    while folders:
        at, depth = folders.pop()
        for entry in _listed(at, bounds):
            if entry.is_dir(follow_symlinks=False) and depth < 4:
                folders.append((Path(entry.path), depth + 1))
            elif entry.is_file(follow_symlinks=False):
                digest = _model_of(Path(entry.path))
                if digest:
                    tag = "" if entry.name == "latest" else f":{entry.name}"
                    yield f"{at.name}{tag}", folder / "blobs" / f"sha256-{digest}"


def _model_of(manifest: Path) -> str:
    """The sha256 of the model a manifest speaks of, or empty."""
    try:
        with manifest.open("rb") as file:
            described = json.loads(file.read(_LARGEST_MANIFEST))
    except (OSError, ValueError, RecursionError):
        return ""
    layers = described.get("layers") if isinstance(described, dict) else None
    for layer in layers if isinstance(layers, list) else ():
        if isinstance(layer, dict) and layer.get("mediaType") == _MODEL_LAYER:
            return _digest_in_name(str(layer.get("digest")))
    return ""
