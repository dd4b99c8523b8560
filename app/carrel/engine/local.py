"""The engine on this machine: a worker process, started when needed, replaced when lost, used by one at a time."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from carrel.base.errors import CarrelError, Stopped
from carrel.base.wire import Frame
from carrel.base.words import _
from carrel.base.work import Cancel, Delta, Progress
from carrel.engine import refusals, replies
from carrel.engine.adapters import Adapter
from carrel.engine.api import Answer, ChatRequest, Lesson, ModelInfo, Turn, Urgency
from carrel.engine.crashes import CrashRecord
from carrel.engine.deaths import explain
from carrel.engine.grammars import approved
from carrel.engine.lane import Lane
from carrel.engine.process import Death, WorkerProcess
from carrel.engine.states import StateCache
from carrel.engine.traffic import StateTraffic

STOP_GRACE_SECONDS = 0.4
"""A worker that does not obey a stop within this time is ended: a stop is answered within half a second (P19)."""
_LAST_EVENTS = ("done", "stopped", "refused")
CLOSE_GRACE_SECONDS = 3.0
"""So long the end of the program waits for the last state to be written."""
SAVE_AFTER_SECONDS = 2.0
"""So long after the last reply the state is written, if nobody asks for anything meanwhile."""


@dataclass(frozen=True)
class LocalModel:
    """What to load: a sound file, and how. name is what people call it; identity changes when the file's bytes do.

    adapters: those that its process may be asked to use. adapter: the one it uses where nobody asks for another.
    """

    name: str
    path: Path
    identity: str
    context: int
    threads: int = 0
    gpu_layers: int = 0
    embeddings: bool = False
    adapters: tuple[Adapter, ...] = ()
    adapter: Adapter | None = None

    def fingerprint(self) -> str:
        """Everything that a saved state depends on but the adapter, which its digest tells (`tokens.Alignment`)."""
        return f"1|{self.identity}|{self.context}|{self.gpu_layers}|()"


class _DiedBefore(Exception):
    """The worker was dead before it began with this request."""


class LocalEngine:
    """See `carrel.engine.api.Engine`."""

    def __init__(
        self,
        model: LocalModel,
        states: StateCache,
        crashes: CrashRecord | None = None,
        command: Sequence[str] | None = None,
    ) -> None:
        self._model = model
        self._states = states
        self._traffic = StateTraffic(states)
        self._crashes = crashes or CrashRecord()
        self._command = command
        self._lane = Lane()
        self._guard = threading.Lock()
        self._process: WorkerProcess | None = None
        self._info: ModelInfo | None = None
        self._inbox: queue.Queue[Frame | Death | None] = queue.Queue()
        self._request = 0
        self._unsaved = threading.Event()
        self._last_use = time.monotonic()
        self._closed = threading.Event()
        self._keeping = Cancel()
        self._keeper = threading.Thread(target=self._keep_states, name="engine-keeper", daemon=True)
        self._keeper.start()

    # What others ask for.

    def load(self, cancel: Cancel) -> Iterator[Progress]:
        """Have the model loaded, and tell how far it is."""
        with self._lane.turn(Urgency.CHAT, cancel):
            yield from self._ready(cancel)

    def info(self, cancel: Cancel) -> ModelInfo:
        """Load the model if need be, and describe it."""
        while (info := self._info) is None:
            for _step in self.load(cancel):
                pass
        return info

    def chat(self, request: ChatRequest, cancel: Cancel) -> Iterator[Progress | Delta | Answer]:
        """Stream a reply; see `Engine.chat`."""
        return self.chat_with(self._model.adapter, request, cancel)

    def chat_with(
        self, adapter: Adapter | None, request: ChatRequest, cancel: Cancel
    ) -> Iterator[Progress | Delta | Answer]:
        """The same with this adapter, or with none."""
        refusals.check(request)
        asked = time.monotonic()
        said: list[Delta] = []
        first: float | None = None
        try:
            with self._lane.turn(request.urgency, cancel):
                body = {**asdict(request), "grammar": approved(request.grammar) if request.grammar else None}
                del body["urgency"]
                body = {"do": "chat", **body, **_worn(adapter), "states": list(self._states.known().items())}
                for frame in self._served(body, cancel):
                    if isinstance(frame, Progress):
                        yield frame
                    elif frame.body["event"] == "progress":
                        yield Progress(_("Reading"), frame.body["done"], frame.body["total"])
                    elif frame.body["event"] == "delta":
                        first = first or time.monotonic() - asked
                        said.append(Delta(frame.body["text"], frame.body["reasoning"]))
                        yield said[-1]
                    elif frame.body["event"] == "done":
                        self._unsaved.set()
                        yield replies.answer(frame.body, first or 0.0)
        except Stopped:
            yield replies.stopped(said, first or 0.0)

    def prepare(self, turns: Sequence[Turn], cancel: Cancel) -> int:
        """Read ahead; returns 0 when it was pushed aside."""
        return self.prepare_with(self._model.adapter, turns, cancel)

    def prepare_with(self, adapter: Adapter | None, turns: Sequence[Turn], cancel: Cancel) -> int:
        """The same for a reply with this adapter, or with none."""
        try:
            with self._lane.turn(Urgency.READ_AHEAD, cancel):
                known = list(self._states.known().items())
                body = {"do": "prepare", "turns": _turns(turns), **_worn(adapter), "states": known}
                return int(self._one(body, cancel)["tokens"])
        except Stopped:
            return 0

    def embed(self, texts: Sequence[str], cancel: Cancel, urgency: Urgency = Urgency.BACKGROUND) -> list[list[float]]:
        """One vector of unit length for each text; raises Stopped."""
        if not self._model.embeddings:
            raise refusals.no_vectors(self._model.name)  # llama.cpp would end the process over it
        with self._lane.turn(urgency, cancel):
            vectors: list[list[float]] = self._one({"do": "embed", "texts": list(texts)}, cancel)["vectors"]
            return vectors

    def count(self, turns: Sequence[Turn]) -> int:
        """How many tokens these turns take with the model's template."""
        return int(self._simple({"do": "count", "turns": _turns(turns)})["tokens"])

    def render(self, turns: Sequence[Turn]) -> str:
        """The exact text the model receives for a reply to these turns."""
        return str(self._simple({"do": "render", "turns": _turns(turns)})["text"])

    def measure(self, count: int) -> float:
        """Tokens a second of the bare loop of llama.cpp in the same process, for comparison (S1)."""
        return float(self._simple({"do": "measure", "count": count})["tokens_per_s"])

    def lesson(self, turns: Sequence[Turn], better: str, cancel: Cancel) -> Lesson:
        """The tokens of these turns as they are sent for a reply, and of this reply to them; raises Stopped."""
        with self._lane.turn(Urgency.BACKGROUND, cancel):
            body = self._one({"do": "lesson", "turns": _turns(turns), "better": better}, cancel)
        return Lesson(tuple(body["prompt"]), tuple(body["reply"]))

    def likelihood(self, adapter: Adapter | None, lesson: Lesson, cancel: Cancel) -> float:
        """The log-likelihood of the reply after the prompt, in nats, with this adapter or with none; raises Stopped."""
        asked = {"do": "likelihood", "prompt": lesson.prompt, "reply": lesson.reply, **_worn(adapter)}
        with self._lane.turn(Urgency.BACKGROUND, cancel):
            return float(self._one(asked, cancel)["nats"])

    def may_use(self, adapter: Adapter | None) -> bool:
        """Whether its process may read this adapter: it was there, as it is now, when the process was set up."""
        return adapter is None or adapter in self._model.adapters

    @property
    def process_id(self) -> int | None:
        """The worker's process id while it runs."""
        process = self._process
        return process.pid if process is not None and process.is_alive else None

    @property
    def is_idle(self) -> bool:
        """Whether nobody uses it and nobody waits for it."""
        return self._lane.is_free

    def save_state(self) -> None:
        """Write the state of the context to the disk now, if it is not there yet."""
        with self._lane.turn(Urgency.BACKGROUND, cancel := Cancel()):
            self._save(cancel)

    def close(self) -> None:
        """Keep the state, end the worker and wait until it is gone."""
        if self._closed.is_set():
            return
        self._closed.set()
        self._lane.interrupt()
        self._unsaved.set()  # wakes the keeper
        self._keeper.join(CLOSE_GRACE_SECONDS)
        self._keeping.set()  # a reply that is neither read on nor left would keep the lane for ever
        self._keeper.join()
        with self._guard:
            process, self._process = self._process, None
        if process is not None:
            process.close()

    # One request at a time: whoever calls these is alone in the lane.

    def _simple(self, body: dict[str, Any]) -> dict[str, Any]:
        cancel = Cancel()
        with self._lane.turn(Urgency.CHAT, cancel):
            return self._one(body, cancel)

    def _one(self, body: dict[str, Any], cancel: Cancel) -> dict[str, Any]:
        for frame in self._served(body, cancel):
            if isinstance(frame, Frame) and frame.body["event"] == "done":
                return frame.body
        raise Stopped

    def _served(self, body: dict[str, Any], cancel: Cancel) -> Iterator[Progress | Frame]:
        """Load the model if need be, and answer; a worker that died while nobody looked is replaced unseen."""
        if self._closed.is_set():
            raise Stopped
        yield from self._ready(cancel)
        try:
            yield from self._ask(body, cancel, replace=True)
        except _DiedBefore:
            yield from self._ready(cancel)
            yield from self._ask(body, cancel)

    def _ready(self, cancel: Cancel) -> Iterator[Progress]:
        """Have a worker with the model loaded."""
        if self._process is not None and self._process.is_alive and self._info is not None:
            return
        if self._crashes.is_too_many:
            raise replies.quarantined(self._model.name)
        self._start()
        loading = _("Loading the model")
        yield Progress(loading)
        model = self._model
        body = {
            "do": "load",
            "path": str(model.path),
            "readable": [str(model.path), *(str(adapter.path) for adapter in model.adapters)],
            "sandbox": model.gpu_layers == 0,  # a graphics driver opens devices and libraries of its own
            "context": model.context,
            "threads": model.threads,
            "gpu_layers": model.gpu_layers,
            "embeddings": model.embeddings,
        }
        for frame in self._ask(body, cancel):
            if frame.body["event"] == "progress":
                yield Progress(loading, frame.body["done"], frame.body["total"])
            elif frame.body["event"] == "done":
                self._info = replies.described(model.name, frame.body)
                return
        self._drop_process()  # a stopped load leaves nothing usable
        raise Stopped

    def _start(self) -> None:
        self._drop_process()
        inbox: queue.Queue[Frame | Death | None] = queue.Queue()
        with self._guard:
            if self._closed.is_set():
                raise Stopped
            self._inbox, self._info = inbox, None
            self._process = WorkerProcess(
                lambda frame: self._sort(frame, inbox), lambda death: self._died(death, inbox), self._command
            )

    def _drop_process(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.close()

    def _ask(self, body: dict[str, Any], cancel: Cancel, *, replace: bool = False) -> Iterator[Frame]:
        """The frames that answer this request; raises what the worker refused or died of, or Stopped.

        replace: a worker that was dead before it began is told apart, by _DiedBefore.
        """
        process, inbox = self._process, self._inbox
        assert process is not None
        cancel.check()
        self._request += 1
        number = self._request
        forget = cancel.on_set(lambda: inbox.put(None))
        begun = over = False
        try:
            process.send(Frame({"id": number, **body}))
            while (frame := inbox.get()) is not None or not cancel.is_set:
                if frame is None:
                    continue  # a stop meant for the request before this one, which had ended already
                if isinstance(frame, Death):
                    over = True
                    if self._closed.is_set():
                        break
                    before = frame.dismissed or not (begun or frame.hung or frame.request == number)
                    raise _DiedBefore if replace and before else explain(frame)
                if frame.body["id"] != number:
                    continue
                begun, over = True, frame.body["event"] in _LAST_EVENTS
                if frame.body["event"] == "refused":
                    raise refusals.explain(frame.body)
                yield frame
                if over:
                    return
        finally:
            forget()
            self._last_use = time.monotonic()
            if not over:
                self._recall(process, inbox, number)
        raise Stopped

    def _recall(self, process: WorkerProcess, inbox: queue.Queue[Frame | Death | None], number: int) -> None:
        """Tell the worker to leave off, and see that it does."""
        if not process.send(Frame({"id": number, "do": "cancel"})):
            return
        deadline = time.monotonic() + STOP_GRACE_SECONDS
        while process.is_alive:
            try:
                frame = inbox.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                process.dismiss()
                return
            if isinstance(frame, Death):
                return
            if frame is not None and frame.body["id"] == number and frame.body["event"] in _LAST_EVENTS:
                return

    # What the worker says by itself, in the reader's thread.

    def _sort(self, frame: Frame, inbox: queue.Queue[Frame | Death | None]) -> None:
        event = frame.body["event"]
        if event == "state":
            self._traffic.take(frame)
        elif event == "want_state" and self._process is not None:
            self._traffic.give(self._process, frame.body["digest"], frame.body["ticket"])
        elif event not in ("ready", "want_state"):
            inbox.put(frame)

    def _died(self, death: Death, inbox: queue.Queue[Frame | Death | None]) -> None:
        self._info = None
        self._traffic.forget()
        if not (death.dismissed or self._closed.is_set()):
            self._crashes.note()
        inbox.put(death)

    def _keep_states(self) -> None:
        """Write the state to the disk when nobody has asked for anything for a while, and at the end."""
        while True:
            self._unsaved.wait()
            while not self._closed.wait(0.2) and time.monotonic() - self._last_use < SAVE_AFTER_SECONDS:
                pass
            closing = self._closed.is_set()
            if closing or self._lane.is_free:
                self._unsaved.clear()
                self._keeping = Cancel()
                try:
                    with self._lane.turn(Urgency.READ_AHEAD, self._keeping):
                        self._save(self._keeping)
                except (CarrelError, Stopped):
                    pass  # the state is a convenience; whoever asks next is told what is wrong
            if closing:
                return

    def _save(self, cancel: Cancel) -> None:
        if self._process is not None and self._process.is_alive and self._info is not None:
            for _frame in self._ask({"do": "save", "have": list(self._states.known())}, cancel):
                pass


def _worn(adapter: Adapter | None) -> dict[str, object]:
    """How a request says which adapter it wants; states of different adapters are told apart by the identity."""
    return {"adapter": None if adapter is None else {"path": str(adapter.path), "identity": adapter.identity}}


def _turns(turns: Sequence[Turn]) -> list[dict[str, str]]:
    return [asdict(turn) for turn in turns]
