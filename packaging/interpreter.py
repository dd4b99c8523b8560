"""Finds a Python that Carrel runs on, when the one that was started is too old or too new.

This file, try.py and check.py parse on Python 3.6, so that an old Python answers with a sentence, not a traceback.
"""

import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
FIRST_TOO_NEW = (3, 14)
NAMES = ("python3.13", "python3.12", "python3.11")


def fits(version):
    # type: (tuple[int, ...]) -> bool
    """Whether Carrel runs on this version of Python; its libraries have not come to the newer ones yet."""
    return OLDEST <= tuple(version[:2]) < FIRST_TOO_NEW


def version_of(command):
    # type: (list[str]) -> tuple[int, ...]
    """What a Python says its version is; empty when it does not start, as a stand-in without its Python does not."""
    try:
        said = subprocess.check_output(
            [*command, "-c", "import sys; print(*sys.version_info[:2])"],
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            timeout=20,
        )
        return tuple(int(number) for number in said.split())
    except (OSError, ValueError, subprocess.SubprocessError):
        return ()


def candidates():
    # type: () -> list[list[str]]
    """Commands that may start a fitting Python, the newest first."""
    found = [[path] for path in map(shutil.which, NAMES) if path]
    launcher = shutil.which("py") if os.name == "nt" else None
    if launcher:
        found += [[launcher, "-" + name[len("python") :]] for name in NAMES]
    return found


def sentence(version):
    # type: (tuple[int, ...]) -> str
    """What to say where no Python fits."""
    return (
        f"Carrel needs Python 3.11, 3.12 or 3.13, and this is Python {version[0]}.{version[1]}.\n"
        "Install one of them from https://www.python.org/downloads/ or your system's packages, and start this again."
    )


def ensure():
    # type: () -> None
    """Go on in this Python if it fits, else start the same command in one that does, or say what to install."""
    if fits(sys.version_info[:2]):
        return
    for command in candidates():
        if not fits(version_of(command)):
            continue
        whole = command + sys.argv
        if os.name == "nt":
            sys.exit(subprocess.call(whole))
        os.execv(whole[0], whole)
    sys.exit(sentence(sys.version_info[:2]))
