"""Knows which libraries of a Linux system Carrel's window leans on, and how they are installed."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from telling import say


@dataclass(frozen=True)
class Library:
    """A shared library, the Debian package that brings it, and whether Qt needs it even without a screen."""

    name: str
    package: str
    always: bool = False


QT_NEEDS = (
    Library("libEGL.so.1", "libegl1", always=True),
    Library("libGL.so.1", "libgl1", always=True),
    Library("libX11.so.6", "libx11-6", always=True),
    Library("libdbus-1.so.3", "libdbus-1-3", always=True),
    Library("libfontconfig.so.1", "libfontconfig1", always=True),
    Library("libfreetype.so.6", "libfreetype6", always=True),
    Library("libgthread-2.0.so.0", "libglib2.0-0", always=True),
    Library("libxkbcommon.so.0", "libxkbcommon0", always=True),
    Library("libX11-xcb.so.1", "libx11-xcb1"),
    Library("libxcb-cursor.so.0", "libxcb-cursor0"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4"),
    Library("libxcb-image.so.0", "libxcb-image0"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    Library("libxcb-randr.so.0", "libxcb-randr0"),
    Library("libxcb-render-util.so.0", "libxcb-render-util0"),
    Library("libxcb-render.so.0", "libxcb-render0"),
    Library("libxcb-shape.so.0", "libxcb-shape0"),
    Library("libxcb-shm.so.0", "libxcb-shm0"),
    Library("libxcb-sync.so.1", "libxcb-sync1"),
    Library("libxcb-util.so.1", "libxcb-util1"),
    Library("libxcb-xfixes.so.0", "libxcb-xfixes0"),
    Library("libxcb-xkb.so.1", "libxcb-xkb1"),
    Library("libxcb.so.1", "libxcb1"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
)
"""What QtWidgets, QtSvg and the platforms xcb and offscreen of PySide6 Essentials 6.11 name as NEEDED."""


def opens(name: str) -> bool:
    """Whether the system's loader finds and loads this library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def missing(*, on_screen: bool, is_there: Callable[[str], bool] = opens) -> list[Library]:
    """The libraries Qt needs here and the system lacks; only Linux leaves them to the system."""
    if not sys.platform.startswith("linux"):
        return []
    return [library for library in QT_NEEDS if (on_screen or library.always) and not is_there(library.name)]


def install_command(packages: Iterable[str]) -> str:
    """The one command a person can copy."""
    return "sudo apt-get install " + " ".join(sorted(set(packages)))


def may_install() -> bool:
    """Whether this is a Debian-like system and we are allowed to install."""
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def install(packages: Iterable[str]) -> bool:
    """Install the packages, as root on a Debian-like system; tell whether that worked."""
    names = sorted(set(packages))
    say(f"Installing {', '.join(names)} with apt-get ...")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}

    def apt(*arguments: str) -> bool:
        command = ["apt-get", "-q", "-y", *arguments]
        done = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        return done.returncode == 0

    install_them = ("install", "--no-install-recommends", *names)
    return apt(*install_them) or (apt("update") and apt(*install_them))


def provide(libraries: list[Library]) -> bool:
    """Bring the missing libraries in, or say how a person does it; tell whether they are there now."""
    if not libraries:
        return True
    packages = [library.package for library in libraries]
    if may_install() and install(packages) and all(opens(library.name) for library in libraries):
        return True
    names = ", ".join(library.name for library in libraries)
    say(f"The window needs libraries this system lacks: {names}.")
    if shutil.which("apt-get"):
        say(f"This installs them:  {install_command(packages)}")
    else:
        say("Install the packages that bring them with your system's package manager.")
    return False
