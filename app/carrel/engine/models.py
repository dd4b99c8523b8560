"""The models on this computer: the one that came with Carrel, and those a person added."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from hashlib import sha256
from pathlib import Path

from carrel.base.errors import CarrelError
from carrel.base.files import resource, sync_folder, write_whole
from carrel.base.places import Places
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.engine import catalog, gate, gguf
from carrel.engine.api import ModelRefused
from carrel.engine.catalog import Entry

STARTER = "starter"
"""The name of the model that comes with Carrel."""

Probe = Callable[[Path], None]
"""Loads a file in a throw-away process and lets it say a few tokens; raises ModelRefused when that goes wrong."""

_INDEX = "index.json"
_UNFINISHED = ".adding.part"
_CHUNK = 8 << 20  # bytes copied between two looks at the cancel flag
_SPARE_ROOM = 64 << 20  # bytes of the disk left free
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # names Windows keeps for devices


@dataclass(frozen=True)
class Model:
    """A model file. sha256: None until the file was hashed. known: proven by the catalogue, or came with Carrel.

    bytes: of the file. context_length: tokens it was trained for. parameters_label: such as ``1.5B``.
    problem: a sentence when the file cannot be used, else empty.
    """

    name: str
    path: Path
    bytes: int
    sha256: str | None
    known: bool
    context_length: int
    architecture: str
    parameters_label: str
    license: str
    bundled: bool
    problem: str = ""


@dataclass(frozen=True)
class _Facts:
    """What the index remembers of a file, true as long as size and time of change stay the same."""

    size: int = 0
    mtime_ns: int = 0
    sha256: str = ""
    context_length: int = 0
    architecture: str = ""
    parameters_label: str = ""
    license: str = ""
    problem: str = ""


class Models:
    """The models on this computer. Safe to use from any thread."""

    def __init__(self, folder: Path, starter: Path, catalogue: tuple[Entry, ...]) -> None:
        self._folder = folder
        self._starter = starter
        self._hashes = frozenset(entry.sha256 for entry in catalogue if entry.sha256)
        self._lock = threading.Lock()

    @classmethod
    def at(cls, places: Places) -> Models:
        """Those in Carrel's own folder, with the starter and the catalogue that come with it."""
        return cls(places.models, resource("models/carrel-starter.gguf"), catalog.load())

    def list(self) -> tuple[Model, ...]:
        """All of them, the starter first; files that cannot be used are there too, and say why."""
        with self._lock:
            index = self._read_index()
            kept: dict[str, _Facts] = {}
            found = [self._model(path, index, kept) for path in self._files()]
            if kept != index:
                self._write_index(kept)
        return tuple(model for model in found if model is not None)

    def find(self, name: str) -> Model:
        """The model of this name. Raises ModelRefused where there is none."""
        for model in self.list():
            if model.name == name:
                return model
        raise ModelRefused(
            _("There is no model named {name} on this computer.").format(name=name),
            _("Look at the list of models, and choose one of them."),
        )

    def add(self, file: Path, probe: Probe, cancel: Cancel, name: str = "") -> Iterator[Progress | Model]:
        """Copy a model file in: progress in bytes, and at last the model as it is here.

        It passes the gate first, and unless the catalogue proves it, the probe; it gets its final name only when all
        of it is on the disk. A name that is taken gets a number. Raises ModelRefused (also when the same file is here
        already), Stopped.
        """
        gate.inspect(file).require()
        self._require_room(file)
        wanted = _safe_name(name or file.stem)
        unfinished = self._unfinished()
        try:
            digest = yield from _copy(file, unfinished, cancel)
            yield from self._refuse_twin(unfinished, digest, cancel)
            gate.inspect(unfinished).require()  # the file we keep is the one that was looked at
            if digest not in self._hashes:
                yield Progress(_("Trying the model"))
                probe(unfinished)
            cancel.check()
            yield self._settle(unfinished, wanted, digest)
        except OSError as error:
            raise _cannot_write(self._folder, error) from error
        finally:
            unfinished.unlink(missing_ok=True)

    def remove(self, name: str) -> None:
        """Delete an added model's file. Raises ModelRefused for the starter, or where the system forbids it."""
        model = self.find(name)
        if model.bundled:
            raise ModelRefused(
                _("{name} came with Carrel and stays.").format(name=name), _("Choose one of the models you added.")
            )
        try:
            model.path.unlink()
        except OSError as error:
            raise ModelRefused(
                _("{name} cannot be removed.").format(name=name),
                _("Choose another model to work with, and try again."),
                str(error),
            ) from error

    def sweep(self) -> None:
        """Delete what an interrupted `add` of an earlier run left behind; call it once, before anything is added."""
        for left in self._folder.glob(f".*{_UNFINISHED}"):
            left.unlink(missing_ok=True)

    # --- the folder and its index --------------------------------------------------------------------------------

    def _files(self) -> tuple[Path, ...]:
        added = sorted(self._folder.glob("*.gguf"))
        return (self._starter, *(path for path in added if path.stem != STARTER))

    def _model(self, path: Path, index: Mapping[str, _Facts], kept: dict[str, _Facts]) -> Model | None:
        try:
            state = path.stat()
        except OSError:
            return None
        bundled = path == self._starter
        key = STARTER if bundled else path.stem
        facts = index.get(key, _Facts())
        if (facts.size, facts.mtime_ns) != (state.st_size, state.st_mtime_ns):
            facts = _facts_of(path, state)
        kept[key] = facts
        return Model(
            key,
            path,
            facts.size,
            facts.sha256 or None,
            bundled or facts.sha256 in self._hashes,
            facts.context_length,
            facts.architecture,
            facts.parameters_label,
            facts.license,
            bundled,
            facts.problem,
        )

    def _settle(self, unfinished: Path, wanted: str, digest: str) -> Model:
        with self._lock:
            name, number = wanted, 1
            while name == STARTER or (self._folder / f"{name}.gguf").exists():
                number += 1
                name = f"{wanted}-{number}"
            final = self._folder / f"{name}.gguf"
            os.replace(unfinished, final)
            sync_folder(self._folder)
            facts = replace(_facts_of(final, final.stat()), sha256=digest)
            self._write_index({**self._read_index(), name: facts})
        return self.find(name)

    def _unfinished(self) -> Path:
        try:
            handle, path = tempfile.mkstemp(_UNFINISHED, ".", self._folder)
        except OSError as error:
            raise _cannot_write(self._folder, error) from error
        os.close(handle)
        return Path(path)

    def _refuse_twin(self, unfinished: Path, digest: str, cancel: Cancel) -> Iterator[Progress]:
        """Raise ModelRefused when a model with the same content is here; hashes those of the same size if need be."""
        size = unfinished.stat().st_size
        for model in self.list():
            if model.bytes != size:
                continue
            known = model.sha256
            if known is None:
                for step in gate.hash_file(model.path, cancel):
                    if isinstance(step, Progress):
                        yield step
                    else:
                        known = step
            if known == digest:
                raise ModelRefused(
                    _("This model is here already, as {name}.").format(name=model.name),
                    _("Choose {name} in the list of models.").format(name=model.name),
                )

    def _require_room(self, file: Path) -> None:
        try:
            size, free = file.stat().st_size, shutil.disk_usage(self._folder).free
        except OSError as error:
            raise _cannot_write(self._folder, error) from error
        if size + _SPARE_ROOM > free:
            raise _no_room(f"{size} bytes wanted, {free} free")

    def _read_index(self) -> dict[str, _Facts]:
        try:
            rows = json.loads((self._folder / _INDEX).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}  # it only saves time, and is made anew
        if not isinstance(rows, dict):
            return {}
        return {name: facts for name, row in rows.items() if (facts := _facts_from(row))}

    def _write_index(self, facts: Mapping[str, _Facts]) -> None:
        rows = {name: asdict(row) for name, row in facts.items()}
        try:
            write_whole(self._folder / _INDEX, json.dumps(rows, indent=1).encode())
        except OSError:
            return  # a folder that cannot be written can still be listed


def _copy(source: Path, target: Path, cancel: Cancel) -> Generator[Progress, None, str]:
    """Copy, flushed to the disk; the value of the generator is the sha256 of what was copied."""
    digest, done = sha256(), 0
    with gguf.open_ordinary(source) as reading, target.open("wb") as writing:
        total = os.fstat(reading.fileno()).st_size
        while chunk := reading.read(_CHUNK):
            cancel.check()
            writing.write(chunk)
            digest.update(chunk)
            done += len(chunk)
            yield Progress(_("Copying the model"), done, max(total, done))
        writing.flush()
        os.fsync(writing.fileno())
    return digest.hexdigest()


def _facts_of(path: Path, state: os.stat_result) -> _Facts:
    found = gate.inspect(path)
    facts = _Facts(state.st_size, state.st_mtime_ns, problem=" ".join(found.problems[:1]))
    if found.header is None or found.problems:
        return facts
    header = found.header
    return replace(
        facts,
        context_length=header.whole("context_length"),
        architecture=header.architecture[:40],
        parameters_label=_label(header),
        license=header.text("general.license")[:80],
    )


def _facts_from(row: object) -> _Facts | None:
    """A row of the index, or None when it is not one that was written here."""
    expected = {field.name: type(field.default) for field in fields(_Facts)}
    if not isinstance(row, dict) or row.keys() != expected.keys():
        return None
    return _Facts(**row) if all(type(row[name]) is kind for name, kind in expected.items()) else None


def _label(header: gguf.Header) -> str:
    """How many parameters: as the file says it, or counted; such as ``1.5B`` or ``98K``."""
    if said := header.text("general.size_label"):
        return said[:20]
    count = float(sum(tensor.elements for tensor in header.tensors))
    letters = iter("KMBT")
    letter = ""
    while count >= 999.5:
        count, letter = count / 1000, next(letters)
    return f"{count:.1f}{letter}" if count < 9.95 else f"{count:.0f}{letter}"


def _safe_name(wished: str) -> str:
    """A name that is a good file name on every system."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", wished.removesuffix(".gguf")).strip("-.")[:80]
    return f"model-{name}" if not name or _RESERVED.fullmatch(name) else name


def _cannot_write(folder: Path, error: OSError) -> CarrelError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _no_room(str(error))
    return ModelRefused(
        _("The model cannot be copied into {folder}.").format(folder=folder),
        _("Check that Carrel may write there and that the disk is in order."),
        str(error),
    )


def _no_room(detail: str) -> ModelRefused:
    return ModelRefused(
        _("There is not enough room on the disk for this model."),
        _("Remove a model you do not need, or free some room, and try again."),
        detail,
    )
