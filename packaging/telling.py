"""Tells the person at the terminal what the set-up is doing, on stderr alone."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

QUIET_S = 30
"""How often a line is written where the output is not a terminal."""

CAUSES = {
    "No space left on device": "The disk is full: free some space and start this again.",
    "Temporary failure in name resolution": "The internet cannot be reached, and the first set-up needs it.",
    "NewConnectionError": "The internet cannot be reached, and the first set-up needs it.",
    "Failed to establish a new connection": "The internet cannot be reached, and the first set-up needs it.",
    "No CMAKE_CXX_COMPILER could be found": "No C++ compiler was found: install one and start this again.",
    "Permission denied": "A file or folder could not be written: look at the log for its name.",
}
"""Words in a log, and what they mean for the person."""


class Trouble(Exception):
    """The set-up cannot go on; the text is one or two plain sentences, with what to do next."""


def say(sentence: str) -> None:
    """One sentence, at once."""
    print(sentence, file=sys.stderr, flush=True)


def clock(seconds: float) -> str:
    """Seconds as people read them: 1:30."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def likely_cause(log: str) -> str:
    """What the end of a log says in plain words; empty when it says nothing known."""
    return next((meaning for words, meaning in CAUSES.items() if words in log), "")


def run(
    command: Sequence[str],
    doing: str,
    log: Path,
    *,
    environment: Mapping[str, str] | None = None,
    held: Sequence[int] = (),
) -> None:
    """Run a command with its output in the log, and a clock beside what it is doing; raises Trouble when it fails.

    held: open files the command holds on to, such as a lock, even if this process is killed.
    """
    with log.open("a", encoding="utf-8") as file:
        file.write(f"\n$ {' '.join(command)}\n")
        file.flush()
        start = file.tell()
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                env=environment,
                pass_fds=tuple(held),
            )
        except OSError as error:
            raise Trouble(f"{doing} did not work: {error}.") from error
        try:
            code = _wait(process, doing)
        except BaseException:
            process.terminate()
            process.wait()
            raise
    if code:
        with log.open("rb") as written:
            written.seek(start)
            output = written.read().decode("utf-8", "replace")
        raise Trouble(f"{doing} did not work. {likely_cause(output)}\nThe whole story is in {log}".replace(" \n", "\n"))


def _wait(process: subprocess.Popen[bytes], doing: str) -> int:
    """Wait for the process, showing that time passes: on a terminal by the second, elsewhere now and then."""
    began = time.monotonic()
    live = sys.stderr.isatty()
    told = 0.0
    say_live = sys.stderr.write
    if not live:
        say(f"{doing} ...")
    while True:
        passed = time.monotonic() - began
        if live:
            say_live(f"\r{doing} ... {clock(passed)} ")
            sys.stderr.flush()
        elif passed - told >= QUIET_S:
            told = passed
            say(f"  ... still at it, {clock(passed)}")
        try:
            code = process.wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            continue
        if live:
            say_live("\n")
        return code
