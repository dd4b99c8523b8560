"""Whether a model will fit into the memory that is free, and what would fit instead (P16)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from carrel.base.words import _
from carrel.engine import fit, gate
from carrel.engine.api import ModelRefused
from carrel.engine.catalog import Entry
from carrel.engine.fit import Fit
from carrel.engine.models import Model
from carrel.flows.model_words import title_of


@dataclass(frozen=True)
class Room:
    """The memory a model could have, in bytes, and the models one could choose instead of another."""

    free_bytes: int
    here: tuple[Model, ...]
    catalogue: tuple[Entry, ...]

    def of_file(self, path: Path, context: int) -> tuple[Fit, int]:
        """Whether the file fits with so many tokens (0: as many as Carrel would choose), and how many that is.

        Where not even a smaller context helps, the alternative is a model by name. Raises ModelRefused for a file that
        cannot be used at all.
        """
        header = gate.inspect(path).require()
        tokens = context or fit.default_context(header, self.free_bytes) or fit.CONTEXTS[-1]
        found = fit.will_it_fit(header, fit.Plan(tokens), self.free_bytes)
        if not found.fits and found.context is None:
            found = replace(found, try_=self._instead(path) or found.try_)
        return found, tokens

    def of_entry(self, entry: Entry) -> Fit:
        """Whether a model of the catalogue would fit, by what stands there."""
        needs, free = entry.memory_bytes, self.free_bytes
        numbers = {"needs": f"{needs / 1e9:.1f}", "free": f"{free / 1e9:.1f}"}
        if needs <= free:
            because = _("Fits: it takes about {needs} GB of memory, and {free} GB are free.").format(**numbers)
            return Fit(fits=True, needs_bytes=needs, free_bytes=free, because=because)
        because = _("Does not fit: it takes about {needs} GB of memory, but only {free} GB are free.").format(**numbers)
        try_ = self._instead() or _("Close other programs, and try again.")
        return Fit(fits=False, needs_bytes=needs, free_bytes=free, because=because, try_=try_)

    def _instead(self, but: Path | None = None) -> str:
        """The largest model that fits, rather one that is here; empty where there is none."""
        fitting = (model for model in self._fitting() if model.path != but)
        if ours := max(fitting, key=lambda model: model.bytes, default=None):
            return _("Use {name} instead, which is here and fits.").format(name=title_of(ours, self.catalogue))
        small = [
            entry
            for entry in self.catalogue
            if entry.role == "chat" and not entry.is_bundled and entry.memory_bytes <= self.free_bytes
        ]
        if not small:
            return ""
        largest = max(small, key=lambda entry: entry.bytes)
        return _("Get {title} instead, which takes about {needs} GB.").format(
            title=largest.title, needs=f"{largest.memory_bytes / 1e9:.1f}"
        )

    def _fitting(self) -> Iterator[Model]:
        """Those that talk, are no mere starter, and fit with some context."""
        for model in self.here:
            if model.bundled or model.adapter or model.embedding or model.problem or model.bytes > self.free_bytes:
                continue
            try:
                header = gate.inspect(model.path).require()
            except ModelRefused:
                continue
            if fit.default_context(header, self.free_bytes) is not None:
                yield model
