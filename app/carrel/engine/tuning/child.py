"""The process that trains: takes one job, tells how far it is, and ends; a closed pipe asks it to stop."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO

import torch

from carrel.base.wire import Frame, WireBroken, pack, read_frame
from carrel.engine.tuning.network import PARTS, Network, UnknownKind
from carrel.engine.tuning.terms import Job, job_from
from carrel.engine.tuning.training import Trainer
from carrel.engine.tuning.writing import write_adapter

TOLERANCE = 0.05
"""Nats a token by which the network may differ from llama.cpp, whose kernels round more; more means it was misread."""


class _Refused(Exception):
    """It cannot be done: a code, and the facts for the sentence."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def main() -> None:
    """Take the pipe for frames alone; whatever a library prints goes to stderr."""
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    job = job_from(read_frame(incoming.read).body)
    stop = threading.Event()
    threading.Thread(target=_listen, args=(incoming, stop), daemon=True).start()
    try:
        _train(job, stop, outgoing)
    except _Refused as refusal:
        _tell(outgoing, {"event": "refused", "code": refusal.code, "facts": refusal.facts})
    except torch.OutOfMemoryError as error:
        _tell(outgoing, {"event": "refused", "code": "memory", "facts": {"detail": str(error)[:200]}})


def _listen(incoming: BinaryIO, stop: threading.Event) -> None:
    try:
        while True:
            read_frame(incoming.read)
    except WireBroken:
        stop.set()


def _train(job: Job, stop: threading.Event, outgoing: BinaryIO) -> None:
    device = "cuda" if torch.cuda.is_available() else "cpu"
    if job.terms.threads:
        torch.set_num_threads(job.terms.threads)
    trainer = _prepared(job, device)
    apart = 0.0
    if not job.resume:
        apart = _compare(trainer)
        trainer.begin()
    elif not trainer.resume():
        raise _Refused("other")
    told = {"device": device, "apart": apart, "trained": sum(one.numel() for one in trainer.trained.values())}
    _tell(outgoing, {"event": "begun", "step": trainer.step, "steps": trainer.steps, "before": trainer.before, **told})
    first = trainer.step
    for figure in trainer.run(stop):
        _require_time(trainer, first)
        _tell(outgoing, {"event": "step", **_progress(trainer), "held_out": figure})
    if stop.is_set():
        _tell(outgoing, {"event": "stopped", "step": trainer.step})
        return
    if trainer.best >= trainer.before:
        raise _Refused("no-better", before=trainer.before, steps=trainer.step)
    write_adapter(job, trainer.network, trainer.best_weights)
    figures = {"before": trainer.before, "after": trainer.best, "seconds": trainer.seconds}
    _tell(outgoing, {"event": "done", "step": trainer.step, "steps": trainer.steps, **figures})


def _prepared(job: Job, device: str) -> Trainer:
    try:
        network = Network(Path(job.base))
    except UnknownKind as error:
        raise _Refused("kind", detail=str(error)) from error
    names = {name.rsplit(".", 1)[-1] for name, _module in network.model.named_modules()}
    if not names & PARTS.keys():
        raise _Refused("kind", detail=network.architecture)
    return Trainer(job, network, device)


def _compare(trainer: Trainer) -> float:
    """How far the network is from what llama.cpp says of the same file, at most, in nats a token.

    Raises where that is too far: the adapter would be trained for another model.
    """
    widest = 0.0
    for mine, theirs, lesson in zip(
        trainer.likelihoods(trainer.job.held_out), trainer.job.expected, trainer.job.held_out, strict=True
    ):
        apart = abs(mine - theirs) / len(lesson.reply)
        if not apart <= TOLERANCE:
            raise _Refused("differs", apart=apart)
        widest = max(widest, apart)
    return widest


def _require_time(trainer: Trainer, first: int) -> None:
    """Raise after the first step where not even one pass over the examples fits into the time."""
    if trainer.step != first + 1 or trainer.step > 1:
        return
    needed = trainer.seconds * trainer.steps_a_pass
    if needed > trainer.job.terms.minutes * 60:
        raise _Refused("slow", minutes=needed / 60, given=trainer.job.terms.minutes)


def _progress(trainer: Trainer) -> dict[str, Any]:
    a_step = trainer.seconds / max(1, trainer.step)
    left = min(a_step * (trainer.steps - trainer.step), trainer.job.terms.minutes * 60 - trainer.seconds)
    told = {"step": trainer.step, "steps": trainer.steps, "loss": trainer.loss, "best": trainer.best}
    return {**told, "seconds_left": max(0.0, left)}


def _tell(outgoing: BinaryIO, body: dict[str, Any]) -> None:
    try:
        outgoing.write(pack(Frame(body)))
        outgoing.flush()
    except (BrokenPipeError, ValueError):
        os._exit(0)  # the window's process is gone; the last checkpoint is on the disk
