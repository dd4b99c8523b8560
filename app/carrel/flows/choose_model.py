"""Choosing the model that answers, and taking in another one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.engine.models import STARTER, Model, Models, Probe
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
        self, models: Models, settings: SettingsFile, probe: Probe, forgive: Callable[[], None] = lambda: None
    ) -> None:
        """probe: tries a stranger's file in a throw-away process, raising ModelRefused.

        forgive: lets models that were left alone after crashes try again; choosing one by hand asks for that.
        """
        self._models = models
        self._settings = settings
        self._probe = probe
        self._forgive = forgive

    def list(self) -> list[ModelChoice]:
        """All models, the starter first."""
        return [_choice(model) for model in self._models.list()]

    @property
    def current(self) -> str:
        """The name of the model that answers."""
        return self._settings.current.model

    def use(self, name: str) -> None:
        """Answer with this model from now on; raises ModelRefused."""
        self._settings.change(model=self._models.find(name).name)
        self._forgive()

    def add(self, path: Path, cancel: Cancel) -> Iterator[Progress | ModelChoice]:
        """Take a model file in: progress, and at last the model. Raises ModelRefused, Stopped."""
        for step in self._models.add(path, self._probe, cancel):
            yield step if isinstance(step, Progress) else _choice(step)

    def remove(self, name: str) -> None:
        """Delete an added model; the starter takes its place where it was in use. Raises ModelRefused."""
        self._models.remove(name)
        if self.current == name:
            self._settings.change(model=STARTER)


def _choice(model: Model) -> ModelChoice:
    title = _("Carrel starter") if model.bundled else model.name
    size = f"{model.architecture} {model.parameters_label}".strip()
    return ModelChoice(model.name, title, model.bytes, model.known, model.bundled, model.problem or size)
