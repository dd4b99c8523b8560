"""Models that are used where they are: nothing of them is copied, changed or deleted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from carrel.base.errors import Stopped
from carrel.base.work import Cancel
from carrel.engine.api import ModelRefused
from carrel.engine.models import Model, Models
from tests.bench import make_model


def passes(_path: Path) -> None:
    """Every file passes the trial."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "models"
    path.mkdir()
    return path


@pytest.fixture
def models(folder: Path, tmp_path: Path) -> Models:
    return Models(folder, make_model.write("tiny", tmp_path / "carrel-starter.gguf"), ())


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    (tmp_path / "other program").mkdir()
    return make_model.write("tiny", tmp_path / "other program" / "Their model.gguf", seed=1)


def linked(models: Models, file: Path, probe: Callable[[Path], None] = passes, name: str = "") -> Model:
    *_steps, model = models.link(file, probe, Cancel(), name)
    assert isinstance(model, Model)
    return model


def test_a_linked_model_is_listed_where_it_is_and_copied_nowhere(models: Models, theirs: Path, folder: Path) -> None:
    model = linked(models, theirs)
    assert model.linked
    assert model.path == theirs
    assert (model.name, model.problem, model.bytes) == ("Their-model", "", theirs.stat().st_size)
    assert models.find("Their-model") == model
    assert list(folder.glob("*.gguf")) == []


def test_a_linked_file_without_an_ending_is_fine_too(models: Models, theirs: Path) -> None:
    blob = theirs.rename(theirs.with_name("sha256-0123"))
    assert linked(models, blob, name="llama3.2-3b").name == "llama3.2-3b"


def test_removing_a_link_leaves_the_file(models: Models, theirs: Path) -> None:
    before = theirs.read_bytes()
    models.remove(linked(models, theirs).name)
    assert theirs.read_bytes() == before
    assert [model.name for model in models.list()] == ["starter"]


def test_a_link_whose_file_is_gone_says_so_and_can_be_removed(models: Models, theirs: Path) -> None:
    name = linked(models, theirs).name
    theirs.unlink()
    gone = models.find(name)
    assert "no longer where it was" in gone.problem
    assert str(theirs) in gone.problem
    models.remove(name)
    assert [model.name for model in models.list()] == ["starter"]


def test_a_link_whose_file_comes_back_works_again(models: Models, theirs: Path) -> None:
    name = linked(models, theirs).name
    away = theirs.rename(theirs.with_suffix(".away"))
    assert models.find(name).problem
    away.rename(theirs)
    assert models.find(name).problem == ""


def test_the_same_file_is_not_linked_twice(models: Models, theirs: Path) -> None:
    linked(models, theirs)
    with pytest.raises(ModelRefused, match="here already, as Their-model"):
        linked(models, theirs)


def test_a_file_the_gate_or_the_trial_refuses_is_not_linked(models: Models, theirs: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.gguf"
    page.write_bytes(b"<html>")
    with pytest.raises(ModelRefused, match="web page"):
        linked(models, page)

    def refuse(_path: Path) -> None:
        raise ModelRefused("It fell over.", "Choose another.")

    with pytest.raises(ModelRefused, match="fell over"):
        linked(models, theirs, refuse)
    assert [model.name for model in models.list()] == ["starter"]


def test_stopping_after_the_trial_links_nothing(models: Models, theirs: Path) -> None:
    cancel = Cancel()
    with pytest.raises(Stopped):
        list(models.link(theirs, lambda _path: cancel.set(), cancel))
    assert [model.name for model in models.list()] == ["starter"]


def test_names_of_links_and_files_do_not_meet(models: Models, theirs: Path, tmp_path: Path) -> None:
    linked(models, theirs, name="tutor")
    *_steps, added = models.add(make_model.write("tiny", tmp_path / "tutor.gguf", seed=2), passes, Cancel())
    assert isinstance(added, Model)
    assert added.name == "tutor-2"
    other = make_model.write("tiny", tmp_path / "other.gguf", seed=3)
    assert linked(models, other, name="tutor").name == "tutor-3"


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"a": 1}', b'{"a": "x\\u0000"}', b'{"a": ""}', b"\xff"])
def test_a_damaged_list_of_links_names_none(content: bytes, models: Models, folder: Path) -> None:
    (folder / "links.json").write_bytes(content)
    assert [model.name for model in models.list()] == ["starter"]
