"""Keeps the card of each model beside the models, and says which roles a model may play by it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

from carrel import __version__
from carrel.base.errors import CarrelError
from carrel.base.files import write_whole
from carrel.base.stamp import Moment
from carrel.base.words import _
from carrel.engine.api import ModelRefused
from carrel.engine.models import Models
from carrel.flows.fitness.model import FitnessCard, Grant, Measured, RoleId, Speed, Tried
from carrel.flows.fitness.roles import grant, grants

FOLDER = "cards"


class CardNotKept(CarrelError):
    """The disk does not take a card."""


class Roles(Protocol):
    """Says what a model may do here."""

    def of(self, model: str, role: RoleId) -> Grant:
        """Whether the model of this name may play this role, and why."""


class Untested:
    """Nothing was tested."""

    def of(self, model: str, role: RoleId) -> Grant:
        """Nobody knows."""
        return grant(None, role)


class Cards:
    """The cards of the models on this computer. Safe to use from any thread: a card is written whole or not at all."""

    def __init__(self, models: Models, probes: str) -> None:
        """probes: the version of the items that are asked now; a card of others is none."""
        self._models = models
        self._folder = models.folder / FOLDER
        self._probes = probes

    def of(self, model: str, role: RoleId) -> Grant:
        """Whether the model of this name may play this role, and why."""
        return grant(self.card(model), role)

    def card(self, model: str) -> FitnessCard | None:
        """The card of the model with this name; None without one, also where its file, the items or Carrel changed."""
        try:
            digest = self._models.find(model).sha256
        except ModelRefused:
            return None
        return self.of_file(digest) if digest is not None else None

    def of_file(self, sha256: str) -> FitnessCard | None:
        """The card of the file with this sha256; None without one."""
        try:
            card = card_from(json.loads(self._path(sha256).read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None  # it can be made anew
        known = (card.sha256, card.program, card.probes) == (sha256, __version__, self._probes)
        return card if known else None

    def keep(self, card: FitnessCard) -> None:
        """Keep it, in place of an earlier one of the same file. Raises CardNotKept."""
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            write_whole(self._path(card.sha256), json.dumps(asdict(card), ensure_ascii=False, indent=1).encode())
        except OSError as error:
            raise CardNotKept(
                _("The card of the model cannot be kept in {folder}.").format(folder=self._folder),
                _("Check that Carrel may write there and that there is room on the disk, and test the model again."),
                str(error),
            ) from error

    def _path(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.json"


def card_from(row: Any) -> FitnessCard:
    """A card as it was kept. Raises KeyError, TypeError and ValueError for anything else."""
    measured = tuple(
        Measured(one["probe"], int(one["of"]), tuple(Tried(**tried) for tried in one["tried"]))
        for one in row["measured"]
    )
    kept = {**row, "moment": Moment(**row["moment"]), "speed": Speed(**row["speed"]), "measured": measured}
    return FitnessCard(**kept)


def as_object(card: FitnessCard) -> dict[str, Any]:
    """A card as JSON prints it: with the intervals and the roles that come of it.

    ``{"model", "sha256", "program", "probes", "moment", "partial", "seconds", "speed": {…}, "measured": [{"probe",
    "of", "tried", "passed", "low", "high", "items": [{"item", "passed", "said", "asked"}]}], "roles": [{"role",
    "state", "because"}]}``; low and high: the ends of the 95 % interval, 0 to 1.
    """
    return {
        "model": card.model,
        "sha256": card.sha256,
        "program": card.program,
        "probes": card.probes,
        "moment": card.moment.utc,
        "partial": card.is_partial,
        "seconds": round(card.seconds, 1),
        "speed": asdict(card.speed),
        "measured": [_measured(one) for one in card.measured],
        "roles": [asdict(one) for one in grants(card)],
    }


def _measured(one: Measured) -> dict[str, Any]:
    low, high = one.interval
    return {
        "probe": one.probe,
        "of": one.of,
        "tried": len(one.tried),
        "passed": one.passed,
        "low": round(low, 4),
        "high": round(high, 4),
        "items": [asdict(tried) for tried in one.tried],
    }
