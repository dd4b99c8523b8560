"""A training process without PyTorch, which does what it is told: a way to end, and whether it obeys a stop."""

from __future__ import annotations

import os
import signal
import sys
import time

from carrel.base.wire import Frame, WireBroken, pack, read_frame


def main(way: str) -> None:
    """Take the job, tell one step, and end in this way."""
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    read_frame(incoming.read)
    outgoing.write(pack(Frame({"event": "step", "step": 1})))
    outgoing.flush()
    if way in ("obeys", "deaf"):
        try:
            read_frame(incoming.read)
        except WireBroken:
            if way == "deaf":
                time.sleep(900)
        outgoing.write(pack(Frame({"event": "stopped", "step": 1})))
    elif way == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    elif way == "bug":
        raise KeyError("lora_A")
    elif way == "slow":
        outgoing.write(pack(Frame({"event": "refused", "code": "slow", "facts": {"minutes": 31.24, "given": 10}})))
    else:
        outgoing.write(pack(Frame({"event": "done", "step": 1})))


if __name__ == "__main__":
    main(sys.argv[1])
