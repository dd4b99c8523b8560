"""Choosing the model that answers, and taking in another one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.engine.adapters import adapter_of, base_of
from carrel.engine.api import ModelRefused
from carrel.engine.models import STARTER, Model, Models
from carrel.flows.fitness.trials import Trials
from carrel.flows.model_words import title_of
from carrel.flows.shelf import Shelf, Tools, Tuning
from carrel.settings.file import SettingsFile


@dataclass(frozen=True)
class ModelChoice:
    """A model as a person chooses it. bytes: of its file. note: what to know before choosing it, or empty."""

    name: str
    title: str
    bytes: int
    known: bool
    bundled: bool
    note: str = ""


class ModelChoices:
    """The models of this computer, and the one in the settings."""

    def __init__(
        self,
        models: Models,
        settings: SettingsFile,
        tools: Tools,
        forgive: Callable[[], None] = lambda: None,
        trials: Trials | None = None,
        tuning: Tuning | None = None,
    ) -> None:
        """forgive: lets models that were left alone after crashes try again; choosing one by hand asks for that.

        trials, tuning: test models, and make adapters of them; None where that cannot be done.
        """
        self._models, self._settings, self._tools, self._forgive = models, settings, tools, forgive
        self._shelf = Shelf(models, settings, tools, trials, tuning)

    @property
    def shelf(self) -> Shelf:
        """Everything there is to see of models."""
        return self._shelf

    def list(self) -> list[ModelChoice]:
        """All models that talk, the starter first."""
        return [self._choice(model) for model in self._models.list() if not model.embedding]

    @property
    def current(self) -> str:
        """The name of the model that answers."""
        return self._settings.current.model

    def use(self, name: str) -> None:
        """Answer with this model from now on; raises ModelRefused, also for one that cannot answer."""
        model = self._models.find(name)
        if model.problem:
            raise ModelRefused(model.problem, _("Choose another model."))
        if model.embedding:
            raise ModelRefused(_("This model is for the search and does not talk."), _("Choose another model."))
        self._settings.change(model=name)
        self._forgive()

    def add(self, path: Path, cancel: Cancel) -> Iterator[Progress | ModelChoice]:
        """Take a model file in: progress, and at last the model. Raises ModelRefused, Stopped."""
        for step in self._models.add(path, self._tools.probe, cancel):
            yield step if isinstance(step, Progress) else self._choice(step)

    def remove(self, name: str) -> None:
        """Delete an added model, or an adapter; where it was in use the starter takes its place, or the model alone.

        Raises ModelRefused.
        """
        self._models.remove(name)
        if self.current == name:
            self._settings.change(model=base_of(name) if adapter_of(name) else STARTER)
        elif base_of(self.current) == name:
            self._settings.change(model=STARTER)

    def _choice(self, model: Model) -> ModelChoice:
        size = f"{model.architecture} {model.parameters_label}".strip()
        title = title_of(model, self._models.catalogue)
        return ModelChoice(model.name, title, model.bytes, model.known, model.bundled, model.problem or size)
