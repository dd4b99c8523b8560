"""Whatever a server does, in whatever order, wrong bytes never get a model's name (P36)."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carrel.base.errors import CarrelError
from tests.bench import make_model
from tests.engine.download_desk import Desk
from tests.engine.file_server import Asked, Plan, cuts, honest, ignores_ranges, says, serving

pytestmark = [pytest.mark.loopback, pytest.mark.fault]


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """What the file has been and will be on the server: all of the same size."""
    folder = tmp_path_factory.mktemp("versions")
    return [make_model.write("tiny", folder / "one.gguf", seed=seed).read_bytes() for seed in (1, 2, 3)]


def changes(then: Plan, number: int, versions: list[bytes]) -> Plan:
    """Put another version there, and answer."""

    def answer(asked: Asked) -> None:
        asked.server.content = versions[number]
        asked.server.etag = f'"version {number}"'
        then(asked)

    return answer


def sends_rubbish(asked: Asked) -> None:
    """The part that was wanted, as it seems, of nobody knows what."""
    start, size = asked.asked_from, len(asked.server.content)
    says(206 if start else 200, b"x" * (size - start), Content_Range=f"bytes {start}-{size - 1}/{size}")(asked)


def plans(versions: list[bytes]) -> st.SearchStrategy[Plan]:
    """One answer of a server that is not to be relied on."""
    size = len(versions[0])
    place = st.integers(0, size)
    cutting = place.map(cuts)
    refusing = st.sampled_from([416, 429, 500, 503]).map(says)
    changing = st.tuples(cutting, st.integers(0, 2)).map(lambda both: changes(both[0], both[1], versions))
    return st.one_of(cutting, cutting, changing, refusing, st.sampled_from([sends_rubbish, ignores_ranges, honest]))


def tried(desk: Desk, times: int) -> bool:
    """Try so often, as a person would press Resume; tell whether the model came."""
    for _each in range(times):
        try:
            desk.get()
        except CarrelError:
            continue
        return True
    return False


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data(), tells=st.booleans())
def test_wrong_bytes_never_get_the_name(data: st.DataObject, tells: bool, versions: list[bytes]) -> None:
    answers = data.draw(st.lists(plans(versions), max_size=6))
    with tempfile.TemporaryDirectory() as folder, serving(versions[0]) as server:
        server.tells_digest = tells
        server.plans = list(answers)
        desk = Desk(Path(folder) / "models", server)
        came = tried(desk, len(answers) + 4)
        final = Path(folder) / "models" / "small.gguf"
        assert final.exists() is came
        if came:
            assert final.read_bytes() in versions
