"""Runs the checks one after another, all of them even when one fails, and sums up."""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import environment
import system_libraries
import telling

MARK = "CARREL_CHECK_RUN"
PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h


@dataclass(frozen=True)
class Step:
    """One check: what it looks at, the command, and those that run beside it and are shown after it."""

    title: str
    command: tuple[str, ...]
    beside: tuple[tuple[str, ...], ...] = ()


def steps(python: Path, *, fast: bool, pytest_arguments: Sequence[str]) -> list[Step]:
    """What is checked, in order, the quick ones first.

    All tests are three runs side by side: with two, two cores would idle for a quarter of the time, while a test waits
    for a window or a process.
    """
    run = (str(python), "-m")
    lint_imports = str(python.with_name("lint-imports.exe" if os.name == "nt" else "lint-imports"))
    without_faults = ("-m", "not fault") if fast else ()
    tests = (*run, "pytest", *without_faults)
    places = ("desking", "joined", "practice", "progress", "shape", "teach")
    besides = (
        ("tests/cli", "tests/native", *(f"tests/ui/{place}" for place in places)),
        ("tests/flows", "tests/library", "tests/desk"),
    )
    rest = (*tests, *(f"--ignore={folder}" for folders in besides for folder in folders))
    return [
        Step("form (ruff format)", (*run, "ruff", "format", "--check", ".")),
        Step("rules (ruff check)", (*run, "ruff", "check", ".")),
        Step("types (mypy)", (*run, "mypy")),
        Step("floors (lint-imports)", (lint_imports, "--no-logo")),
        Step("tests (pytest)", (*tests, *pytest_arguments))
        if pytest_arguments
        else Step("tests (pytest)", rest, tuple((*tests, *folders) for folders in besides)),
    ]


def main(arguments: Sequence[str]) -> int:
    """Set up, check, sum up; 0 when everything is well."""
    parser = argparse.ArgumentParser(prog="check.py", description="Checks everything, exactly as CI does.")
    parser.add_argument("--fast", action="store_true", help="leave out the tests that break things on purpose")
    parser.add_argument("pytest", nargs="*", help="after --: further arguments for pytest")
    asked = parser.parse_args(arguments)
    os.environ.setdefault("PYTHONUTF8", "1")  # a folder with an accent in its name works in every locale
    try:
        python = environment.make_ready(dev=True)
        system_libraries.provide(system_libraries.missing(on_screen=False))
        return check(steps(python, fast=asked.fast, pytest_arguments=asked.pytest), python)
    except telling.Trouble as trouble:
        telling.say(str(trouble))
        return 1
    except KeyboardInterrupt:
        telling.say("\nStopped.")
        return 130


def check(wanted: Sequence[Step], python: Path) -> int:
    """Run the steps, look for processes left behind, and print how each went."""
    adopt_orphans()
    surroundings = {**os.environ, MARK: uuid.uuid4().hex, "QT_QPA_PLATFORM": "offscreen"}
    results: list[tuple[str, bool, float]] = []
    for step in wanted:
        title(step.title)
        began = time.monotonic()
        results.append((step.title, run(step, surroundings), time.monotonic() - began))
    leftovers = Path(__file__).with_name("leftovers.py")
    command = (str(python), "-P", str(leftovers), str(os.getpid()), MARK, surroundings[MARK])
    results.append(("no process left behind", subprocess.run(command, check=False).returncode == 0, 0.0))
    title("summary")
    for name, well, seconds in results:
        print(
            f"{'ok    ' if well else 'FAILED'}  {name}" + (f"  {telling.clock(seconds)}" if seconds else ""), flush=True
        )
    return 0 if all(well for _, well, _ in results) else 1


def run(step: Step, surroundings: Mapping[str, str]) -> bool:
    """Run the step, and tell whether it went well; what ran beside it is printed once all have ended."""
    same: dict[str, Any] = {"cwd": environment.ROOT, "env": surroundings, "stdin": subprocess.DEVNULL}
    with contextlib.ExitStack() as kept:
        said = [kept.enter_context(tempfile.TemporaryFile()) for _ in step.beside]
        running = [
            subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT, **same)
            for command, file in zip(step.beside, said, strict=True)
        ]
        codes = [subprocess.run(step.command, check=False, **same).returncode]
        for one, file in zip(running, said, strict=True):
            codes.append(one.wait())
            file.seek(0)
            print(file.read().decode(errors="replace"), flush=True)
    return not any(codes)


def title(words: str) -> None:
    """A line that stands out between the outputs."""
    print(f"\n==== {words} {'=' * (70 - len(words))}", flush=True)


def adopt_orphans() -> None:
    """On Linux a process whose parent has died becomes our child, so that none gets out of sight."""
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
