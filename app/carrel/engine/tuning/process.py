"""The training process as the window's process sees it: started, listened to, stopped, and its death explained."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from carrel.base import apart
from carrel.base.errors import CarrelError, Stopped
from carrel.base.wire import Frame, WireBroken, pack, read_frame
from carrel.base.words import _
from carrel.base.work import Cancel
from carrel.engine.tuning.terms import Job

SWITCH = "--tuning-worker"
STOP_GRACE_SECONDS = 20.0
"""So long it may take to finish its step and to write how far it has come; then it is ended."""
_NEEDED = ("torch", "transformers", "peft", "gguf")
_LOG = "log.txt"
_LAST = ("done", "stopped", "refused")


class TuningFailed(CarrelError):
    """The training did not come to its end; what it had come to before can be gone on with."""


class TuningRefused(CarrelError):
    """This cannot be trained here: parts are missing, or memory, time, or anything to learn."""


def missing() -> tuple[str, ...]:
    """The packages of the extra `tune` that are not installed; nothing is imported to find out."""
    return tuple(name for name in _NEEDED if find_spec(name) is None)


def require_parts() -> None:
    """Raise TuningRefused, with what to install, where a package is missing."""
    if lacking := missing():
        raise TuningRefused(
            _("Fine-tuning needs parts that are not installed: {names}.").format(names=", ".join(lacking)),
            _('Install them with: pip install "carrel[tune]"'),
        )


def train(job: Job, cancel: Cancel) -> Iterator[dict[str, Any]]:
    """The events of the process, the last one "done"; see `child`. Raises TuningRefused, TuningFailed, Stopped.

    After a stop what was trained is on the disk, and a job with `resume` goes on with it.
    """
    cancel.check()
    folder = Path(job.folder)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / _LOG).open("wb") as log:
        child = subprocess.Popen(
            apart.command(SWITCH),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            env=_environment(folder),
            bufsize=0,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    stopping = _Stopping(child)
    forget = cancel.on_set(stopping.ask)
    try:
        yield from _listen(child, job, cancel)
    finally:
        forget()
        stopping.over()
        apart.end(child)
        child.wait()
        assert child.stdout is not None
        child.stdout.close()


class _Stopping:
    """Asks the process to stop by closing its pipe, and ends it where it does not."""

    def __init__(self, child: subprocess.Popen[bytes]) -> None:
        self._child = child
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def ask(self) -> None:
        """Ask once."""
        with self._lock:
            self._close()
            self._timer = threading.Timer(STOP_GRACE_SECONDS, apart.end, (self._child,))
            self._timer.start()

    def over(self) -> None:
        """It has ended, or is ended now."""
        with self._lock:
            self._close()
            if self._timer is not None:
                self._timer.cancel()
                self._timer.join()

    def _close(self) -> None:
        assert self._child.stdin is not None
        self._child.stdin.close()


def _listen(child: subprocess.Popen[bytes], job: Job, cancel: Cancel) -> Iterator[dict[str, Any]]:
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        view = memoryview(pack(Frame(job.as_json())))
        while view:
            view = view[child.stdin.write(view) or 0 :]
        while True:
            body = read_frame(child.stdout.read).body
            if body.get("event") in _LAST:
                break
            yield body
    except (WireBroken, OSError, ValueError) as error:
        if cancel.is_set:
            raise Stopped from error
        raise _death(child, Path(job.folder)) from error
    if body["event"] == "stopped":
        raise Stopped
    if body["event"] == "refused":
        raise _refusal(str(body["code"]), body["facts"])
    yield body


def _refusal(code: str, facts: dict[str, Any]) -> CarrelError:
    again = _("Use fewer or shorter examples, or a smaller model.")
    match code:
        case "slow":
            return TuningRefused(
                _("One pass over the examples takes about {needed} minutes here, and {given} were given.").format(
                    needed=f"{facts['minutes']:.1f}", given=f"{facts['given']:.0f}"
                ),
                _("Give it more time with --minutes, or use fewer or shorter examples, or a smaller model."),
            )
        case "memory":
            return TuningRefused(_("The memory is too small to train this model."), again, str(facts["detail"]))
        case "other":
            return TuningRefused(
                _("The run that was stopped had other examples, another model, or cannot be read any more."),
                _("Give it the same examples, or begin anew under another name."),
            )
        case "no-better":
            return TuningRefused(
                _("After {steps} steps nothing that was held out had become likelier, so nothing was kept.").format(
                    steps=facts["steps"]
                ),
                _("Look whether the examples show one thing that can be learned, and add more of them."),
            )
        case "differs":
            return TuningRefused(
                _("This model computes in a way that cannot be trained here: its replies come out different."),
                _("Choose another model to fine-tune."),
                f"{facts['apart']:.3f} nats a token apart",
            )
        case _:
            return TuningRefused(
                _("Models of this kind cannot be fine-tuned here."),
                _("Choose another model; those of the kinds llama, qwen2, qwen3 and gemma usually can."),
                str(facts.get("detail", "")),
            )


def _death(child: subprocess.Popen[bytes], folder: Path) -> TuningFailed:
    apart.end(child)
    code = child.wait()
    words = (folder / _LOG).read_text(encoding="utf-8", errors="replace").strip().splitlines()
    detail = f"exit code {code}" + (f": {words[-1][:200]}" if words else "")
    if code == -9 or "MemoryError" in detail or "DefaultCPUAllocator" in detail:
        return TuningFailed(
            _("The training was ended by the computer, most likely because memory ran out."),
            _("Close other programs, or use shorter examples or a smaller model, and go on with --resume."),
            detail,
        )
    return TuningFailed(
        _("The training ended unexpectedly. What it had written down is kept."),
        _("Go on with --resume. If it happens again, report it with the line below."),
        detail,
    )


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("CUDA_VISIBLE_DEVICES",) if name in os.environ}
    return {
        **apart.bare_environment(),
        **kept,
        "HF_HUB_OFFLINE": "1",  # nothing is ever fetched
        "HF_HOME": str(folder / "hub"),
        "TRANSFORMERS_NO_ADVISORY_WARNINGS": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "OMP_WAIT_POLICY": "PASSIVE",  # threads that spin while they wait take ten times as long beside other programs
    }
