"""The models on this computer: listed, added, found and removed, whatever happens in between."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from carrel.base.errors import Stopped
from carrel.base.places import Places
from carrel.base.work import Cancel, Progress
from carrel.engine import catalog, gate
from carrel.engine.api import ModelRefused
from carrel.engine.models import Model, Models
from tests.bench import make_model


class Probe:
    """Stands in for the throw-away process: remembers what it was shown, and refuses when told to."""

    def __init__(self) -> None:
        self.shown: list[bytes] = []
        self.refusal: ModelRefused | None = None

    def __call__(self, path: Path) -> None:
        self.shown.append(path.read_bytes())
        if self.refusal:
            raise self.refusal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "models"
    path.mkdir()
    return path


@pytest.fixture
def models(folder: Path, tmp_path: Path) -> Models:
    return Models(folder, make_model.write("tiny", tmp_path / "carrel-starter.gguf"), ())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return make_model.write("tiny", tmp_path / "My model (new).gguf", seed=1)


@pytest.fixture
def probe() -> Probe:
    return Probe()


def added(models: Models, file: Path, probe: Callable[[Path], None], name: str = "") -> Model:
    *_steps, model = models.add(file, probe, Cancel(), name)
    assert isinstance(model, Model)
    return model


def names(models: Models) -> list[str]:
    return [model.name for model in models.list()]


def test_the_starter_is_there_from_the_beginning(models: Models) -> None:
    (starter,) = models.list()
    assert (starter.name, starter.bundled, starter.known) == ("starter", True, True)
    assert (starter.architecture, starter.context_length, starter.license) == ("llama", 2048, "CC0-1.0")
    assert starter.parameters_label == "99K"
    assert models.find("starter") == starter


def test_a_build_without_a_starter_lists_what_was_added(folder: Path, file: Path, probe: Probe) -> None:
    models = Models(folder, folder / "nobody.gguf", ())
    assert models.list() == ()
    added(models, file, probe)
    assert names(models) == ["My-model-new"]


def test_an_added_model_is_copied_whole_and_found_by_name(models: Models, file: Path, probe: Probe) -> None:
    model = added(models, file, probe)
    assert model == models.find("My-model-new")
    assert model.path.read_bytes() == file.read_bytes()
    assert model.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert model.path.stat().st_nlink == 1
    assert not model.known
    assert probe.shown == [file.read_bytes()]
    assert names(models) == ["starter", "My-model-new"]


def test_adding_tells_how_far_it_is(models: Models, file: Path, probe: Probe) -> None:
    first, *_rest = models.add(file, probe, Cancel())
    assert isinstance(first, Progress)
    assert first.done == first.total == file.stat().st_size


def test_a_model_of_the_catalogue_is_known_and_needs_no_probe(models: Models, file: Path, folder: Path) -> None:
    entry = replace(catalog.load()[0], sha256=hashlib.sha256(file.read_bytes()).hexdigest())

    def never(_path: Path) -> NoReturn:
        raise AssertionError("it was proven already")

    assert added(Models(folder, folder / "nobody.gguf", (entry,)), file, never).known


def test_a_model_the_probe_refuses_is_not_kept(models: Models, file: Path, probe: Probe, folder: Path) -> None:
    probe.refusal = ModelRefused("It ended the process.", "Choose another.")
    with pytest.raises(ModelRefused, match="ended the process"):
        added(models, file, probe)
    assert list(folder.glob("*.gguf")) == list(folder.glob(".*")) == []


def test_a_model_the_gate_refuses_is_not_even_copied(models: Models, file: Path, probe: Probe, folder: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100_000])
    with pytest.raises(ModelRefused, match="cut off"):
        added(models, file, probe)
    assert list(folder.iterdir()) == []
    assert probe.shown == []


def test_a_file_that_changes_under_the_copy_is_looked_at_again(models: Models, file: Path, probe: Probe) -> None:
    steps = models.add(file, probe, Cancel())
    content = file.read_bytes()
    real = gate.inspect

    def swapped(path: Path) -> gate.Checked:
        found = real(path)
        file.write_bytes(b"GGUF" + bytes(len(content) - 4))
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gate, "inspect", swapped)
        with pytest.raises(ModelRefused):
            list(steps)
    assert probe.shown == []


def test_stopping_leaves_nothing_behind(models: Models, file: Path, probe: Probe, folder: Path) -> None:
    cancel = Cancel()
    steps = models.add(file, probe, cancel)
    next(steps)
    cancel.set()
    with pytest.raises(Stopped):
        list(steps)
    assert list(folder.glob("*.gguf")) == list(folder.glob(".*")) == []


def test_dropping_the_work_half_way_leaves_nothing_behind(
    models: Models, file: Path, probe: Probe, folder: Path
) -> None:
    steps = models.add(file, probe, Cancel())
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    assert list(folder.glob(".*")) == []


def test_the_same_content_twice_is_said(models: Models, file: Path, probe: Probe, tmp_path: Path) -> None:
    added(models, file, probe)
    again = tmp_path / "another name.gguf"
    again.write_bytes(file.read_bytes())
    with pytest.raises(ModelRefused, match="here already, as My-model-new"):
        added(models, again, probe)


def test_the_starters_content_under_another_name_is_noticed(models: Models, tmp_path: Path, probe: Probe) -> None:
    copy = tmp_path / "copy.gguf"
    copy.write_bytes((tmp_path / "carrel-starter.gguf").read_bytes())
    with pytest.raises(ModelRefused, match="here already, as starter"):
        added(models, copy, probe)


def test_a_name_that_is_taken_gets_a_number(models: Models, tmp_path: Path, probe: Probe) -> None:
    for seed, expected in ((1, "tutor"), (2, "tutor-2"), (3, "tutor-3")):
        other = make_model.write("tiny", tmp_path / "other.gguf", seed)
        assert added(models, other, probe, "tutor").name == expected


@pytest.mark.parametrize(
    ("wished", "given"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("starter", "starter-2"),
        ("CON", "model-CON"),
        ("nul.gguf", "model-nul"),
        ("…", "model-"),
        ("a" * 300, "a" * 80),
        ("été.gguf", "t"),
    ],
)
def test_a_wished_name_becomes_a_good_file_name(
    wished: str, given: str, models: Models, file: Path, probe: Probe, folder: Path
) -> None:
    model = added(models, file, probe, wished)
    assert model.name == given
    assert model.path.parent == folder


def test_removing_deletes_the_file(models: Models, file: Path, probe: Probe) -> None:
    model = added(models, file, probe)
    models.remove(model.name)
    assert not model.path.exists()
    assert names(models) == ["starter"]


def test_the_starter_stays(models: Models) -> None:
    with pytest.raises(ModelRefused, match="came with Carrel"):
        models.remove("starter")
    assert names(models) == ["starter"]


@pytest.mark.parametrize("name", ["nobody", "../carrel-starter", "", "index.json"])
def test_only_what_is_listed_can_be_removed(name: str, models: Models) -> None:
    with pytest.raises(ModelRefused, match="no model named"):
        models.remove(name)


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_removing_a_link_leaves_what_it_points_to(models: Models, file: Path, folder: Path) -> None:
    (folder / "linked.gguf").symlink_to(file)
    models.remove("linked")
    assert file.exists()
    assert names(models) == ["starter"]


def test_a_file_put_there_by_hand_is_listed_without_a_hash(models: Models, file: Path, folder: Path) -> None:
    shutil.copy(file, folder / "by-hand.gguf")
    model = models.find("by-hand")
    assert model.sha256 is None
    assert model.problem == ""


def test_a_damaged_file_is_listed_with_its_problem(models: Models, folder: Path) -> None:
    (folder / "broken.gguf").write_bytes(b"<html>404</html>")
    assert models.find("broken").problem == "This is a web page, not a model."


def test_listing_again_does_not_open_the_files(models: Models, file: Path, probe: Probe) -> None:
    added(models, file, probe)
    first = models.list()
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(gate, "inspect")
        assert models.list() == first


def test_a_file_that_was_replaced_is_looked_at_anew(models: Models, file: Path, probe: Probe, tmp_path: Path) -> None:
    model = added(models, file, probe)
    other = make_model.write(replace(make_model.SHAPES["tiny"], layers=1), tmp_path / "other.gguf")
    model.path.write_bytes(other.read_bytes())
    anew = models.find(model.name)
    assert anew.sha256 is None
    assert anew.bytes == other.stat().st_size


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"\xff", b'{"starter": 1}', b'{"starter": {"size": "x"}}', b"[" * 100_000, b"null"],
)
def test_a_damaged_index_is_made_anew(content: bytes, models: Models, folder: Path) -> None:
    expected = models.list()
    (folder / "index.json").write_bytes(content)
    assert models.list() == expected
    assert "starter" in json.loads((folder / "index.json").read_text())


def test_a_row_of_the_index_with_wrong_kinds_is_not_believed(models: Models, folder: Path) -> None:
    expected = models.list()
    index = folder / "index.json"
    rows = json.loads(index.read_text())
    rows["starter"]["context_length"] = "many"
    index.write_text(json.dumps(rows))
    assert models.list() == expected


def test_what_an_interrupted_run_left_is_swept_away_and_downloads_are_not(models: Models, folder: Path) -> None:
    left, download = folder / ".x8f2.adding.part", folder / "big.gguf.part"
    for path in (left, download):
        path.write_bytes(b"half")
    models.sweep()
    assert not left.exists()
    assert download.exists()


def test_a_disk_without_room_is_said_before_copying(models: Models, file: Path, probe: Probe, folder: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10**9, 10**9, 1000))
        with pytest.raises(ModelRefused, match="not enough room"):
            added(models, file, probe)
    assert list(folder.iterdir()) == []


def test_a_disk_that_fills_up_while_copying_is_said(models: Models, file: Path, probe: Probe, folder: Path) -> None:
    def full(_handle: int) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(ModelRefused, match="not enough room"):
            added(models, file, probe)
    assert list(folder.glob(".*")) == []


def test_the_house_of_a_person_has_a_starter_and_a_catalogue(tmp_path: Path) -> None:
    places = Places.find({"CARREL_HOME": str(tmp_path / "home")}).make()
    assert all(model.bundled for model in Models.at(places).list())
