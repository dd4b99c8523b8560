"""Model states on their way between the worker's pipe and the disk."""

from __future__ import annotations

from carrel.base.wire import Frame
from carrel.engine.process import WorkerProcess
from carrel.engine.states import StateCache, StateHead, StateWriter


class StateTraffic:
    """Takes states from a worker part by part, and gives them back; used by the reader's thread alone."""

    def __init__(self, states: StateCache) -> None:
        self._states = states
        self._writer: StateWriter | None = None

    def take(self, frame: Frame) -> None:
        """The next part of a state; a full disk costs the state and nothing else."""
        body = frame.body
        try:
            if body["first"]:
                self.forget()
                self._writer = self._states.writer()
            if self._writer is None:
                return
            self._writer.write(frame.data)
            if body["last"]:
                head = StateHead(body["digest"], body["length"], tuple(body["tokens"]), body["instructions"])
                self._states.keep(self._writer, head)
                self._writer = None
        except OSError:
            self.forget()

    def give(self, process: WorkerProcess, digest: str, ticket: int) -> None:
        """Send a state; the worker is told when there is none, or when it is found damaged half-way."""
        found = self._states.parts(digest)
        if found is not None:
            head, parts = found
            sent = 0
            for part in parts:
                sent += len(part)
                last = sent == head.data_bytes
                about = {"length": head.length, "tokens": head.tokens} if last else {}
                if not process.send(Frame({"id": 0, "do": "state", "ticket": ticket, "last": last, **about}, part)):
                    return  # it died over it, which says nothing against the state
            if sent == head.data_bytes:
                return
            self._states.discard(digest)
        process.send(Frame({"id": 0, "do": "no_state", "ticket": ticket}))

    def forget(self) -> None:
        """Drop a state that will not be finished."""
        if self._writer is not None:
            self._writer.drop()
            self._writer = None
