"""The model's process: takes frames from the window's process, answers with frames, and is expendable."""

from __future__ import annotations

import os
import queue
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any, BinaryIO

from carrel.base import sandbox
from carrel.base.wire import PART_BYTES, VERSION, Frame, WireBroken, pack, read_frame
from carrel.base.work import Delta
from carrel.engine import backends
from carrel.engine.api import Turn
from carrel.engine.devices import CPU
from carrel.engine.llama import (
    Aborted,
    AbortFlag,
    ContextFull,
    Llama,
    LoadFailed,
    LoadOptions,
    plain_decode_speed,
    quiet,
)
from carrel.engine.session import Outside, Session, State, TooLong
from carrel.engine.template import PLAIN_TEMPLATE, ChatTemplate, TemplateBroken

BEAT_SECONDS = 0.25
_STATE_SECONDS = 5.0
"""So long a state from the disk is waited for; shorter than the silence that counts as a hang."""


class Worker:
    """Reads requests in one thread, works on them in another, and shows in a third that it is alive."""

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO) -> None:
        self._incoming = incoming
        self._outgoing = outgoing
        self._write_lock = threading.Lock()
        self._abort = AbortFlag()
        self._requests: queue.Queue[Frame] = queue.Queue()
        self._states: queue.Queue[Frame] = queue.Queue()
        self._turn_lock = threading.Lock()
        self._current = 0
        self._cancelled: set[int] = set()
        self._phase = "start"
        self._stamp = 0
        self._ticket = 0
        self._session: Session
        self._llama: Llama

    def run(self) -> None:
        """Serve until the pipe closes."""
        self._send({"event": "ready", "version": VERSION})
        first = read_frame(self._incoming.read)
        ChatTemplate(PLAIN_TEMPLATE).pieces((Turn("user", "…"),))  # Jinja imports parts of itself at the first use
        held = sandbox.enter(first.body["readable"]) if first.body.get("sandbox", True) else "off"
        for work in (self._receive, self._beat):
            threading.Thread(target=work, daemon=True).start()
        self._requests.put(first)
        while True:
            self._serve(self._requests.get().body, held)

    def _serve(self, request: dict[str, Any], held: str) -> None:
        with self._turn_lock:
            self._current = request["id"]
            self._abort.clear()
            if self._current in self._cancelled:
                self._abort.set()
        try:
            self._answer(request, held)
        except Aborted:
            self._send({"event": "stopped"})
        except TooLong as error:
            self._send({"event": "refused", "code": "too-long", "tokens": error.tokens, "context": error.window})
        except (LoadFailed, TemplateBroken, ContextFull) as error:
            self._send({"event": "refused", "code": type(error).__name__, "detail": str(error)})
        except Exception as error:  # our own bug must cost one answer, with its place told, and not the process
            self._send({"event": "refused", "code": "bug", "detail": f"{type(error).__name__}: {_place(error)}"})
        finally:
            with self._turn_lock:
                self._cancelled.discard(self._current)
                self._current = 0
            self._set_phase("idle")

    def _answer(self, request: dict[str, Any], held: str) -> None:
        answers: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "load": lambda body: self._load(body, held),
            "chat": lambda body: self._worn(body).reply(body, dict(body["states"])),
            "prepare": lambda body: {"tokens": self._worn(body).read_ahead(_turns(body), dict(body["states"]))},
            "lesson": lambda body: self._session.lesson(_turns(body), body["better"]),
            "likelihood": lambda body: {"nats": self._worn(body).likelihood(body["prompt"], body["reply"])},
            "count": lambda body: {"tokens": len(self._session.tokens(self._session.pieces(_turns(body))))},
            "render": lambda body: {"text": "".join(piece.text for piece in self._session.pieces(_turns(body)))},
            "devices": lambda _body: {"devices": backends.described()},
            "embed": lambda body: {"vectors": self._session.embed(body["texts"])},
            "save": self._save,
            "measure": lambda body: {"tokens_per_s": plain_decode_speed(self._llama, body["count"])},
        }
        self._send({"event": "done", **answers[request["do"]](request)})
        if request["do"] == "chat" and not self._abort.is_set:
            self._session.settle()

    def _load(self, request: dict[str, Any], held: str) -> dict[str, Any]:
        self._set_phase("load")
        options = LoadOptions(
            context=request["context"],
            threads=request["threads"],
            gpu_layers=request["gpu_layers"],
            embeddings=request["embeddings"],
        )
        self._llama = Llama(request["path"], options, self._abort, self._loading)
        self._session = Session(
            self._llama,
            Outside(
                phase=self._set_phase,
                step=self._step,
                delta=self._delta,
                progress=self._reading,
                keep_state=self._send_state,
                fetch_state=self._fetch_state,
            ),
        )
        described = {key: value for key, value in self._llama.description().items() if key != "template"}
        devices = [one["words"] for one in backends.described() if (one["kind"] == CPU) is (options.gpu_layers == 0)]
        about = {"window": self._llama.window, "sandbox": held, "notes": self._session.notes, "devices": devices}
        return {**described, **about}

    def _worn(self, request: dict[str, Any]) -> Session:
        """The session with the adapter that this request wants."""
        wanted = request["adapter"]
        self._session.wear(*(("", "") if wanted is None else (wanted["path"], wanted["identity"])))
        return self._session

    def _save(self, request: dict[str, Any]) -> dict[str, Any]:
        state = self._session.state()
        if state.digest and state.digest not in request["have"]:
            self._send_state(state)
        return {"tokens": len(state.tokens)}

    def _send_state(self, state: State) -> None:
        about = {
            "event": "state",
            "digest": state.digest,
            "length": state.length,
            "instructions": state.instructions,
        }
        for at in range(0, len(state.data), PART_BYTES):
            part = bytes(state.data[at : at + PART_BYTES])
            last = at + PART_BYTES >= len(state.data)
            tokens = {"tokens": state.tokens} if last else {}
            self._send({**about, "first": at == 0, "last": last, **tokens}, part)
            self._step()
            if self._abort.is_set:
                raise Aborted

    def _fetch_state(self, digest: str) -> State | None:
        self._ticket += 1
        self._send({"event": "want_state", "digest": digest, "ticket": self._ticket})
        data = bytearray()
        while True:
            try:
                frame = self._states.get(timeout=_STATE_SECONDS)
            except queue.Empty:
                return None
            self._step()
            if self._abort.is_set:
                raise Aborted
            if frame.body["ticket"] != self._ticket:
                continue  # the rest of an answer to a request that was stopped meanwhile
            if frame.body["do"] == "no_state":
                return None
            data += frame.data
            if frame.body["last"]:
                return State(digest, frame.body["length"], tuple(frame.body["tokens"]), data)

    def _receive(self) -> None:
        try:
            while True:
                frame = read_frame(self._incoming.read)
                if frame.body["do"] == "cancel":
                    self._cancel(frame.body["id"])
                elif frame.body["do"] in ("state", "no_state"):
                    self._states.put(frame)
                else:
                    self._requests.put(frame)
        except WireBroken:
            os._exit(0)  # the window's process is gone: nobody is left to answer

    def _cancel(self, request: int) -> None:
        with self._turn_lock:
            if request == self._current:
                self._abort.set()
                self._states.put(Frame({"do": "no_state", "ticket": 0}))  # wakes whoever waits for one
            elif request > self._current:
                self._cancelled.add(request)

    def _beat(self) -> None:
        while True:
            self._tell_phase()
            time.sleep(BEAT_SECONDS)

    def _set_phase(self, phase: str) -> None:
        """A death is explained by what the process was doing, so every change is told at once."""
        self._phase = phase
        self._step()
        self._tell_phase()

    def _tell_phase(self) -> None:
        self._send({"event": "beat", "phase": self._phase, "stamp": self._stamp})

    def _step(self) -> None:
        self._stamp += 1

    def _loading(self, share: float) -> None:
        self._step()
        self._send({"event": "progress", "phase": "load", "done": int(share * 100), "total": 100})

    def _reading(self, done: int, total: int) -> None:
        self._step()
        self._send({"event": "progress", "phase": "prefill", "done": done, "total": total})

    def _delta(self, delta: Delta) -> None:
        self._send({"event": "delta", "text": delta.text, "reasoning": delta.reasoning})

    def _send(self, body: dict[str, Any], data: bytes = b"") -> None:
        frame = pack(Frame({"id": self._current, **body}, data))
        try:
            with self._write_lock:
                self._outgoing.write(frame)
                self._outgoing.flush()
        except (BrokenPipeError, ValueError):
            os._exit(0)


def _turns(body: dict[str, Any]) -> list[Turn]:
    return [Turn(turn["role"], turn["text"]) for turn in body["turns"]]


def _place(error: BaseException) -> str:
    """Where in the code it happened; the error's own text may hold somebody's words and is left out (P38)."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{os.path.basename(last.filename)}:{last.lineno}"


def main() -> None:
    """Take the pipe for frames alone; whatever a library prints goes to stderr."""
    incoming = os.fdopen(os.dup(0), "rb")
    outgoing = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    quiet()
    Worker(incoming, outgoing).run()
