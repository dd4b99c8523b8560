"""Which program of the system reads aloud, and how it is told what to say."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QStandardPaths

from carrel.base.errors import CarrelError
from carrel.base.words import _

Find = Callable[[str], str]
"""From the name of a program to its path; empty when it is not there."""

_SAPI = (
    "[Console]::InputEncoding = [System.Text.Encoding]::UTF8; Add-Type -AssemblyName System.Speech; "
    "(New-Object System.Speech.Synthesis.SpeechSynthesizer).Speak([Console]::In.ReadToEnd())"
)
"""A fixed program: the words come through its standard input, never into it."""


class NoVoice(CarrelError):
    """Nothing on this computer reads aloud."""


@dataclass(frozen=True)
class Voice:
    """A program that reads aloud.

    at_once: it takes the whole text on its standard input; otherwise a piece at a time, as its last argument.
    language: the option that names a language; empty where the voice cannot be told.
    hush: arguments that silence it where ending it is not enough, because another program does the speaking.
    """

    program: str
    arguments: tuple[str, ...]
    at_once: bool = True
    language: str = ""
    hush: tuple[str, ...] = ()


def find_voice(system: str = sys.platform, find: Find | None = None) -> Voice:
    """The voice of this computer; raises NoVoice, which says how to get one."""
    find = find or QStandardPaths.findExecutable
    for name, made in _VOICES.get(system, _VOICES["linux"]).items():
        if path := find(name):
            return made(path)
    raise NoVoice(_("There is no voice on this computer that could read aloud."), _how_to_get_one(system))


def has_voice() -> bool:
    """Whether this computer can read aloud."""
    try:
        find_voice()
    except NoVoice:
        return False
    return True


_VOICES: dict[str, dict[str, Callable[[str], Voice]]] = {
    "darwin": {"say": lambda path: Voice(path, ("-f", "-"))},
    "win32": {"powershell": lambda path: Voice(path, ("-NoProfile", "-NonInteractive", "-Command", _SAPI))},
    "linux": {
        "spd-say": lambda path: Voice(path, ("--wait",), False, "--language", ("--cancel",)),
        "espeak-ng": lambda path: Voice(path, ("--stdin",), language="-v"),
        "espeak": lambda path: Voice(path, ("--stdin",), language="-v"),
    },
}


def _how_to_get_one(system: str) -> str:
    if system == "darwin":
        return _("Look for “Spoken Content” in the system settings, under accessibility.")
    if system == "win32":
        return _("Add a voice in the Windows settings, under time and language, speech.")
    return _("Install “espeak-ng” or “speech-dispatcher” with the program that installs software on this computer.")
