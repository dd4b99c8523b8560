"""The rules that a shut-in process is put under, read as the kernel reads them, on any computer (P18)."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from carrel.base import sandbox

ALLOWED, REFUSED, MISSING = 0x7FFF0000, 0x00050001, 0x00050026
TABLES: dict[str, dict[str, Any]] = {"x86_64": sandbox._X86_64, "aarch64": sandbox._AARCH64}
MINE, OTHERS = os.getpid(), os.getpid() + 1

# Numbers of a few calls on both processors, from the kernel's tables (arch/x86/entry/syscalls, asm-generic/unistd.h).
NUMBERS = {
    "x86_64": {"socket": 41, "execve": 59, "kill": 62, "clone": 56, "clone3": 435, "tgkill": 234, "prlimit64": 302},
    "aarch64": {
        "socket": 198,
        "execve": 221,
        "kill": 129,
        "clone": 220,
        "clone3": 435,
        "tgkill": 131,
        "prlimit64": 261,
    },
}
HARMLESS = {
    "x86_64": {"read": 0, "mmap": 9, "futex": 202, "openat": 257},
    "aarch64": {"read": 63, "mmap": 222, "futex": 98, "openat": 56},
}


def verdict(table: dict[str, Any], number: int, first: int = 0, audit: int | None = None) -> int:
    """What the kernel's machine makes of a call."""
    data = {0: number, 4: table["audit"] if audit is None else audit, 16: first}
    program = [struct.unpack("=HBBI", step) for step in sandbox._filter(table)]
    at, held = 0, 0
    while True:
        code, if_true, if_false, value = program[at]
        at += 1
        if code == sandbox._RETURN:
            return int(value)
        if code == sandbox._LOAD:
            held = data[value]
            continue
        holds = {
            sandbox._JUMP_EQUAL: held == value,
            sandbox._JUMP_AT_LEAST: held >= value,
            sandbox._JUMP_SET: bool(held & value),
        }[code]
        at += if_true if holds else if_false


@pytest.mark.parametrize("processor", TABLES)
def test_calls_that_reach_out_are_refused_and_others_are_not(processor: str) -> None:
    table, numbers = TABLES[processor], NUMBERS[processor]
    for number in (*table["refused"], numbers["socket"], numbers["execve"], numbers["kill"]):
        assert verdict(table, number) == REFUSED
    for number in HARMLESS[processor].values():
        assert verdict(table, number) == ALLOWED


@pytest.mark.parametrize("processor", TABLES)
def test_threads_may_start_and_processes_may_not(processor: str) -> None:
    table, numbers = TABLES[processor], NUMBERS[processor]
    assert verdict(table, numbers["clone"], sandbox._CLONE_VM | 0x200) == ALLOWED
    assert verdict(table, numbers["clone"], 17) == REFUSED
    assert verdict(table, 435) == MISSING  # clone3, on both


@pytest.mark.parametrize("processor", TABLES)
@pytest.mark.parametrize("name", ["tgkill", "prlimit64"])
def test_what_it_may_do_to_itself_it_may_not_do_to_others(processor: str, name: str) -> None:
    table, number = TABLES[processor], NUMBERS[processor][name]
    assert [verdict(table, number, who) for who in (0, MINE)] == [ALLOWED] * 2
    assert [verdict(table, number, who) for who in (OTHERS, 1, 2**32 - 1)] == [REFUSED] * 3


@pytest.mark.parametrize("processor", TABLES)
def test_another_processor_s_numbers_are_refused(processor: str) -> None:
    table = TABLES[processor]
    assert verdict(table, 0, audit=0x40000003) == REFUSED
    assert verdict(table, sandbox._X32_BIT | 41) == REFUSED


@pytest.mark.parametrize("processor", TABLES)
def test_no_jump_is_longer_than_a_byte(processor: str) -> None:
    assert len(sandbox._filter(TABLES[processor])) < 4096
    assert all(len(step) == 8 for step in sandbox._filter(TABLES[processor]))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere nothing is taken away")
def test_a_file_that_is_not_there_is_left_to_the_loader(tmp_path: Path) -> None:
    script = f"from carrel.base import sandbox; print(sandbox.enter([{str(tmp_path / 'gone')!r}]))"
    app = str(Path(sandbox.__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True, env={"PYTHONPATH": app}, timeout=60
    )
    assert done.stderr == ""
    assert done.stdout.strip() in ("landlock+seccomp", "seccomp", "none")


def test_on_other_systems_it_says_that_nothing_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert sandbox.enter([]) == "none"
