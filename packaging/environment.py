"""Makes this checkout ready to run: a `.venv` with Carrel in editable form, its libraries, and its engine."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import engine_wheel
import interpreter
import system_libraries
import telling

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BINARIES = "Scripts" if os.name == "nt" else "bin"
MEANS_SOMETHING = (("build-system",), ("project",), ("dependency-groups",), ("tool", "hatch"))
"""The parts of pyproject.toml that decide what is installed; the settings of the checkers are none of them."""


@dataclass(frozen=True)
class Stamp:
    """What a finished set-up wrote down about itself.

    wanted: a fingerprint of what was asked for; dev: whether the checkers are in as well.
    machine, options: how the engine was built; packages: what stood in site-packages at the end.
    """

    wanted: str
    dev: bool
    machine: str
    options: str
    packages: tuple[str, ...]

    @classmethod
    def read(cls, venv: Path) -> Stamp | None:
        """The stamp of a finished set-up; None when it was never finished, or is not ours."""
        try:
            found = json.loads((venv / "carrel-ready.json").read_text(encoding="utf-8"))
            return cls(**{**found, "packages": tuple(found["packages"])})
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def write(self, venv: Path) -> None:
        """Say that the set-up is finished; the last thing it does."""
        (venv / "carrel-ready.json").write_text(json.dumps(asdict(self)), encoding="utf-8")


def project() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def engine_requirement(described: dict[str, Any]) -> str:
    """The line of the dependencies that names the engine."""
    lines: list[str] = described["project"]["dependencies"]
    return next(line for line in lines if line.startswith("llama-cpp-python"))


def fingerprint(described: dict[str, Any], root: Path) -> str:
    """A short word that changes when what must be installed changes, or when the checkout moved."""
    told: list[Any] = [str(root), sys.platform, platform.machine()]
    for path in MEANS_SOMETHING:
        part: Any = described
        for name in path:
            part = part.get(name, {})
        told.append(part)
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def python_of(venv: Path) -> Path:
    """The Python inside a virtual environment."""
    return venv / BINARIES / ("python.exe" if os.name == "nt" else "python")


def packages_of(venv: Path) -> tuple[str, ...]:
    """The names in site-packages, without caches."""
    folders = (venv / "Lib" / "site-packages",) if os.name == "nt" else tuple(venv.glob("lib/python3*/site-packages"))
    return tuple(sorted(name for folder in folders for name in os.listdir(folder) if name != "__pycache__"))


def is_ready(stamp: Stamp | None, wanted: str, build: engine_wheel.Build, *, dev: bool) -> bool:
    """Whether nothing has to be done; an engine built with other options by hand is kept until others are asked for."""
    return (
        stamp is not None
        and stamp.wanted == wanted
        and (stamp.dev or not dev)
        and stamp.machine == build.machine
        and (stamp.options == build.options or "CMAKE_ARGS" not in os.environ)
        and python_of(VENV).exists()
        and not lost(stamp, VENV)
    )


def make_ready(*, dev: bool = False) -> Path:
    """Bring everything in that is missing, and return the Python to run; raises telling.Trouble.

    dev: the checkers and what the tests need, as well.
    """
    described = project()
    wanted = fingerprint(described, ROOT)
    build = engine_wheel.wanted(engine_requirement(described), os.environ)
    if is_ready(Stamp.read(VENV), wanted, build, dev=dev):
        return python_of(VENV)
    cache = engine_wheel.cache_folder(os.environ)
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with one_at_a_time(cache / "setup.lock") as held:
            stamp = Stamp.read(VENV)  # whoever held the lock may have done the work
            if not is_ready(stamp, wanted, build, dev=dev):
                dev = dev or (stamp is not None and stamp.dev)
                _install(Installation(described, wanted, build, cache, held), dev=dev, before=stamp)
    except OSError as error:
        raise telling.Trouble(f"A file could not be written: {error}. Look at its folder's permissions.") from error
    return python_of(VENV)


@contextlib.contextmanager
def one_at_a_time(path: Path) -> Iterator[tuple[int, ...]]:
    """Wait until no other set-up of this person runs; yields the open files its child processes have to hold on to."""
    with path.open("a") as lock:
        if os.name == "nt":
            yield ()  # there the files of a running set-up cannot be replaced, which is lock enough
            return
        import fcntl  # noqa: PLC0415 - POSIX only

        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            telling.say("Another set-up of Carrel is running; waiting for it ...")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield (lock.fileno(),)


@dataclass(frozen=True)
class Installation:
    """What one set-up has to do, and with what."""

    described: dict[str, Any]
    wanted: str
    build: engine_wheel.Build
    cache: Path
    held: tuple[int, ...]

    @property
    def log(self) -> Path:
        """Where the output of pip and the compiler goes."""
        return VENV / "setup.log"

    def pip(self, doing: str, *arguments: str) -> None:
        """Run pip inside the virtual environment, away from settings that would send packages elsewhere."""
        astray = ("PYTHONPATH", "PYTHONHOME", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV")
        environment = {name: value for name, value in os.environ.items() if name not in astray}
        environment |= {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
        command = [str(python_of(VENV)), "-m", "pip", *arguments]
        telling.run(command, doing, self.log, environment=environment, held=self.held)


def _install(work: Installation, *, dev: bool, before: Stamp | None) -> None:
    unfinished = VENV / "carrel-unfinished"
    if unfinished.exists() or not works(VENV) or (before is not None and lost(before, VENV)):
        make_venv(work)
        before = None
    (VENV / "carrel-ready.json").unlink(missing_ok=True)
    unfinished.touch()
    if dev:
        work.pip("Bringing pip up to date", "install", "pip>=25.1")  # older ones know no dependency groups
    if before is None or (before.machine, before.options) != (work.build.machine, work.build.options):
        install_engine(work)
    groups = ("--group", f"{ROOT / 'pyproject.toml'}:dev") if dev else ()
    carrel = f"{ROOT}[starter,tune]" if dev and is_nightly(os.environ) else str(ROOT)
    work.pip("Installing Carrel and its libraries", "install", "--editable", carrel, *groups)
    Stamp(work.wanted, dev, work.build.machine, work.build.options, packages_of(VENV)).write(VENV)
    unfinished.unlink()
    telling.say("Carrel is ready.")


def is_nightly(environment: Mapping[str, str]) -> bool:
    """Whether there is time for everything: the recipe and fine-tuning are tried as well, which need PyTorch."""
    return environment.get("NIGHTLY", "") not in ("", "0", "false")


def lost(stamp: Stamp, venv: Path) -> bool:
    """Whether something has gone that stood in site-packages; pip would not see it, and believe its own notes."""
    return not set(stamp.packages) <= set(packages_of(venv))


def works(venv: Path) -> bool:
    """Whether the Python in there starts, fits, has pip, and lives where it believes to live."""
    asked = "import sys, pip; print(sys.prefix); print(*sys.version_info[:2])"
    try:
        said = subprocess.run(
            [python_of(venv), "-P", "-c", asked], capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL
        ).stdout.splitlines()
        activate = (venv / BINARIES / "activate").read_text(encoding="utf-8", errors="replace")
    except (OSError, subprocess.SubprocessError):
        return False
    lives_there = Path(said[0]) == venv and str(venv) in activate
    return lives_there and interpreter.fits(tuple(int(number) for number in said[1].split()))


def make_venv(work: Installation) -> None:
    """Make the virtual environment from nothing, throwing away what is left of a broken one."""
    need_venv_module()
    if VENV.is_symlink():
        VENV.unlink()
    elif VENV.exists():
        telling.say("The .venv in this folder is unfinished or broken, so it is made again.")
        shutil.rmtree(VENV)
    VENV.mkdir()
    outside = getattr(sys, "_base_executable", sys.executable)  # this Python may be the one just thrown away
    telling.run(
        [outside, "-m", "venv", str(VENV)], "Making a place for Carrel's parts in .venv", work.log, held=work.held
    )


def need_venv_module() -> None:
    """Make sure this Python can make virtual environments, which Debian packs apart; raises telling.Trouble."""
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return
    package = f"python3.{sys.version_info.minor}-venv"
    if system_libraries.may_install() and system_libraries.install([package]):
        return
    raise telling.Trouble(
        "This Python cannot make virtual environments, because a part of it is packed apart.\n"
        f"This installs it:  {system_libraries.install_command([package])}"
    )


def install_engine(work: Installation) -> None:
    """Put the engine for this computer in and see that it starts; a kept one that does not is built again."""
    wheel = engine_wheel.find_or_make(work.build, work.cache, python_of(VENV), work.log, work.held)
    for attempt in ("kept", "new"):
        work.pip("Installing the engine", "install", "--force-reinstall", "--no-deps", str(wheel))
        work.pip("Installing what the engine leans on", "install", str(wheel))
        started = subprocess.run([python_of(VENV), "-P", "-c", "import llama_cpp"], capture_output=True, check=False)
        if started.returncode == 0:
            return
        if attempt == "kept":
            telling.say("The engine does not start on this computer, so it is built again.")
            wheel.unlink()
            wheel = engine_wheel.make(work.build, work.cache, python_of(VENV), work.log, work.held)
    raise telling.Trouble(f"The engine was built and does not start. The whole story is in {work.log}")
