"""The models on this computer: the one that came with Carrel, those a person added, and those used where they are."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from carrel.base.files import resource, sync_folder, write_whole
from carrel.base.places import Places
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.engine import adapters, catalog, disk, facts, gate, links
from carrel.engine.adapters import Adapter, Adapters
from carrel.engine.api import ModelRefused
from carrel.engine.catalog import Entry
from carrel.engine.facts import Facts

STARTER = "starter"
"""The name of the model that comes with Carrel."""

Probe = Callable[[Path], None]
"""Loads a file in a throw-away process and lets it say a few tokens; raises ModelRefused when that goes wrong."""

_INDEX = "index.json"
_UNFINISHED = ".adding.part"


@dataclass(frozen=True)
class Model:
    """A model file. sha256: None until the file was hashed. known: proven by the catalogue, or came with Carrel.

    bytes: of the file. context_length: tokens it was trained for. parameters_label: such as ``1.5B``.
    problem: a sentence when the file cannot be used, else empty. linked: the file is another program's, used where it
    is. title, quantisation, bits, languages, template, embedding: see `Facts`. adapter: what changes how it replies;
    such a model is named ``starter+terse``, and its sha256 comes of both files.
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
    linked: bool = False
    title: str = ""
    quantisation: str = ""
    bits: int = 0
    languages: tuple[str, ...] = ()
    template: bool = False
    embedding: bool = False
    adapter: Adapter | None = None


class Models:
    """The models on this computer. Safe to use from any thread."""

    def __init__(self, folder: Path, starter: Path, catalogue: tuple[Entry, ...]) -> None:
        self.folder = folder
        self._starter = starter
        self.catalogue = catalogue
        self._hashes = frozenset(entry.sha256 for entry in catalogue if entry.sha256)
        self._lock = threading.Lock()
        self.adapters = Adapters(folder / adapters.FOLDER)

    @classmethod
    def at(cls, places: Places) -> Models:
        """Those in Carrel's own folder, with the starter and the catalogue that come with it."""
        return cls(places.models, resource("models/carrel-starter.gguf"), catalog.load())

    def list(self) -> tuple[Model, ...]:
        """All of them, the starter first, and each with its adapters; those that cannot be used say why."""
        plain, worn = self.plain(), self.adapters.list()
        return (*plain, *(_worn(model, one) for model in plain for one in worn if _is_for(one, model)))

    def with_adapter(self, adapter: Adapter) -> Model | None:
        """The model this adapter was made for, with it; None where that model is not here."""
        return next((_worn(model, adapter) for model in self.plain() if _is_for(adapter, model)), None)

    def plain(self) -> tuple[Model, ...]:
        """The models without any adapter, the starter first; files that cannot be used are there too, and say why."""
        with self._lock:
            index = self._read_index()
            kept: dict[str, Facts] = {}
            found = [self._model(path, index, kept) for path in self._files()]
            linked = [self._linked(name, path, index, kept) for name, path in links.read(self.folder).items()]
            if kept != index:
                self._write_index(kept)
        return (*(model for model in found if model is not None), *linked)

    def find(self, name: str) -> Model:
        """The model of this name, which may tell an adapter, too. Raises ModelRefused where there is none."""
        for model in self.list() if adapters.SIGN in name else self.plain():
            if model.name == name:
                return self._looked_at(model)
        raise ModelRefused(
            _("There is no model named {name} on this computer.").format(name=name),
            _("Look at the list of models, and choose one of them."),
        )

    def _looked_at(self, model: Model) -> Model:
        """The same model, with what is wrong with its adapter: that is read only when it is wanted."""
        if model.adapter is None or model.problem:
            return model
        return replace(model, problem=self.adapters.problem(model.adapter, model.path))

    def embedding(self, name: str = "") -> Model | None:
        """The model of this name that makes vectors, else the first one that does; None where there is none."""
        usable = [model for model in self.plain() if model.embedding and not model.problem]
        return next((model for model in usable if model.name == name), usable[0] if usable else None)

    def add(self, file: Path, probe: Probe, cancel: Cancel, name: str = "") -> Iterator[Progress | Model]:
        """Copy a model file in: progress in bytes, and at last the model as it is here.

        It passes the gate first, and unless the catalogue proves it, the probe; it gets its final name only when all
        of it is on the disk. A name that is taken gets a number. Raises ModelRefused (also when the same file is here
        already), Stopped.
        """
        gate.inspect(file).require()
        disk.require_room(self.folder, _size(file))
        unfinished = self._unfinished()
        try:
            digest = yield from disk.copy(file, unfinished, cancel)
            yield from self.refuse_twin(unfinished.stat().st_size, digest, cancel)
            gate.inspect(unfinished).require()  # the file we keep is the one that was looked at
            if not self.proves(digest):
                yield Progress(_("Trying the model"))
                probe(unfinished)
            cancel.check()
            yield self.settle(unfinished, name or file.stem, digest)
        except OSError as error:
            raise disk.cannot_write(self.folder, error) from error
        finally:
            unfinished.unlink(missing_ok=True)

    def link(self, file: Path, probe: Probe, cancel: Cancel, name: str = "") -> Iterator[Progress | Model]:
        """Use a file where it is, another program's perhaps: nothing is copied, and nothing of it is ever changed.

        It passes the gate and the probe. Raises ModelRefused (also when this very file is linked already), Stopped.
        """
        gate.inspect(file).require()
        path = file.resolve()
        for model in self.plain():
            if model.path.resolve() == path:
                raise _twin(model.name)
        yield Progress(_("Trying the model"))
        probe(path)
        cancel.check()
        with self._lock:
            known = links.read(self.folder)
            free = self._free_name(name or file.stem, known)
            try:
                links.write(self.folder, {**known, free: path})
            except OSError as error:
                raise disk.cannot_write(self.folder, error) from error
        yield self.find(free)

    def remove(self, name: str) -> None:
        """Delete an added model's file, or only the adapter where the name tells one; a linked file stays.

        Raises ModelRefused for the starter, or where the system forbids it.
        """
        model = self.find(name)
        if model.bundled:
            raise ModelRefused(
                _("{name} came with Carrel and stays.").format(name=name), _("Choose one of the models you added.")
            )
        if model.adapter is not None:
            self.adapters.remove(model.adapter.name)
            return
        try:
            if model.linked:
                with self._lock:
                    kept = {other: path for other, path in links.read(self.folder).items() if other != name}
                    links.write(self.folder, kept)
            else:
                model.path.unlink()
        except OSError as error:
            raise ModelRefused(
                _("{name} cannot be removed.").format(name=name),
                _("Choose another model to work with, and try again."),
                str(error),
            ) from error

    def hashed(self, name: str, cancel: Cancel) -> Iterator[Progress | str]:
        """The sha256 of this model's file, at last; it is read once and noted until the file changes.

        Raises ModelRefused, Stopped.
        """
        model = self.find(name)
        if model.sha256 is not None:
            yield model.sha256
            return
        for step in gate.hash_file(model.path, cancel):
            if isinstance(step, str):
                self._note(model, step)
                yield step if model.adapter is None else _both(step, model.adapter)
            else:
                yield step

    def _note(self, model: Model, digest: str) -> None:
        with self._lock:
            index = self._read_index()
            name = adapters.base_of(model.name)
            known = index.get(name)
            if known is not None and known.size == model.bytes:
                self._write_index({**index, name: replace(known, sha256=digest)})

    def sweep(self) -> None:
        """Delete what an interrupted `add` left, and what was set aside; call it once, before anything is added."""
        for left in self.folder.glob(f".*{_UNFINISHED}"):
            left.unlink(missing_ok=True)
        self.adapters.sweep()

    def proves(self, digest: str) -> bool:
        """Whether the catalogue knows this sha256."""
        return digest in self._hashes

    def settle(self, unfinished: Path, wanted: str, digest: str) -> Model:
        """Give a finished file of this folder its name, which gets a number where it is taken. Raises OSError."""
        with self._lock:
            name = self._free_name(wanted, links.read(self.folder))
            final = self.folder / f"{name}.gguf"
            os.replace(unfinished, final)
            sync_folder(self.folder)
            noted = replace(facts.of_file(final, final.stat()), sha256=digest)
            self._write_index({**self._read_index(), name: noted})
        return self.find(name)

    def refuse_twin(self, size: int, digest: str, cancel: Cancel) -> Iterator[Progress]:
        """Raise ModelRefused when a model with the same content is here; hashes those of the same size if need be."""
        for model in self.plain():
            if model.bytes != size or model.problem:
                continue
            known = model.sha256
            if known is None:
                for step in gate.hash_file(model.path, cancel):
                    if isinstance(step, Progress):
                        yield step
                    else:
                        known = step
            if known == digest:
                raise _twin(model.name)

    def _files(self) -> tuple[Path, ...]:
        added = sorted(self.folder.glob("*.gguf"))
        return (self._starter, *(path for path in added if path.stem != STARTER))

    def _model(self, path: Path, index: Mapping[str, Facts], kept: dict[str, Facts]) -> Model | None:
        bundled = path == self._starter
        key = STARTER if bundled else path.stem
        known = _facts(path, index.get(key, Facts()))
        if known is None:
            return None
        kept[key] = known
        return self._described(key, path, known, bundled=bundled)

    def _linked(self, name: str, path: Path, index: Mapping[str, Facts], kept: dict[str, Facts]) -> Model:
        """A file that is gone is still listed, so that a person sees what became of it and can let it go."""
        before = index.get(name, Facts())
        known = _facts(path, before)
        kept[name] = before if known is None else known
        model = replace(self._described(name, path, kept[name]), linked=True)
        if known is None:
            gone = _("The file is no longer where it was: {path}.").format(path=path)
            model = replace(model, problem=gone)
        return model

    def _described(self, name: str, path: Path, known: Facts, *, bundled: bool = False) -> Model:
        return Model(
            name=name,
            path=path,
            bytes=known.size,
            sha256=known.sha256 or None,
            known=bundled or self.proves(known.sha256),
            context_length=known.context_length,
            architecture=known.architecture,
            parameters_label=known.parameters_label,
            license=known.license,
            bundled=bundled,
            problem=known.problem,
            title=known.title,
            quantisation=known.quantisation,
            bits=known.bits,
            languages=tuple(known.languages.split(",")) if known.languages else (),
            template=known.template,
            embedding=known.embedding,
        )

    def _free_name(self, wished: str, linked: Mapping[str, Path]) -> str:
        wanted = disk.safe_name(wished)
        name, number = wanted, 1
        while name == STARTER or name in linked or (self.folder / f"{name}.gguf").exists():
            number += 1
            name = f"{wanted}-{number}"
        return name

    def _unfinished(self) -> Path:
        try:
            handle, path = tempfile.mkstemp(_UNFINISHED, ".", self.folder)
        except OSError as error:
            raise disk.cannot_write(self.folder, error) from error
        os.close(handle)
        return Path(path)

    def _read_index(self) -> dict[str, Facts]:
        try:
            rows = json.loads((self.folder / _INDEX).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}  # it only saves time, and is made anew
        if not isinstance(rows, dict):
            return {}
        return {name: known for name, row in rows.items() if (known := facts.from_row(row))}

    def _write_index(self, known: Mapping[str, Facts]) -> None:
        rows = {name: asdict(row) for name, row in known.items()}
        try:
            write_whole(self.folder / _INDEX, json.dumps(rows, indent=1).encode())
        except OSError:
            return  # a folder that cannot be written can still be listed


def _facts(path: Path, before: Facts) -> Facts | None:
    """What is known of a file, looked at only when it changed; None where there is none."""
    try:
        state = path.stat()
    except OSError:
        return None
    if before.version == facts.VERSION and before.are_of(state):
        return before
    digest = before.sha256 if before.are_of(state) else ""
    return replace(facts.of_file(path, state), sha256=digest)


def _worn(model: Model, adapter: Adapter) -> Model:
    digest = None if model.sha256 is None else _both(model.sha256, adapter)
    name = f"{model.name}{adapters.SIGN}{adapter.name}"
    return replace(model, name=name, sha256=digest, known=False, bundled=False, adapter=adapter)


def _is_for(adapter: Adapter, model: Model) -> bool:
    return adapter.is_for(model.name, model.sha256, model.bytes)


def _both(digest: str, adapter: Adapter) -> str:
    """What a model with an adapter is known by."""
    return hashlib.sha256(f"{digest} {adapter.sha256}".encode()).hexdigest()


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError as error:
        raise disk.cannot_write(file.parent, error) from error


def _twin(name: str) -> ModelRefused:
    return ModelRefused(
        _("This model is here already, as {name}.").format(name=name),
        _("Choose {name} in the list of models.").format(name=name),
    )
