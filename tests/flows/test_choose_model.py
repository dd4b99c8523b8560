"""Choosing, adding and removing models, as the window does it."""

from __future__ import annotations

from pathlib import Path

import pytest

from carrel.base.work import Cancel, Progress
from carrel.engine.api import ModelRefused
from carrel.engine.models import STARTER, Models
from carrel.flows.choose_model import ModelChoices
from carrel.flows.kit import Kit
from carrel.flows.shelf import Tools
from tests.bench import make_model


@pytest.fixture
def forgiven() -> list[str]:
    """What was forgiven."""
    return []


@pytest.fixture
def choices(kit: Kit, forgiven: list[str]) -> ModelChoices:
    """The models of this computer; every stranger's file passes the trial."""
    tools = Tools(lambda _path: None, lambda _entry, _cancel: iter(()), lambda: (), lambda: ())
    return ModelChoices(Models.at(kit.places), kit.settings, tools, lambda: forgiven.append("all"))


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


def test_a_model_for_the_search_is_not_offered_to_answer(choices: ModelChoices, tmp_path: Path) -> None:
    make_model.write("embedding", tmp_path / "search.gguf")
    *_progress, choice = choices.add(tmp_path / "search.gguf", Cancel())
    assert not isinstance(choice, Progress)
    assert [one.name for one in choices.list()] == [STARTER]
    with pytest.raises(ModelRefused, match="does not talk"):
        choices.use(choice.name)


def test_a_model_that_cannot_be_used_is_not_used(choices: ModelChoices, kit: Kit) -> None:
    (kit.places.models / "broken.gguf").write_bytes(b"<html>")
    with pytest.raises(ModelRefused, match="web page"):
        choices.use("broken")
    assert choices.current == STARTER
