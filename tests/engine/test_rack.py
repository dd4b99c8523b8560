"""Which engine is given out, and what is looked at before anything is loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from carrel.engine import fit
from carrel.engine.adapters import Adapter
from carrel.engine.api import ModelRefused
from carrel.engine.rack import Choice, Rack, local_model, taken_bytes
from tests.bench import make_model


@dataclass(frozen=True)
class Found:
    """A model file."""

    name: str
    path: Path
    adapter: Adapter | None = None


@pytest.fixture
def tiny(tmp_path: Path) -> Found:
    """A sound model that was trained for 2,048 tokens."""
    path = tmp_path / "tiny.gguf"
    make_model.write("tiny", path)
    return Found("tiny", path)


MakeRack = Callable[[Callable[[], Choice]], Rack]


@pytest.fixture
def make_rack(tiny: Found, tmp_path: Path) -> Iterator[MakeRack]:
    """Makes racks that know one model under any name, and closes them."""
    made: list[Rack] = []

    def make(choice: Callable[[], Choice]) -> Rack:
        made.append(Rack(lambda name: Found(name, tiny.path), choice, tmp_path / "states"))
        return made[-1]

    yield make
    for rack in made:
        rack.close()


def test_the_same_model_and_settings_give_the_same_engine(make_rack: MakeRack) -> None:
    choice = Choice("tiny")
    rack = make_rack(lambda: choice)
    first = rack.engine()
    assert rack.engine("tiny") is first
    choice = Choice("tiny", context=512)
    assert rack.engine() is not first


def test_a_file_that_changed_gets_a_new_engine(make_rack: MakeRack, tiny: Found) -> None:
    rack = make_rack(lambda: Choice("tiny"))
    first = rack.engine()
    make_model.write("tiny", tiny.path, seed=7)
    assert rack.engine() is not first


def test_the_context_is_the_largest_that_fits_and_was_trained(tiny: Found, monkeypatch: pytest.MonkeyPatch) -> None:
    assert local_model(tiny, Choice("tiny")).context == 2048
    assert local_model(tiny, Choice("tiny", context=512)).context == 512
    assert local_model(tiny, Choice("tiny", context=100_000)).context == 2048
    monkeypatch.setattr(fit, "free_memory", lambda: 1_000_000)
    with pytest.raises(ModelRefused, match="GB") as caught:
        local_model(tiny, Choice("tiny"))
    assert caught.value.next_step


def test_a_damaged_file_never_reaches_a_process(tiny: Found, make_rack: MakeRack) -> None:
    tiny.path.write_bytes(tiny.path.read_bytes()[:5000])
    with pytest.raises(ModelRefused):
        make_rack(lambda: Choice("tiny")).engine()


def test_an_engine_apart_is_another_one_and_frees_the_memory_of_the_first(make_rack: MakeRack, tmp_path: Path) -> None:
    rack = make_rack(lambda: Choice("tiny"))
    first = rack.engine()
    apart = rack.apart("tiny", tmp_path / "apart")
    try:
        assert taken_bytes(apart) == 0  # nothing was asked of it yet
        assert apart is not rack.engine()
        assert rack.engine() is not first
    finally:
        apart.close()
