"""What is found out about an adapter before anything loads it, and how models and adapters go together."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from carrel.base.work import Cancel, Progress
from carrel.engine import gguf
from carrel.engine.adapters import AdapterRefused, Adapters, inspect
from carrel.engine.api import ModelRefused
from carrel.engine.models import Models
from tests.bench import make_model
from tests.engine import make_adapter
from tests.engine.make_adapter import Wrong


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound small model."""
    return make_model.write("tiny", tmp_path_factory.mktemp("base") / "tiny.gguf")


def test_a_sound_adapter_passes(base: Path, tmp_path: Path) -> None:
    inspect(make_adapter.write(base, tmp_path / "good.gguf"), gguf.read(base))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (Wrong(kind="model"), "no LoRA adapter"),
        (Wrong(architecture="qwen2"), "qwen2"),
        (Wrong(alpha=math.nan), "how strongly"),
        (Wrong(alpha=0.0), "how strongly"),
        (Wrong(target="attn_nothing"), "does not stand in the model"),
        (Wrong(wider=2), "does not fit"),
        (Wrong(rank_of_second=3), "does not fit"),
        (Wrong(only_first=True), "does not fit"),
        (Wrong(suffix="scale"), "none of an adapter's"),
        (Wrong(number=math.nan), "not a number"),
        (Wrong(number=math.inf), "not a number"),
    ],
)
def test_a_wrong_adapter_is_named_and_refused(wrong: Wrong, says: str, base: Path, tmp_path: Path) -> None:
    path = make_adapter.write(base, tmp_path / "terse.gguf", wrong=wrong)
    with pytest.raises(AdapterRefused, match=says) as caught:
        inspect(path, gguf.read(base))
    assert "terse" in caught.value.what
    assert caught.value.next_step


@pytest.mark.parametrize("kept", [0, 3, 100, 900, -4])
def test_a_cut_off_adapter_is_refused_wherever_it_ends(kept: int, base: Path, tmp_path: Path) -> None:
    path = make_adapter.write(base, tmp_path / "cut.gguf")
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(AdapterRefused):
        inspect(path, gguf.read(base))


def test_a_whole_model_is_no_adapter(base: Path) -> None:
    with pytest.raises(AdapterRefused, match="no LoRA adapter"):
        inspect(base, gguf.read(base))


@pytest.fixture
def models(base: Path, tmp_path: Path) -> Models:
    """The small model as the starter, with two adapters."""
    folder = tmp_path / "models"
    for seed, name in enumerate(("kind", "terse")):
        make_adapter.write(base, folder / "adapters" / f"{name}.gguf", seed=seed)
    return Models(folder, base, ())


def digest(models: Models, name: str) -> str:
    """The sha256 that this model is known by."""
    *_, last = models.hashed(name, Cancel())
    assert not isinstance(last, Progress)
    return last


def test_each_adapter_is_a_model_beside_its_own(models: Models) -> None:
    digest(models, "starter")
    assert [model.name for model in models.list()] == ["starter", "starter+kind", "starter+terse"]
    found = models.find("starter+kind")
    assert found.adapter is not None
    assert (found.path, found.problem) == (models.find("starter").path, "")


def test_a_model_with_an_adapter_is_known_by_both_files(models: Models) -> None:
    digests = {digest(models, name) for name in ("starter", "starter+kind", "starter+terse")}
    assert len(digests) == 3
    assert {model.sha256 for model in models.list()} == digests


def test_an_adapter_of_a_changed_model_is_not_offered(models: Models, base: Path) -> None:
    digest(models, "starter")
    other = make_model.write("tiny", models.folder / "other.gguf", seed=5)
    changed = Models(models.folder, other, ())
    digest(changed, "starter")
    assert [model.name for model in changed.list()][:1] == ["starter"]
    assert not any("+" in model.name for model in changed.list())
    with pytest.raises(ModelRefused, match=r"starter\+kind"):
        changed.find("starter+kind")


def test_a_damaged_adapter_is_found_with_its_problem(models: Models, base: Path) -> None:
    digest(models, "starter")
    make_adapter.write(base, models.folder / "adapters" / "terse.gguf", wrong=Wrong(number=math.nan))
    assert "not a number" in models.find("starter+terse").problem


def test_removing_an_adapter_leaves_the_model_and_the_other_one(models: Models) -> None:
    digest(models, "starter")
    notes = models.folder / "adapters" / "kind.json"
    notes.write_text("{}")
    models.remove("starter+kind")
    assert [model.name for model in models.list()] == ["starter", "starter+terse"]
    assert not notes.exists()


def test_a_file_that_is_no_gguf_is_none_of_our_adapters(tmp_path: Path) -> None:
    (tmp_path / "readme.gguf").write_text("hello")
    assert Adapters(tmp_path).list() == ()


def test_an_adapter_that_was_set_aside_comes_back_until_the_next_sweep(base: Path, tmp_path: Path) -> None:
    models = Models(tmp_path, base, ())
    for name in ("kind", "terse"):
        path = make_adapter.write(base, models.adapters.folder / f"{name}.gguf")
        path.with_suffix(".json").write_text("{}", encoding="utf-8")
        models.adapters.set_aside(name)
    assert models.adapters.list() == ()
    models.adapters.put_back("kind")
    with pytest.raises(AdapterRefused, match="cannot be put back"):
        models.adapters.put_back("kind")
    models.sweep()
    assert sorted(path.name for path in models.adapters.folder.iterdir()) == ["kind.gguf", "kind.json"]
    with pytest.raises(AdapterRefused, match="terse cannot be put back"):
        models.adapters.put_back("terse")
