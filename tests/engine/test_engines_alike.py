"""The three engines behave alike where their protocol says so: deltas, a stop, and options that are out of range."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from carrel.base.work import Cancel, Delta
from carrel.engine.api import Answer, ChatRequest, Engine, RequestRefused, Sampling, Turn
from carrel.engine.local import LocalEngine, LocalModel
from carrel.engine.remote import RemoteEngine
from carrel.engine.scripted import ScriptedEngine
from carrel.engine.servers import Patience
from carrel.engine.states import StateCache
from tests.engine.chat_server import serving
from tests.engine.rude_worker import command

pytestmark = pytest.mark.loopback
WORDS = "one two three four five six"
COUNT = ChatRequest((Turn("user", "Count."),))


def local(stack: ExitStack, folder: Path) -> Engine:
    """The engine on this machine, with a worker that counts."""
    model = LocalModel("polite", folder / "none.gguf", "polite", 4096)
    return LocalEngine(model, StateCache(folder / "states", "polite"), command=command("polite"))


def remote(stack: ExitStack, folder: Path) -> Engine:
    """The engine at a server that counts."""
    server = stack.enter_context(serving())
    return RemoteEngine(server.reached(Patience(connect=5.0, first=30.0, gap=30.0, whole=60.0)))


def scripted(stack: ExitStack, folder: Path) -> Engine:
    """The engine without a model."""
    return ScriptedEngine([WORDS] * 3)


@pytest.fixture(params=[local, remote, scripted], ids=lambda make: make.__name__)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Each of them."""
    make: Callable[[ExitStack, Path], Engine] = request.param
    with ExitStack() as stack:
        made = make(stack, tmp_path)
        stack.callback(made.close)
        yield made


def test_the_answer_is_what_was_streamed(engine: Engine) -> None:
    *events, last = engine.chat(COUNT, Cancel())
    assert isinstance(last, Answer)
    assert "".join(event.text for event in events if isinstance(event, Delta)) == last.text == WORDS
    assert last.finish == "stop"
    assert last.timing.tokens > 0


def test_a_stop_ends_with_an_answer_of_what_was_said(engine: Engine) -> None:
    cancel = Cancel()
    said: list[str] = []
    last: object = None
    for last in engine.chat(COUNT, cancel):
        if isinstance(last, Delta):
            said.append(last.text)
            cancel.set()
    assert isinstance(last, Answer)
    assert (last.finish, last.text) == ("stopped", "".join(said))
    assert WORDS.startswith(last.text)
    again = list(engine.chat(COUNT, Cancel()))[-1]
    assert isinstance(again, Answer)
    assert again.text == WORDS


def test_a_stop_before_the_beginning_says_nothing(engine: Engine) -> None:
    cancel = Cancel()
    cancel.set()
    *_, last = engine.chat(COUNT, cancel)
    assert isinstance(last, Answer)
    assert (last.finish, last.text) == ("stopped", "")


def test_options_out_of_range_are_refused(engine: Engine) -> None:
    if isinstance(engine, ScriptedEngine):
        pytest.skip("it takes whatever a test asks")
    with pytest.raises(RequestRefused):
        list(engine.chat(ChatRequest(COUNT.turns, sampling=Sampling(temperature=float("nan"))), Cancel()))
