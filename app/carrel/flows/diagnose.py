"""What works on this computer and what does not, in plain words."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from carrel import __version__
from carrel.base.errors import CarrelError
from carrel.base.places import Places
from carrel.base.words import _
from carrel.base.work import Cancel
from carrel.engine.api import Answer, ChatRequest, Sampling, Turn
from carrel.engine.devices import devices
from carrel.engine.models import Models
from carrel.flows.kit import Engines
from carrel.flows.model_words import device_words
from carrel.library.readers.children import recogniser_works
from carrel.library.readers.recognition import can_recognise, how_to_add
from carrel.settings.file import SettingsFile

_LITTLE_MEMORY, _LITTLE_DISK = 2 * 1024**3, 500 * 1024**2


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: its name, whether it is well, a sentence, and what to do if it is not."""

    check: str
    ok: bool
    says: str
    next: str = ""


def checks(places: Places, settings: SettingsFile, models: Models, engines: Engines) -> Iterator[Check]:
    """Look at everything in turn; nothing is changed, and no store is needed."""
    yield _program()
    yield _memory()
    yield _processors()
    yield from (_folder(name, getattr(places, name)) for name in ("data", "settings", "cache", "models"))
    yield _disk(places.data)
    yield _guarded("settings", lambda: _settings(settings))
    yield _guarded("models", lambda: _models(models, settings))
    yield _guarded("engine", lambda: _engine(engines))
    yield recognition_check(settings.current.recognise_pages)
    yield _screen()


def _guarded(name: str, look: Callable[[], Check]) -> Check:
    try:
        return look()
    except CarrelError as error:
        return Check(name, ok=False, says=error.what, next=error.next_step)


def _program() -> Check:
    says = _("Carrel {version} runs on Python {python}, {system}.").format(
        version=__version__, python=platform.python_version(), system=platform.platform(terse=True)
    )
    return Check("program", ok=True, says=says)


def _memory() -> Check:
    memory = psutil.virtual_memory()
    says = _("{free:.1f} of {total:.1f} GB of memory are free.").format(
        free=memory.available / 1e9, total=memory.total / 1e9
    )
    enough = memory.available >= _LITTLE_MEMORY
    return Check("memory", enough, says, "" if enough else _("Close other programs before you use a larger model."))


def _processors() -> Check:
    found = devices()
    if not found:
        says = _("The engine cannot say what it computes with here.")
        return Check("processors", ok=True, says=says)
    return Check("processors", ok=True, says=" · ".join(device_words(device) for device in found))


def _folder(name: str, folder: Path) -> Check:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return Check(f"{name}-folder", ok=True, says=_("The folder {folder} can be written.").format(folder=folder))
    except OSError as error:
        says = _("The folder {folder} cannot be written: {why}.").format(folder=folder, why=error.strerror)
        return Check(f"{name}-folder", ok=False, says=says, next=_("Give yourself permission to write there."))


def _disk(folder: Path) -> Check:
    free = psutil.disk_usage(str(folder)).free
    says = _("{free:.1f} GB are free on the disk.").format(free=free / 1e9)
    enough = free >= _LITTLE_DISK
    return Check("disk", enough, says, "" if enough else _("Make room: below 100 MB nothing new can be kept."))


def _settings(settings: SettingsFile) -> Check:
    if settings.moved_aside is None:
        return Check("settings", ok=True, says=_("The settings could be read."))
    says = _("The settings could not be read; the file was kept as {name}.").format(name=settings.moved_aside.name)
    return Check("settings", ok=False, says=says, next=_("Set what you had set again; everything else is unharmed."))


def _models(models: Models, settings: SettingsFile) -> Check:
    model = models.find(settings.current.model)
    says = _("The model in use is {name}, {size:.0f} MB.").format(name=model.name, size=model.bytes / 1e6)
    return Check("model", ok=True, says=says)


def _engine(engines: Engines) -> Check:
    engine = engines.engine()
    info = engine.info(Cancel())
    request = ChatRequest((Turn("user", "Hello"),), max_tokens=32, sampling=Sampling(temperature=0))
    answer = next(event for event in engine.chat(request, Cancel()) if isinstance(event, Answer))
    says = _("The model answers: {speed:.0f} tokens a second, a context of {context} tokens. {shut}").format(
        speed=answer.timing.tokens_per_s, context=info.context, shut=_shut_in(info.sandbox)
    )
    return Check("engine", ok=True, says=says)


def _shut_in(sandbox: str) -> str:
    return {
        "landlock+seccomp": _("Its process can read the model file and nothing else, and has no network."),
        "landlock": _("Its process can read the model file and nothing else."),
        "seccomp": _("Its process has no network."),
    }.get(sandbox, _("Its process is not shut in on this system."))


def recognition_check(pages: int) -> Check:
    """Whether pages that are pictures are recognised, so many of a document; it is tried out."""
    if not can_recognise():
        says = _("Pages that are pictures stay without text: nothing is installed that recognises it.")
        return Check("recognition", ok=True, says=says, next=how_to_add())
    if not pages:
        return Check("recognition", ok=True, says=_("Text on pages that are pictures could be recognised; it is off."))
    if not recogniser_works(Cancel()):
        says = _("What recognises text on pictures is installed, but does not start.")
        return Check("recognition", ok=False, says=says, next=how_to_add())
    says = _("Text on pages that are pictures is recognised, on {pages:,} pages of a document at most.")
    return Check("recognition", ok=True, says=says.format(pages=pages))


def _screen() -> Check:
    there = not sys.platform.startswith("linux") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    )
    if there:
        return Check("screen", ok=True, says=_("A screen is there for the window."))
    says = _("No screen was found, so the window cannot open here.")
    return Check("screen", ok=False, says=says, next=_("Use “carrel chat” in the terminal."))
