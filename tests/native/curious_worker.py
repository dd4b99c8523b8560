"""The real worker, which on the wish to render tries to leave its sandbox instead, and says what came of it."""

from __future__ import annotations

import ctypes
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from carrel.engine import worker

LIBRARY = ctypes.CDLL(None, use_errno=True)
TGKILL, PIDFD_OPEN, IO_URING, PRLIMIT, PTRACE = 234, 434, 425, 302, 101  # x86_64


def call(number: int, *arguments: int | None) -> int:
    """A system call by its number."""
    result = int(LIBRARY.syscall(number, *arguments))
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return result


def attempts(model: str, home: str, ours: str) -> dict[str, Callable[[], object]]:
    """What a model that took over its process might try; ours: a file that belongs to the person."""
    parent = os.getppid()
    return {
        "tcp": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
        "tcp 6": lambda: socket.socket(socket.AF_INET6, socket.SOCK_STREAM),
        "udp": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
        "unix socket": lambda: socket.socket(socket.AF_UNIX),
        "netlink": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
        "raw": lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW),
        "socket pair": socket.socketpair,
        "io_uring": lambda: call(IO_URING, 8, None),
        "read": lambda: Path(ours).read_bytes(),
        "list home": lambda: os.listdir(home),
        "read the system's": lambda: Path("/etc/passwd").read_bytes(),
        "read a parent's secrets": lambda: Path(f"/proc/{parent}/environ").read_bytes(),
        "read a parent's memory": lambda: Path(f"/proc/{parent}/mem").open("rb"),
        "write": lambda: Path(ours).write_bytes(b"x"),
        "append": lambda: Path(ours).open("ab"),
        "new file": lambda: Path(home, "new").open("wb"),
        "new file in /tmp": lambda: Path("/tmp/carrel-curious").open("wb"),
        "shared memory": lambda: Path("/dev/shm/carrel-curious").open("wb"),
        "write the model": lambda: Path(model).open("r+b"),
        "truncate": lambda: os.truncate(ours, 0),
        "delete": lambda: os.unlink(ours),
        "rename": lambda: os.rename(ours, ours + "2"),
        "folder": lambda: os.mkdir(Path(home, "folder")),
        "link": lambda: os.link(ours, Path(home, "link")),
        "symbolic link": lambda: os.symlink(ours, Path(home, "link")),
        "rights": lambda: os.chmod(ours, 0),
        "owner": lambda: os.chown(ours, 0, 0),
        "times": lambda: os.utime(ours, (0, 0)),
        "attributes": lambda: os.setxattr(ours, "user.x", b"x"),
        "fork": os.fork,
        "exec": lambda: os.execv("/bin/true", ["true"]),
        "run": lambda: subprocess.run(["/bin/true"], check=True),
        "spawn": lambda: os.posix_spawn("/bin/true", ["true"], {}),
        "signal the parent": lambda: os.kill(parent, 0),
        "signal a parent's thread": lambda: call(TGKILL, parent, parent, 0),
        "hold the parent": lambda: call(PIDFD_OPEN, parent, 0),
        "limit the parent": lambda: call(PRLIMIT, parent, 7, None, None),
        "trace the parent": lambda: call(PTRACE, 16, parent, None, None),
    }


def outcome(attempt: Callable[[], object]) -> str:
    """Whether it was denied; a fork that worked ends its child."""
    try:
        if attempt() == 0:
            return "worked"
    except OSError as error:
        return "denied" if error.errno in (1, 13, 38) else f"failed: {error}"
    return "worked"


class CuriousWorker(worker.Worker):
    """Tries everything once in its own thread, and once in a thread started for it."""

    def _answer(self, request: dict[str, Any], held: str) -> None:
        if request["do"] != "render":
            super()._answer(request, held)
            return
        model, home, ours = json.loads(request["turns"][0]["text"])
        wanted = attempts(model, home, ours)
        results = {name: outcome(attempt) for name, attempt in wanted.items()}

        def again() -> None:
            for name, attempt in wanted.items():
                results[f"{name}, in a thread"] = outcome(attempt)

        thread = threading.Thread(target=again)
        thread.start()
        thread.join()
        results["read the model"] = Path(model).read_bytes()[:4].decode()
        self._send({"event": "done", "text": json.dumps(results)})


def command() -> tuple[str, ...]:
    """Starts this worker."""
    root = str(Path(__file__).parents[2])
    start = f"import sys; sys.path.insert(0, {root!r}); from tests.native import curious_worker; curious_worker.main()"
    return (sys.executable, "-c", start)


def main() -> None:
    """Serve as the real one does."""
    worker.Worker = CuriousWorker  # type: ignore[misc]
    worker.main()
