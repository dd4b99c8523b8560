"""Runs the checks one after another, all of them even when one fails, and sums up."""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import environment
import system_libraries
import telling

MARK = "CARREL_CHECK_RUN"
PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h


@dataclass(frozen=True)
class Step:
    """One check: what it looks at, and the command."""

    title: str
    command: tuple[str, ...]


def steps(python: Path, *, fast: bool, pytest_arguments: Sequence[str]) -> list[Step]:
    """What is checked, in order, the quick ones first."""
    run = (str(python), "-m")
    lint_imports = str(python.with_name("lint-imports.exe" if os.name == "nt" else "lint-imports"))
    without_faults = ("-m", "not fault") if fast else ()
    return [
        Step("form (ruff format)", (*run, "ruff", "format", "--check", ".")),
        Step("rules (ruff check)", (*run, "ruff", "check", ".")),
        Step("types (mypy)", (*run, "mypy")),
        Step("floors (lint-imports)", (lint_imports, "--no-logo")),
        Step("tests (pytest)", (*run, "pytest", *without_faults, *pytest_arguments)),
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
        done = subprocess.run(
            step.command, cwd=environment.ROOT, env=surroundings, stdin=subprocess.DEVNULL, check=False
        )
        results.append((step.title, done.returncode == 0, time.monotonic() - began))
    leftovers = Path(__file__).with_name("leftovers.py")
    command = (str(python), "-P", str(leftovers), str(os.getpid()), MARK, surroundings[MARK])
    results.append(("no process left behind", subprocess.run(command, check=False).returncode == 0, 0.0))
    title("summary")
    for name, well, seconds in results:
        print(
            f"{'ok    ' if well else 'FAILED'}  {name}" + (f"  {telling.clock(seconds)}" if seconds else ""), flush=True
        )
    return 0 if all(well for _, well, _ in results) else 1


def title(words: str) -> None:
    """A line that stands out between the outputs."""
    print(f"\n==== {words} {'=' * (70 - len(words))}", flush=True)


def adopt_orphans() -> None:
    """On Linux a process whose parent has died becomes our child, so that none gets out of sight."""
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
