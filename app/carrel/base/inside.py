"""The child process in which one piece of our work is done on something untrusted: limited, shut in, and expendable."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

from carrel.base import sandbox
from carrel.base.wire import Frame, WireBroken, pack, read_frame
from carrel.base.words import speak

if sys.platform != "win32":
    import resource

Work = Callable[[Mapping[str, Any]], Iterator[Frame]]
"""What is done apart: takes the arguments of one request, and yields what comes of it, a bounded piece at a time."""

_MARK = "_may_be_done_apart"


class Refusal(Exception):
    """The work cannot be done, for a known reason; the facts are a few values of JSON for whoever words it."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def works_apart(work: Work) -> Work:
    """Allow this function to be run by name in a child of its own; no other function ever is."""
    setattr(work, _MARK, True)
    return work


def main() -> None:
    """Serve requests until the pipe closes, or until one of them fails in a way that nobody foresaw."""
    with os.fdopen(os.dup(0), "rb", 0) as incoming, os.fdopen(os.dup(1), "wb", 0) as outgoing:
        os.dup2(2, 1)  # what a library prints is no frame
        try:
            _serve(incoming, outgoing)
        except WireBroken:
            return
        except MemoryError:
            _fail(outgoing, "memory", "MemoryError")
        except BaseException as error:
            _fail(outgoing, "failed", f"{type(error).__name__}: {_place(error)}")
            raise


def _serve(incoming: BinaryIO, outgoing: BinaryIO) -> None:
    first = read_frame(incoming.read).body
    speak(str(first["language"]))
    work = _named(first["work"])
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_DATA", first["memory"])
    held = sandbox.enter(first["readable"])
    _write(outgoing, Frame({"event": "ready", "sandbox": held}))
    while True:
        request = read_frame(incoming.read).body
        # Should the parent be gone, nobody watches any more: the system ends what works on for nobody.
        _limit("RLIMIT_CPU", int(time.process_time() + request["cpu_s"]) + 1)
        try:
            for frame in work(_with_data(request, incoming)):
                _write(outgoing, Frame({"event": "frame", "body": frame.body}, frame.data))
            _write(outgoing, Frame({"event": "done"}))
        except Refusal as refusal:
            _write(outgoing, Frame({"event": "refused", "code": refusal.code, "facts": refusal.facts}))


def _with_data(request: Mapping[str, Any], incoming: BinaryIO) -> Mapping[str, Any]:
    """The arguments of a request, with the bytes that follow it where some do."""
    left, pieces = int(request["bytes"]), []
    while left > 0:
        pieces.append(read_frame(incoming.read).data)
        left -= max(1, len(pieces[-1]))
    arguments: Mapping[str, Any] = request["arguments"]
    return {**arguments, "data": b"".join(pieces)} if pieces else arguments


def _named(name: str) -> Work:
    """The function, with everything it needs imported while that is still possible."""
    module, _, function = name.partition(":")
    work: Work = getattr(importlib.import_module(module), function)
    if not getattr(work, _MARK, False):
        raise PermissionError("this is not done apart")
    return work


def _limit(name: str, most: int) -> None:
    """Set a limit of the system where it has it; never above the one that holds already."""
    if sys.platform == "win32":
        return  # there the parent's watch has to do
    kind = getattr(resource, name)
    _soft, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    with contextlib.suppress(ValueError, OSError):  # not every system keeps every limit; the parent's watch does
        resource.setrlimit(kind, (most, hard))


def _write(outgoing: BinaryIO, frame: Frame) -> None:
    view = memoryview(pack(frame))
    try:
        while view:
            view = view[outgoing.write(view) or 0 :]
    except OSError as error:
        raise WireBroken(str(error)) from error


def _fail(outgoing: BinaryIO, event: str, detail: str) -> None:
    """Tell what failed, by its kind and place alone: the words of an error may be words of the document."""
    try:
        _write(outgoing, Frame({"event": event, "detail": detail}))
    except WireBroken:
        return


def _place(error: BaseException) -> str:
    return " < ".join(
        f"{os.path.basename(frame.filename)}:{frame.lineno}"
        for frame in reversed(traceback.extract_tb(error.__traceback__, limit=-3))
    )
