"""Builds the engine, llama-cpp-python, once for this computer, and keeps it in the person's cache folder.

The registry holds its source only. The default build uses all instructions of the processor it is built on, so a wheel
is kept under a name made from the processor too: a home folder may travel between computers.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import system_libraries
import telling

OUR_OPTIONS = "-DLLAVA_BUILD=OFF"  # pictures are not read by this engine, and the part takes a quarter of the build
COMPILERS = ("c++", "g++", "clang++")
TOLD_ON_LINUX = ("model name", "flags", "Features", "CPU implementer", "CPU part")


@dataclass(frozen=True)
class Build:
    """What decides how the engine is built: the release, this computer, and the options for CMake."""

    requirement: str
    machine: str
    options: str

    @property
    def key(self) -> str:
        """A short name for the folder of a wheel built this way."""
        return hashlib.sha256("\n".join((self.requirement, self.machine, self.options)).encode()).hexdigest()[:16]


def wanted(requirement: str, environment: Mapping[str, str]) -> Build:
    """The build this computer needs; options a person has set for CMake come first."""
    options = " ".join((environment.get("CMAKE_ARGS", ""), OUR_OPTIONS)).strip()
    return Build(requirement, describe_machine(), options)


def describe_machine() -> str:
    """The system and the processor with its instructions: a wheel built here runs where this is the same."""
    libc = os.confstr("CS_GNU_LIBC_VERSION") if sys.platform.startswith("linux") else ""
    return " | ".join((sys.platform, platform.machine(), libc or "", describe_processor()))


def describe_processor() -> str:
    """The processor's name and instructions, as the system tells them."""
    if sys.platform == "darwin":
        asked = ("sysctl", "-n", "machdep.cpu.brand_string")
        return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    try:
        first = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").split("\n\n", 1)[0]
    except OSError:
        return os.environ.get("PROCESSOR_IDENTIFIER", platform.processor())
    return "; ".join(line for line in first.splitlines() if line.startswith(TOLD_ON_LINUX))


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Where Carrel's own files for set-ups are kept, outside any checkout."""
    home = Path.home()
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "carrel"
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local") / "carrel" / "Cache"
    return Path(environment.get("XDG_CACHE_HOME") or home / ".cache") / "carrel"


def is_sound(wheel: Path) -> bool:
    """Whether the file is a whole wheel with llama.cpp inside: every byte of every part is checked."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            has_library = any(
                "llama_cpp/lib/" in name and "llama" in name.rsplit("/")[-1] for name in archive.namelist()
            )
            return has_library and archive.testzip() is None
    except (OSError, zipfile.BadZipFile, EOFError, ValueError, NotImplementedError):
        return False


def kept(build: Build, cache: Path) -> Path | None:
    """The sound wheel in the cache that was built this way, if there is one; damaged ones are thrown away."""
    for wheel in sorted((cache / "wheels" / build.key).glob("llama_cpp_python-*.whl")):
        if is_sound(wheel):
            return wheel
        telling.say("The engine kept from an earlier set-up is damaged, so it is built again.")
        wheel.unlink()
    return None


def find_or_make(build: Build, cache: Path, python: Path, log: Path, held: tuple[int, ...] = ()) -> Path:
    """The wheel for this build, from the cache or made now; raises telling.Trouble."""
    return kept(build, cache) or make(build, cache, python, log, held)


def make(build: Build, cache: Path, python: Path, log: Path, held: tuple[int, ...] = ()) -> Path:
    """Build the wheel with all cores, and put it into the cache in one step."""
    need_compiler()
    folder = cache / "wheels"
    folder.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "CMAKE_ARGS": build.options}
    environment.setdefault("CMAKE_BUILD_PARALLEL_LEVEL", str(os.cpu_count() or 1))
    with tempfile.TemporaryDirectory(dir=folder, prefix=".building-") as made:
        # pip would keep the wheel in a cache of its own that knows nothing of processors and options.
        command = [str(python), "-m", "pip", "wheel", "--no-cache-dir", "--no-deps", "--wheel-dir", made]
        telling.run(
            [*command, build.requirement],
            "Building the engine, about five minutes the first time",
            log,
            environment=environment,
            held=held,
        )
        wheel = next(Path(made).glob("llama_cpp_python-*.whl"), None)
        if wheel is None or not is_sound(wheel):
            raise telling.Trouble(f"Building the engine gave no usable result. The whole story is in {log}")
        target = folder / build.key / wheel.name
        target.parent.mkdir(exist_ok=True)
        os.replace(wheel, target)
    return target


def need_compiler() -> None:
    """Make sure there is a C++ compiler, installing one where that is allowed; raises telling.Trouble."""
    if has_compiler():
        return
    if system_libraries.may_install() and system_libraries.install(["g++", "make"]) and has_compiler():
        return
    raise telling.Trouble(
        "Carrel's engine is built on your computer, and a C++ compiler is missing.\n" + compiler_hint()
    )


def has_compiler() -> bool:
    """Whether a C++ compiler is there; Windows tells through the installer of Visual Studio."""
    if os.environ.get("CXX"):
        return True
    if sys.platform == "darwin":
        return subprocess.run(("xcode-select", "-p"), capture_output=True, check=False).returncode == 0
    if sys.platform == "win32":
        programs = os.environ.get("PROGRAMFILES(X86)", r"C:\Program Files (x86)")
        return (
            bool(shutil.which("cl")) or Path(programs, "Microsoft Visual Studio", "Installer", "vswhere.exe").exists()
        )
    return any(shutil.which(name) for name in COMPILERS)


def compiler_hint() -> str:
    """How a person gets a C++ compiler on this system."""
    if sys.platform == "darwin":
        return "This installs one:  xcode-select --install"
    if sys.platform == "win32":
        return 'Install "Build Tools for Visual Studio" with "Desktop development with C++", and start this again.'
    if shutil.which("apt-get"):
        return "This installs one:  " + system_libraries.install_command(["g++", "make"])
    return "Install g++ or clang with your system's package manager, and start this again."
