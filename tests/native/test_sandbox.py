"""The real worker can compute and read its model, and nothing else (P18)."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from carrel.base.work import Cancel
from carrel.engine.api import ModelRefused
from carrel.engine.local import LocalEngine, LocalModel
from carrel.engine.states import StateCache
from tests.native import curious_worker
from tests.native.talk import answer, user

pytestmark = [
    pytest.mark.native,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the worker is an ordinary child"),
]


@pytest.fixture
def engine(models: Callable[[str], Path], tmp_path: Path) -> Iterator[LocalEngine]:
    """An engine whose worker is the curious one."""
    model = LocalModel("tiny", models("tiny"), "tiny", 512)
    made = LocalEngine(model, StateCache(tmp_path / "states", "tiny"), command=curious_worker.command())
    yield made
    made.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A person's folder with a diary in it."""
    folder = tmp_path / "ada"
    folder.mkdir()
    (folder / "diary").write_text("dear diary")
    return folder


@pytest.mark.skipif(platform.machine() != "x86_64", reason="some attempts are system calls by their number")
@pytest.mark.fault
def test_whatever_it_tries_is_denied_and_it_still_answers(
    engine: LocalEngine, models: Callable[[str], Path], home: Path
) -> None:
    held = engine.info(Cancel()).sandbox
    if held != "landlock+seccomp":
        pytest.skip(f"this kernel has {held}")
    before = answer(engine, [user("x")], 8).text
    results = json.loads(engine.render([user(json.dumps([str(models("tiny")), str(home), str(home / "diary")]))]))
    assert results.pop("read the model") == "GGUF"
    assert {name: result for name, result in results.items() if result != "denied"} == {}
    assert len(results) == 2 * 38
    assert [path.name for path in home.iterdir()] == ["diary"]
    assert (home / "diary").read_text() == "dear diary"
    assert answer(engine, [user("x")], 8).text == before


def test_every_thread_of_it_is_inside(engine: LocalEngine) -> None:
    if "seccomp" not in engine.info(Cancel()).sandbox:
        pytest.skip("this kernel has no seccomp")
    answer(engine, [user("x")], 4)
    states = [path.read_text() for path in Path(f"/proc/{engine.process_id}/task").glob("*/status")]
    assert len(states) >= 3
    assert all("\nSeccomp:\t2" in state and "\nNoNewPrivs:\t1" in state for state in states)


def test_its_environment_holds_no_keys(engine: LocalEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAKE_API_KEY", "sk-not-for-the-model")
    engine.info(Cancel())
    assert b"sk-not" not in Path(f"/proc/{engine.process_id}/environ").read_bytes()


def test_it_has_no_files_open_but_its_pipes_and_its_model(engine: LocalEngine, models: Callable[[str], Path]) -> None:
    engine.info(Cancel())
    opened = [str(link.readlink()) for link in Path(f"/proc/{engine.process_id}/fd").iterdir()]
    harmless = {str(models("tiny")), "/dev/null"}
    assert [name for name in opened if not name.startswith("pipe:") and name not in harmless] == []


def test_without_a_model_to_read_it_is_refused_and_not_lost(tmp_path: Path) -> None:
    model = LocalModel("gone", tmp_path / "gone.gguf", "gone", 512)
    gone = LocalEngine(model, StateCache(tmp_path / "states", "gone"))
    for _ in range(4):
        with pytest.raises(ModelRefused):
            gone.info(Cancel())
    gone.close()
