"""Writes down what is opened while something hostile is shown."""

from __future__ import annotations

import sys

WATCHED = ("open", "socket.connect", "socket.getaddrinfo", "socket.bind", "subprocess.Popen", "os.system")


class Watch:
    """Writes down what Python opens while it is on; an audit hook cannot be taken away again."""

    on = False
    seen: list[str]

    def __init__(self) -> None:
        self.seen = []
        sys.addaudithook(self._look)

    def _look(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.on and event in WATCHED and not _is_own(str(arguments[0])):
            self.seen.append(f"{event} {arguments[0]}")


def _is_own(path: str) -> bool:
    """The program reads its own files when it first needs them; a number is a file that is open already."""
    return (
        path.isdigit()
        or "/resources/" in path
        or path.endswith((".py", ".pyc"))
        or path.startswith("/proc/self")
        or "/site-packages/" in path
    )
