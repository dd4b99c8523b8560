"""Choosing, adding and removing models, as the window does it."""

from __future__ import annotations

from pathlib import Path

import pytest

from carrel.base.work import Cancel, Progress
from carrel.engine.api import ModelRefused
from carrel.engine.models import STARTER, Models
from carrel.flows.choose_model import ModelChoices
from carrel.flows.kit import Kit
from tests.bench import make_model


@pytest.fixture
def forgiven() -> list[str]:
    """What was forgiven."""
    return []


@pytest.fixture
def choices(kit: Kit, forgiven: list[str]) -> ModelChoices:
    """The models of this computer; every stranger's file passes the trial."""
    return ModelChoices(Models.at(kit.places), kit.settings, lambda _path: None, lambda: forgiven.append("all"))


def added(choices: ModelChoices, folder: Path) -> str:
    """Take in a small model; its name."""
    make_model.write("tiny", folder / "mine.gguf")
    *progress, choice = choices.add(folder / "mine.gguf", Cancel())
    assert all(isinstance(step, Progress) for step in progress)
    assert not isinstance(choice, Progress)
    return choice.name


def test_the_starter_is_there_from_the_first_day(choices: ModelChoices) -> None:
    (starter,) = choices.list()
    assert starter.bundled
    assert choices.current == starter.name == STARTER


def test_an_added_model_is_listed_used_and_forgiven_its_crashes(
    choices: ModelChoices, forgiven: list[str], tmp_path: Path
) -> None:
    name = added(choices, tmp_path)
    choices.use(name)
    assert [choice.name for choice in choices.list()] == [STARTER, name]
    assert choices.current == name
    assert forgiven == ["all"]


def test_removing_the_model_in_use_brings_the_starter_back(choices: ModelChoices, tmp_path: Path) -> None:
    name = added(choices, tmp_path)
    choices.use(name)
    choices.remove(name)
    assert choices.current == STARTER


def test_a_model_that_is_not_there_cannot_be_used(choices: ModelChoices) -> None:
    with pytest.raises(ModelRefused):
        choices.use("nobody")
    assert choices.current == STARTER
