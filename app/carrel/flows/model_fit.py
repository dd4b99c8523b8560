"""Whether a model will fit into the memory that is free, and what would fit instead (P16)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from carrel.base.words import _
from carrel.engine import fit, gate
from carrel.engine.api import ModelRefused
from carrel.engine.catalog import Entry
from carrel.engine.fit import Fit
from carrel.engine.models import Model
from carrel.flows.model_words import title_of


def of_file(path: Path, context: int, here: Iterable[Model], catalogue: Iterable[Entry]) -> tuple[Fit, int]:
    """Whether the file fits with so many tokens (0: as many as Carrel would choose), and how many that is.

    Where not even a smaller context helps, the alternative is a model by name. Raises ModelRefused for a file that
    cannot be used at all.
    """
    header = gate.inspect(path).require()
    free = fit.free_memory()
    tokens = context or fit.default_context(header, free) or fit.CONTEXTS[-1]
    found = fit.will_it_fit(header, fit.Plan(tokens), free)
    if not found.fits and found.context is None:
        others = (model for model in here if model.path != path)
        found = replace(found, try_=_instead(free, others, catalogue) or found.try_)
    return found, tokens


def of_entry(entry: Entry, here: Iterable[Model], catalogue: Iterable[Entry]) -> Fit:
    """Whether a model of the catalogue would fit, by what stands there."""
    free = fit.free_memory()
    numbers = {"needs": f"{entry.memory_bytes / 1e9:.1f}", "free": f"{free / 1e9:.1f}"}
    if entry.memory_bytes <= free:
        because = _("Fits: it takes about {needs} GB of memory, and {free} GB are free.").format(**numbers)
        return Fit(fits=True, needs_bytes=entry.memory_bytes, free_bytes=free, because=because)
    because = _("Does not fit: it takes about {needs} GB of memory, but only {free} GB are free.").format(**numbers)
    smaller = (other for other in catalogue if other.name != entry.name)
    try_ = _instead(free, here, smaller) or _("Close other programs, and try again.")
    return Fit(fits=False, needs_bytes=entry.memory_bytes, free_bytes=free, because=because, try_=try_)


def _instead(free: int, here: Iterable[Model], catalogue: Iterable[Entry]) -> str:
    """The largest model that fits, rather one that is here; empty where there is none."""
    catalogue = tuple(catalogue)
    if fitting := max(_fitting(free, here), key=lambda model: model.bytes, default=None):
        return _("Use {name} instead, which is here and fits.").format(name=title_of(fitting, catalogue))
    offered = [entry for entry in catalogue if entry.role == "chat" and not entry.is_bundled]
    small = max((entry for entry in offered if entry.memory_bytes <= free), key=lambda entry: entry.bytes, default=None)
    if small is None:
        return ""
    return _("Get {title} instead, which takes about {needs} GB.").format(
        title=small.title, needs=f"{small.memory_bytes / 1e9:.1f}"
    )


def _fitting(free: int, here: Iterable[Model]) -> Iterator[Model]:
    """Those that talk, are no mere starter, and fit with some context."""
    for model in here:
        if model.bundled or model.embedding or model.problem or model.bytes > free:
            continue
        try:
            header = gate.inspect(model.path).require()
        except ModelRefused:
            continue
        if fit.default_context(header, free) is not None:
            yield model
