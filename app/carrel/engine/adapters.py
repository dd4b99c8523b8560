"""The adapters on this computer: small files that change how a model replies, each made for one model (LoRA).

What is wrong with one is found here, before anything loads it: llama.cpp takes some wrong files without a word.
"""

from __future__ import annotations

import math
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from carrel.base.words import _
from carrel.engine import gguf
from carrel.engine.api import ModelRefused
from carrel.engine.gguf import Header, Tensor

SIGN = "+"
"""Between the name of a model and that of an adapter: ``starter+terse``. No model's own name has it."""

FOLDER = "adapters"
BASE_NAME, BASE_SHA256, BASE_BYTES = "carrel.base.name", "carrel.base.sha256", "carrel.base.bytes"
"""The keys by which an adapter tells the file of the model it was made for."""

_ASIDE = ".aside"
_MOST_BYTES = 2 << 30
_MOST_RANK = 1024
_MOST_ALPHA = 1e5
_PART = re.compile(r"(?P<base>.+)\.lora_(?P<side>[ab])")
_NUMBERS = {0: "<f4", 1: "<f2", 30: "<u2"}  # F32, F16, BF16
_BF16, _BF16_EXPONENT = 30, 0x7F80


class AdapterRefused(ModelRefused):
    """An adapter cannot be used, alone or with this model."""


@dataclass(frozen=True)
class Adapter:
    """A file beside the models. identity: changes with its bytes. sha256: of the file.

    base_name, base_sha256, base_bytes: the model it was made for, as it says.
    """

    name: str
    path: Path
    identity: str
    sha256: str
    base_name: str
    base_sha256: str
    base_bytes: int

    def is_for(self, name: str, digest: str | None, size: int) -> bool:
        """Whether it was made for the model file of this name, sha256 (None: not known now) and size in bytes."""
        if digest is not None:
            return digest == self.base_sha256
        return (name, size) == (self.base_name, self.base_bytes)


def base_of(name: str) -> str:
    """The model's own name in a name that may tell an adapter, too."""
    return name.partition(SIGN)[0]


def adapter_of(name: str) -> str:
    """The adapter's name in such a name; empty for a model alone."""
    return name.partition(SIGN)[2]


class Adapters:
    """Those in one folder. Safe to use from any thread."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._read: dict[tuple[Path, str], Adapter] = {}
        self._problems: dict[tuple[str, str], str] = {}

    def paths(self) -> tuple[Path, ...]:
        """The files, by name."""
        return tuple(sorted(self.folder.glob("*.gguf")))

    def list(self) -> tuple[Adapter, ...]:
        """Those that say whose they are; other files in the folder are none of ours."""
        found = (self._described(path) for path in self.paths())
        return tuple(adapter for adapter in found if adapter is not None)

    def find(self, name: str) -> Adapter:
        """The adapter of this name. Raises AdapterRefused where there is none."""
        for adapter in self.list():
            if adapter.name == name:
                return adapter
        raise AdapterRefused(
            _("There is no adapter named {name} on this computer.").format(name=name),
            _("“carrel tune list” shows those that are here."),
        )

    def remove(self, name: str) -> None:
        """Delete it, with the notes beside it. Raises AdapterRefused."""
        adapter = self.find(name)
        try:
            adapter.path.unlink()
            adapter.path.with_suffix(".json").unlink(missing_ok=True)
        except OSError as error:
            raise _stays(name, error) from error

    def set_aside(self, name: str) -> None:
        """Take it away so that it can be put back until the next sweep. Raises AdapterRefused."""
        adapter = self.find(name)
        try:
            adapter.path.replace(adapter.path.with_suffix(f".gguf{_ASIDE}"))
        except OSError as error:
            raise _stays(name, error) from error

    def put_back(self, name: str) -> None:
        """Undo that. Raises AdapterRefused where another took its name, or it was swept away."""
        path = self.folder / f"{name}.gguf"
        try:
            if path.exists():
                raise FileExistsError(path)
            path.with_suffix(f".gguf{_ASIDE}").replace(path)
        except OSError as error:
            raise AdapterRefused(
                _("The adapter {name} cannot be put back.").format(name=name), _("Train it again."), str(error)
            ) from error

    def sweep(self) -> None:
        """Delete those that were set aside; call it once, before any is."""
        for left in self.folder.glob(f"*{_ASIDE}"):
            left.with_name(left.name.removesuffix(f".gguf{_ASIDE}") + ".json").unlink(missing_ok=True)
            left.unlink(missing_ok=True)

    def problem(self, adapter: Adapter, model: Path) -> str:
        """What is wrong with it for this model file, as a sentence; empty when it fits. Reads each file once."""
        key = (adapter.identity, _identity(model))
        with self._lock:
            if key not in self._problems:
                try:
                    inspect(adapter.path, gguf.read(model))
                    self._problems[key] = ""
                except ModelRefused as refusal:
                    self._problems[key] = refusal.what
            return self._problems[key]

    def _described(self, path: Path) -> Adapter | None:
        key = (path, _identity(path))
        with self._lock:
            if key not in self._read:
                try:
                    header = gguf.read(path)
                    digest = sha256(path.read_bytes()).hexdigest()
                except (ModelRefused, OSError):
                    return None
                size = header.values.get(BASE_BYTES)
                self._read[key] = Adapter(
                    path.stem,
                    path,
                    f"{key[1]}-{digest[:12]}",
                    digest,
                    header.text(BASE_NAME),
                    header.text(BASE_SHA256),
                    size if isinstance(size, int) else 0,
                )
            return self._read[key]


def inspect(path: Path, base: Header) -> None:
    """Raise AdapterRefused unless the file is an adapter whose every table fits the model and holds sound numbers."""
    try:
        header = gguf.read(path)
    except ModelRefused as refusal:
        raise _refused(path, refusal.what, refusal.detail) from refusal
    problem = next(_problems(header, base), "") or next(_unsound(path, header), "")
    if problem:
        raise _refused(path, problem)


def _stays(name: str, error: OSError) -> AdapterRefused:
    return AdapterRefused(
        _("The adapter {name} cannot be removed.").format(name=name), _("Try again later."), str(error)
    )


def _refused(path: Path, problem: str, detail: str = "") -> AdapterRefused:
    return AdapterRefused(
        _("The adapter {name} cannot be used. {problem}").format(name=path.stem, problem=problem),
        _("Make it anew with “carrel tune train”, or use the model without it."),
        detail,
    )


def _problems(header: Header, base: Header) -> Iterator[str]:
    if header.text("general.type") != "adapter" or header.text("adapter.type") != "lora":
        yield _("It is no LoRA adapter.")
    if header.architecture != base.architecture:
        yield _("It was made for a model of the kind “{kind}”, and this one is “{other}”.").format(
            kind=header.architecture[:40] or "?", other=base.architecture
        )
    alpha = header.values.get("adapter.lora.alpha")
    if not (isinstance(alpha, float) and 0 < alpha <= _MOST_ALPHA):
        yield _("It does not say how strongly it works.")
    if any(key.startswith("adapter.alora") for key in header.values):
        yield _("It works only after certain words, which Carrel does not know how to do.")
    if header.file_bytes > _MOST_BYTES:
        yield _("It is larger than any adapter needs to be.")
    ends = [tensor.offset + (tensor.bytes or 0) for tensor in header.tensors]
    if (missing := header.data_start + max(ends, default=0) - header.file_bytes) > 0:
        yield _("The file is cut off: {missing} bytes are missing at its end.").format(missing=f"{missing:,}")
    yield from _tables(header, base)


def _tables(header: Header, base: Header) -> Iterator[str]:
    model = {tensor.name: tensor for tensor in base.tensors}
    pairs: dict[str, dict[str, Tensor]] = {}
    for tensor in header.tensors:
        match = _PART.fullmatch(tensor.name)
        if match is None or match["side"] in pairs.setdefault(match["base"], {}):
            yield _("Its table {name} is none of an adapter's.").format(name=tensor.name[:80])
            return
        if tensor.type not in _NUMBERS:
            yield _("Its table {name} has an impossible size, place or type.").format(name=tensor.name)
        pairs[match["base"]][match["side"]] = tensor
    if not pairs:
        yield _("It has no weights.")
    for name, sides in pairs.items():
        target = model.get(name)
        if target is None:
            yield _("Its table {name} does not stand in the model.").format(name=name[:80])
        elif sides.keys() != {"a", "b"} or not _fits(sides["a"], sides["b"], target):
            yield _("Its table {name} does not fit the model.").format(name=name)


def _fits(first: Tensor, second: Tensor, target: Tensor) -> bool:
    if {len(first.shape), len(second.shape), len(target.shape)} != {2} or target.name == "token_embd.weight":
        return False
    (wide, rank), (other, high) = first.shape, second.shape
    return (wide, high) == target.shape and rank == other and 1 <= rank <= _MOST_RANK


def _unsound(path: Path, header: Header) -> Iterator[str]:
    """Tables with a number that is none: llama.cpp would load them, and the model would say nothing sensible."""
    import numpy  # noqa: PLC0415 - not for the first paint

    content = path.read_bytes()
    for tensor in header.tensors:
        start = header.data_start + tensor.offset
        raw = numpy.frombuffer(content[start : start + (tensor.bytes or 0)], _NUMBERS[tensor.type])
        if tensor.type == _BF16:
            sound = bool(((raw & _BF16_EXPONENT) != _BF16_EXPONENT).all())
        else:
            sound = math.isfinite(float(numpy.abs(raw).max(initial=0.0)))
        if not sound:
            yield _("Its table {name} holds something that is not a number.").format(name=tensor.name)


def _identity(path: Path) -> str:
    try:
        about = path.stat()
    except OSError:
        return "missing"
    return f"{path.name}-{about.st_size}-{about.st_mtime_ns}"
