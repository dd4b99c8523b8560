"""What a process that works on something untrusted may still do: compute, and read the files it was given (P18).

Linux only: Landlock (kernel 5.13) takes the files away, a seccomp filter takes sockets, programs and other processes
away. Where the kernel has neither, and on other systems, `enter` says so and the process runs as an ordinary child.
"""

from __future__ import annotations

import ctypes
import os
import platform
import stat
import struct
import sys
from collections.abc import Sequence
from typing import Any

_NO_NEW_PRIVILEGES = 38
_SECCOMP_MODE, _FILTER = 22, 2
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_CREATE_VERSION = 1
_RULE_PATH_BENEATH = 1
_READ_FILE = 1 << 2
_O_PATH = getattr(os, "O_PATH", 0)

# Rights of the file system, of TCP and of scopes known to each Landlock version: linux/landlock.h.
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_NETWORK_RIGHTS = 0b11
_SCOPES = 0b11

# Calls that are refused, by processor: linux/unistd tables.
_X86_64 = {
    "audit": 0xC000003E,
    "clone": 56,
    "clone3": 435,
    "refused": (
        41, 42, 43, 49, 50, 53, 288,  # socket, connect, accept, bind, listen, socketpair, accept4
        44, 46, 307,  # sendto, sendmsg, sendmmsg
        57, 58, 59, 322,  # fork, vfork, execve, execveat
        62, 129, 200, 297, 424,  # kill, rt_sigqueueinfo, tkill, rt_tgsigqueueinfo, pidfd_send_signal
        101, 310, 311,  # ptrace, process_vm_readv, process_vm_writev
        165, 272, 308, 321, 298, 425,  # mount, unshare, setns, bpf, perf_event_open, io_uring_setup
        248, 249, 250, 323, 434, 438,  # add_key, request_key, keyctl, userfaultfd, pidfd_open, pidfd_getfd
        76, 90, 91, 92, 93, 94, 260, 268, 452,  # truncate, and Landlock leaves alone: chmod, chown and their kin
        132, 235, 261, 280,  # utime, utimes, futimesat, utimensat
        188, 189, 190, 197, 198, 199, 463, 466,  # setxattr, removexattr and their kin
    ),
    "on_itself": (234, 302),  # tgkill, by which a process aborts; prlimit64, by which threads learn their stack's size
}  # fmt: skip
_AARCH64 = {
    "audit": 0xC00000B7,
    "clone": 220,
    "clone3": 435,
    "refused": (
        198, 203, 202, 200, 201, 199, 242,
        206, 211, 269,
        221, 281,
        129, 138, 130, 240, 424,
        117, 270, 271,
        40, 97, 268, 280, 241, 425,
        217, 218, 219, 282, 434, 438,
        45, 52, 53, 54, 55, 452,
        88,
        5, 6, 7, 14, 15, 16, 463, 466,
    ),
    "on_itself": (131, 261),
}  # fmt: skip
_EPERM, _ENOSYS = 1, 38
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_X32_BIT = 0x40000000
_OFFSET_NUMBER, _OFFSET_AUDIT, _OFFSET_FIRST_ARGUMENT = 0, 4, 16
_CLONE_VM = 0x100


def enter(readable: Sequence[str]) -> str:
    """Give up everything but reading these files, for this thread and all it starts; never to be undone.

    Returns what holds from now on: "landlock+seccomp", "seccomp", or "none".
    """
    if not sys.platform.startswith("linux"):
        return "none"
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return "none"
    files = _restrict_files(library, readable)
    calls = _restrict_calls(library)
    held = [name for name, holds in (("landlock", files), ("seccomp", calls)) if holds]
    return "+".join(held) or "none"


def _restrict_files(library: ctypes.CDLL, readable: Sequence[str]) -> bool:
    version = library.syscall(_LANDLOCK_CREATE, None, 0, _CREATE_VERSION)
    if version < 1:
        return False
    rights = (1 << _FILE_RIGHTS.get(version, 16)) - 1
    attributes = struct.pack("=QQQ", rights, _NETWORK_RIGHTS if version >= 4 else 0, _SCOPES if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    rules = library.syscall(_LANDLOCK_CREATE, attributes, ctypes.c_size_t(size), 0)
    if rules < 0:
        return False
    try:
        for path in readable:
            try:
                file = os.open(path, _O_PATH | os.O_CLOEXEC)
            except OSError:
                continue  # the loader will say so
            try:
                if stat.S_ISDIR(os.fstat(file).st_mode):
                    continue  # leave to read a folder would be leave to read all files in it
                library.syscall(_LANDLOCK_ADD, rules, _RULE_PATH_BENEATH, struct.pack("=Qi", _READ_FILE, file), 0)
            finally:
                os.close(file)
        return bool(library.syscall(_LANDLOCK_RESTRICT, rules, 0) == 0)
    finally:
        os.close(rules)


def _restrict_calls(library: ctypes.CDLL) -> bool:
    table = {"x86_64": _X86_64, "aarch64": _AARCH64}.get(platform.machine())
    if table is None:
        return False
    program = _filter(table)
    code = ctypes.create_string_buffer(b"".join(program), len(program) * 8)
    header = struct.pack("=HxxxxxxQ", len(program), ctypes.addressof(code))
    return bool(library.prctl(_SECCOMP_MODE, _FILTER, ctypes.c_char_p(header), 0, 0) == 0)


def _filter(table: dict[str, Any]) -> list[bytes]:
    """A seccomp program: another processor's numbers and the refused calls fail, threads may start, processes not."""
    refuse, missing = _step(_RETURN, _ERRNO | _EPERM), _step(_RETURN, _ERRNO | _ENOSYS)
    program = [
        _step(_LOAD, _OFFSET_AUDIT),
        _step(_JUMP_EQUAL, table["audit"], 1, 0),
        refuse,
        _step(_LOAD, _OFFSET_NUMBER),
        _step(_JUMP_AT_LEAST, _X32_BIT, 0, 1),
        refuse,
        # The C library falls back to clone, whose flags can be looked at, when clone3 seems not to exist.
        _step(_JUMP_EQUAL, table["clone3"], 0, 1),
        missing,
    ]
    for number in table["refused"]:
        program += [_step(_JUMP_EQUAL, number, 0, 1), refuse]
    for number in table["on_itself"]:
        program += [
            _step(_JUMP_EQUAL, number, 0, 5),
            _step(_LOAD, _OFFSET_FIRST_ARGUMENT),
            _step(_JUMP_EQUAL, 0, 2, 0),
            _step(_JUMP_EQUAL, os.getpid(), 1, 0),
            refuse,
            _step(_RETURN, _ALLOW),
        ]
    return [
        *program,
        _step(_JUMP_EQUAL, table["clone"], 0, 3),
        _step(_LOAD, _OFFSET_FIRST_ARGUMENT),
        _step(_JUMP_SET, _CLONE_VM, 1, 0),
        refuse,
        _step(_RETURN, _ALLOW),
    ]


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)
